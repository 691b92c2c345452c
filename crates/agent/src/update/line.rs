//! The way to the repository: plain GETs, with a floor under their speed, and going on where they broke off.

use crate::upstream::{self, Client};
use async_trait::async_trait;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use contract::release::Trouble;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use release::check::{Because, Refused};
use std::fmt;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tough::{Transport, TransportError, TransportErrorKind, TransportStream};
use url::Url;

/// How slow a line may be.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// So long nothing at all may come.
    pub silence: Duration,
    /// After so long…
    pub grace: Duration,
    /// …so many bytes a second must have come, taken over all of the file.
    pub floor: u64,
}

impl Default for Patience {
    /// A release of 1 MB takes 17 minutes at the floor.
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(20),
            grace: Duration::from_secs(30),
            floor: 1024,
        }
    }
}

/// The way to the repository.
#[derive(Clone)]
pub struct Line {
    client: Client,
    patience: Patience,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

/// A file on its way.
pub struct Coming {
    /// It goes on where was asked; else it begins anew.
    pub goes_on: bool,
    body: Incoming,
    patience: Patience,
    began: Instant,
    bytes: u64,
}

impl Line {
    /// Nothing is sent yet.
    pub fn new(patience: Patience) -> Self {
        Self {
            client: upstream::client(),
            patience,
        }
    }

    /// Asks for a file from its byte `from` on.
    ///
    /// # Errors
    /// When no file is coming.
    pub async fn get(&self, url: &Url, from: u64) -> Result<Coming, Refused> {
        let mut request = Request::get(url.as_str());
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let request = request.body(Body::empty());
        let request = request.map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
        let answer = timeout(self.patience.silence, self.client.request(request)).await;
        let answer = answer.map_err(|_| slow())?;
        let answer = answer.map_err(|e| Refused::new(Trouble::NotReached, e))?;
        let goes_on = match answer.status() {
            StatusCode::OK => false,
            StatusCode::PARTIAL_CONTENT if from > 0 => true,
            status => {
                return Err(Refused::new(
                    Trouble::NotReached,
                    format!("{url}: {status}"),
                ));
            }
        };
        Ok(Coming {
            goes_on,
            body: answer.into_body(),
            patience: self.patience,
            began: Instant::now(),
            bytes: 0,
        })
    }
}

fn slow() -> Refused {
    Refused::new(Trouble::TooSlow, "the repository sends too slowly")
}

impl Coming {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// When the line breaks, or is slower than one has patience for.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Refused> {
        loop {
            let frame = timeout(self.patience.silence, self.body.frame()).await;
            let Some(frame) = frame.map_err(|_| slow())? else {
                return Ok(None);
            };
            let frame = frame.map_err(|e| Refused::new(Trouble::NotReached, e))?;
            let Ok(bytes) = frame.into_data() else {
                continue;
            };
            self.bytes += bytes.len() as u64;
            let passed = self.began.elapsed();
            if passed > self.patience.grace && self.bytes < passed.as_secs() * self.patience.floor {
                return Err(slow());
            }
            return Ok(Some(bytes));
        }
    }
}

#[async_trait]
impl Transport for Line {
    async fn fetch(&self, url: Url) -> Result<TransportStream, TransportError> {
        let failed = |e: Refused| {
            TransportError::new_with_cause(
                TransportErrorKind::Other,
                url.as_str(),
                Because(e.trouble),
            )
        };
        let mut coming = self.get(&url, 0).await.map_err(failed)?;
        // Metadata is short: it is read by a task of its own, whose stream may be shared.
        let (send, mut receive) = tokio::sync::mpsc::channel(1);
        let at = url.clone();
        tokio::spawn(async move {
            loop {
                let next = coming.next().await.transpose();
                let Some(next) = next else { return };
                let over = next.is_err();
                let next = next.map_err(|e| {
                    TransportError::new_with_cause(
                        TransportErrorKind::Other,
                        at.as_str(),
                        Because(e.trouble),
                    )
                });
                if send.send(next).await.is_err() || over {
                    return;
                }
            }
        });
        Ok(Box::pin(futures_util::stream::poll_fn(move |cx| {
            receive.poll_recv(cx)
        })))
    }
}
