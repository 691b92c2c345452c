//! What every handler shares.

use crate::bench::Bench;
use crate::clock::Clock;
use crate::config::Limits;
use crate::directory::Directory;
use crate::files::shelf::Shelf;
use crate::fleet::Releases;
use crate::identity::Identity;
use crate::notices::Ways;
use crate::pairing::Open;
use crate::registry::Registry;
use crate::store::read::Reader;
use crate::store::writer::{Failed, Write};
use crate::stream::hub::SharedHub;
use crate::web::limits::Buckets;
use crate::web::metrics::Metrics;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// A cheap handle to [`Shared`].
#[derive(Clone)]
pub struct App(pub Arc<Shared>);

/// The server's parts.
pub struct Shared {
    /// A demonstration's bench.
    pub bench: Option<Arc<Bench>>,
    /// The time.
    pub clock: Clock,
    /// People, cars, centres; see [`Shared::directory`].
    pub registry: Arc<Registry>,
    /// Sign-in and sessions.
    pub identity: Identity,
    /// Cars that ask to be paired.
    pub pairings: Open,
    /// Reading.
    pub reader: Arc<Reader>,
    /// Writing.
    pub writer: mpsc::Sender<Write>,
    /// Photos and videos.
    pub shelf: Shelf,
    /// Releases of the portal for cars.
    pub releases: Releases,
    /// How people are told who do not listen.
    pub ways: Ways,
    /// Who listens.
    pub hub: SharedHub,
    /// From one beat of a stream to the next.
    pub beat: Duration,
    /// SHA-256 of the shop's credential; without it nobody redeems.
    pub shop: Option<[u8; 32]>,
    /// What a stranger may send.
    pub limits: Limits,
    /// How fast.
    pub buckets: Buckets,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Turns true when the server stops.
    pub stop: watch::Receiver<bool>,
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Shared {
    /// People, cars, centres, as of now.
    pub fn directory(&self) -> Arc<Directory> {
        self.registry.now()
    }

    /// Hands something to the writer and waits until it is safe on the disk.
    pub async fn write<T>(
        &self,
        make: impl FnOnce(oneshot::Sender<Result<T, Failed>>) -> Write,
    ) -> Result<T, Failed> {
        let (reply, answer) = oneshot::channel();
        self.writer
            .send(make(reply))
            .await
            .map_err(|_| Failed::Store)?;
        answer.await.map_err(|_| Failed::Store)?
    }
}
