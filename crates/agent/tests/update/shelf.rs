//! A server of a maker's repository that does to each file what a test says, and counts what it gave.

use crate::maker::Maker;
use agent::update::{Line, Patience, Source, Updater};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;

/// What becomes of a file on its way.
#[derive(Debug, Clone)]
pub enum Does {
    Answers(StatusCode),
    Html,
    /// Ends after so many bytes, as a line that breaks.
    Breaks(usize),
    /// Ends after so many bytes, as if that were all.
    Truncates(usize),
    /// So many bytes, and then nothing for ever.
    Stalls(usize),
    /// A byte every so often.
    Trickles(Duration),
    Flips(usize),
    /// The file, and then zeros without end.
    Endless,
}

#[derive(Default)]
pub struct Given {
    pub does: BTreeMap<String, Does>,
    pub bytes: u64,
    pub files: u64,
    pub ranges: u64,
}

#[derive(Clone)]
pub struct Shelf {
    pub at: Url,
    folder: PathBuf,
    given: Arc<Mutex<Given>>,
}

impl Shelf {
    pub async fn of(maker: &Maker) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}/", listener.local_addr().unwrap());
        let shelf = Self {
            at: at.parse().unwrap(),
            folder: maker.folder.path().to_owned(),
            given: Arc::default(),
        };
        let routes = Router::new().fallback(give).with_state(shelf.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        shelf
    }

    /// From now on, to files whose path ends so.
    pub fn does(&self, name: &str, does: Does) {
        self.given
            .lock()
            .unwrap()
            .does
            .insert(name.to_owned(), does);
    }

    pub fn is_well(&self) {
        self.given.lock().unwrap().does.clear();
    }

    /// What was given since the last time: bytes, files of releases, and of these such as went on.
    pub fn given(&self) -> (u64, u64, u64) {
        let mut given = self.given.lock().unwrap();
        let now = (given.bytes, given.files, given.ranges);
        (given.bytes, given.files, given.ranges) = (0, 0, 0);
        now
    }
}

async fn give(State(shelf): State<Shelf>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let Ok(whole) = std::fs::read(shelf.folder.join(&path)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let range = request
        .headers()
        .get(header::RANGE)
        .and_then(|v| v.to_str().ok());
    let from: usize = range
        .and_then(|v| v.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok())
        .unwrap_or(0);
    let bytes = Bytes::from(whole).slice(from..);
    let mut given = shelf.given.lock().unwrap();
    given.bytes += bytes.len() as u64;
    given.files += u64::from(path.starts_with("files/"));
    given.ranges += u64::from(from > 0);
    let status = if from > 0 {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let does = given
        .does
        .iter()
        .find(|(name, _)| path.ends_with(name.as_str()))
        .map(|(_, does)| does.clone());
    let sized = |bytes: Bytes| (status, bytes).into_response();
    let said = bytes.len();
    let pieces = |pieces: Vec<Result<Bytes, std::io::Error>>, then: Option<Duration>| {
        let first = futures_util::stream::iter(pieces);
        let rest = futures_util::stream::unfold((), move |()| async move {
            tokio::time::sleep(then?).await;
            Some((Ok(Bytes::from_static(b" ")), ()))
        });
        let body = Body::from_stream(futures_util::StreamExt::chain(first, rest));
        Response::builder()
            .status(status)
            .header(header::CONTENT_LENGTH, said)
            .body(body)
            .unwrap()
    };
    match does {
        None => sized(bytes),
        Some(Does::Answers(status)) => status.into_response(),
        Some(Does::Html) => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, "text/html")],
            "<!doctype html>Sign in",
        )
            .into_response(),
        Some(Does::Breaks(n)) => {
            let first = futures_util::stream::iter([Ok(bytes.slice(..n))]);
            let rest = futures_util::stream::once(async {
                // What went before has left.
                tokio::time::sleep(Duration::from_millis(200)).await;
                Err(std::io::Error::other("broken"))
            });
            let body = Body::from_stream(futures_util::StreamExt::chain(first, rest));
            Response::builder()
                .status(status)
                .header(header::CONTENT_LENGTH, said)
                .body(body)
                .unwrap()
        }
        Some(Does::Truncates(n)) => sized(bytes.slice(..n)),
        Some(Does::Stalls(n)) => {
            pieces(vec![Ok(bytes.slice(..n))], Some(Duration::from_secs(3600)))
        }
        Some(Does::Trickles(every)) => pieces(vec![], Some(every)),
        Some(Does::Flips(n)) => {
            let mut bytes = bytes.to_vec();
            bytes[n] ^= 1;
            sized(bytes.into())
        }
        Some(Does::Endless) => {
            let zeros = futures_util::stream::repeat_with(|| {
                Ok::<_, std::io::Error>(Bytes::from_static(&[0; 65536]))
            });
            let first = futures_util::stream::iter([Ok(bytes)]);
            Body::from_stream(futures_util::StreamExt::chain(first, zeros)).into_response()
        }
    }
}

/// A car that has just left the factory, with a portal of its own.
pub struct Car {
    pub updater: Updater,
    pub state: TempDir,
    source: Source,
    shipped: TempDir,
}

/// Nobody waits long in a test.
pub const PATIENCE: Patience = Patience {
    silence: Duration::from_millis(700),
    grace: Duration::from_millis(1200),
    floor: 1024,
};

impl Car {
    pub fn new(maker: &Maker, shelf: &Shelf) -> Self {
        Self::with(maker, shelf, |_| {})
    }

    pub fn with(maker: &Maker, shelf: &Shelf, change: impl FnOnce(&mut Source)) -> Self {
        let shipped = tempfile::tempdir().unwrap();
        std::fs::write(shipped.path().join("index.html"), "<p>from the factory</p>").unwrap();
        let mut source = Source {
            root: maker.shipped.clone(),
            base: shelf.at.clone(),
            model: "M1".into(),
            region: "eu".into(),
            metered: None,
            tester: false,
        };
        change(&mut source);
        let state = tempfile::tempdir().unwrap();
        let updater = Updater::of(
            state.path(),
            shipped.path(),
            Some(source.clone()),
            Line::new(PATIENCE),
        )
        .unwrap();
        Self {
            updater,
            state,
            source,
            shipped,
        }
    }

    /// The power was cut, or its program ended.
    pub fn restarts(&mut self) {
        let line = Line::new(PATIENCE);
        self.updater = Updater::of(
            self.state.path(),
            self.shipped.path(),
            Some(self.source.clone()),
            line,
        )
        .unwrap();
    }

    /// A page is opened with what waits, and starts.
    pub fn starts(&self) -> u64 {
        let mut shelf = self.updater.shelf();
        shelf.switch().unwrap();
        let counter = shelf.open_page().unwrap();
        shelf.ready().unwrap();
        counter
    }

    /// A file of the portal from the factory.
    pub fn came_with(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.shipped.path().join(name), bytes).unwrap();
    }

    pub fn running(&self) -> u64 {
        self.updater.shelf().pointer().running
    }
}
