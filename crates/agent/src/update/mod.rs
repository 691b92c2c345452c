//! Releases of the portal: looked for, taken in, tried and left again, so that this car always shows one that works.
//! The why is in docs/OTA.md.
//!
//! Map: [`line`] reaches the repository, [`look`] takes a release in, [`site`] says what a page is given, [`routes`] is what
//! the page asks, [`report`] tells the server how it went.

mod line;
mod look;
mod report;
mod routes;
mod site;

pub use line::{Line, Patience};
pub use look::Found;
pub(crate) use report::run;
pub use routes::router;
pub use site::{Site, serve};

use crate::options::Options;
use contract::release::{AgentRelease, NextRelease, ReleaseChoices, ReleaseFacts, STABLE, Trouble};
use contract::time::Timestamp;
use release::check::Refused;
use release::disk::Folder;
use release::manifest::Version;
use release::shelf::{Next, Shelf};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use url::Url;

/// The folder below the companion's own.
const FOLDER: &str = "releases";
/// How long a release has to report itself ready, once a page was opened with it.
pub const WATCH: Duration = Duration::from_secs(10);

/// Where releases come from, and for which car.
#[derive(Debug, Clone)]
pub struct Source {
    /// The root that shipped with the car, as it was signed.
    pub root: Vec<u8>,
    /// The repository; it ends in `/`.
    pub base: Url,
    /// The car's model.
    pub model: String,
    /// Its region.
    pub region: String,
    /// While this file is there the line is metered: what is signed is read, releases wait.
    pub metered: Option<PathBuf>,
    /// A tester's car: it may choose.
    pub tester: bool,
}

/// The companion's releases.
pub struct Updater {
    shelf: Arc<Mutex<Shelf>>,
    source: Option<Source>,
    line: Line,
    /// The portal that came with the car.
    shipped: PathBuf,
    seen: Mutex<Seen>,
}

/// What the last look found.
#[derive(Default)]
struct Seen {
    looked: Option<Timestamp>,
    trouble: Option<Trouble>,
    /// For a tester.
    channels: Vec<String>,
    releases: BTreeMap<u64, ReleaseFacts>,
}

impl Updater {
    /// Opens what the car keeps.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(options: &Options, source: Option<Source>) -> io::Result<Self> {
        Self::of(
            &options.state.join(FOLDER),
            &options.portal,
            source,
            Line::new(Patience::default()),
        )
    }

    /// The same, by its parts.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn of(
        folder: &Path,
        shipped: &Path,
        source: Option<Source>,
        line: Line,
    ) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            shelf: Arc::new(Mutex::new(Shelf::open(Folder(folder.to_owned()))?)),
            source,
            line,
            shipped: shipped.to_owned(),
            seen: Mutex::default(),
        })
    }

    /// What the car keeps. Its disk is asked: not for long, and not across an await.
    pub fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what waits for the disk where nobody else waits for it.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Shelf) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let shelf = self.shelf.clone();
        let done = tokio::task::spawn_blocking(move || {
            work(&mut shelf.lock().unwrap_or_else(PoisonError::into_inner))
        });
        done.await.map_err(|e| Refused::disk(io::Error::other(e)))
    }

    /// As the page is told.
    pub fn told(&self) -> AgentRelease {
        let shelf = self.shelf();
        let pointer = shelf.pointer();
        let seen = self.seen();
        let facts = |counter| shelf.facts(counter).unwrap_or_else(came_with_the_car);
        let next = |Next {
                        counter,
                        since,
                        postponed,
                    }: Next| NextRelease {
            facts: facts(counter),
            since,
            postponed: postponed.filter(|until| *until > now()),
        };
        let tester = self.source.as_ref().is_some_and(|source| source.tester);
        AgentRelease {
            running: facts(pointer.shown()),
            trying: pointer.trying.is_some(),
            next: pointer.next.map(next),
            failed: pointer.failed.clone(),
            looked: seen.looked,
            trouble: seen.trouble,
            choice: tester.then(|| ReleaseChoices {
                channels: seen.channels.clone(),
                releases: seen.releases.values().rev().cloned().collect(),
                chosen: pointer.choice.clone(),
            }),
        }
    }

    /// Whether the release that waits may be tried now, as far as its owner says.
    pub fn may_switch(&self) -> bool {
        let next = self.shelf().pointer().next;
        next.is_some_and(|next| next.postponed.is_none_or(|until| until <= now()))
    }

    /// Whether releases come from anywhere.
    pub fn is_fed(&self) -> bool {
        self.source.is_some()
    }

    fn channel(&self) -> String {
        let chosen = self.shelf().pointer().choice.channel.clone();
        let may = self.source.as_ref().is_some_and(|source| source.tester);
        chosen.filter(|_| may).unwrap_or_else(|| STABLE.to_owned())
    }
}

/// The companion's own version.
pub fn own_version() -> Option<Version> {
    env!("CARGO_PKG_VERSION").to_owned().try_into().ok()
}

/// The portal that shipped with this companion has its version.
fn came_with_the_car() -> ReleaseFacts {
    ReleaseFacts {
        counter: 0,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        notes: BTreeMap::new(),
    }
}

/// By the car's own clock, which may be wrong: nothing but what people read and postponed hangs on it.
pub(crate) fn now() -> Timestamp {
    let passed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX))
}
