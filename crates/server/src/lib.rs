//! The server: decides, remembers, tells those it concerns.
//!
//! Map: [`config`], [`import`] and [`directory`] say who is who; [`identity`] who asks; [`cases`] is the
//! room with the commands, [`files`] its photos and videos, `pairing` what cars do by themselves, `settings` what is decided beside them, `notices` who is told of news and how, [`fleet`] how releases of the portal reach cars, [`calendar`] when a centre is free and
//! [`rouse`] what happens by itself; [`bench`] what a demonstration lets its testers do; [`store`] the one file; [`stream`] live updates; [`web`] HTTP itself.
//! [`start`] puts them together.

pub mod bench;
pub mod calendar;
pub mod cases;
pub mod clock;
pub mod config;
pub mod directory;
pub mod export;
pub mod files;
pub mod fleet;
mod hex;
pub mod identity;
pub mod import;
pub(crate) mod notices;
pub mod openapi;
pub(crate) mod pairing;
pub mod registry;
pub mod rouse;
pub(crate) mod settings;
pub mod state;
pub mod store;
pub mod stream;
pub mod web;

use bench::Bench;
use clock::Clock;
use config::Config;
use files::shelf::{Shelf, ShelfError};
use fleet::Releases;
use identity::Identity;
use registry::Registry;
use state::{App, Shared};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::read::Reader;
use store::writer::{Committed, Writer};
use store::{StoreError, verify};
use stream::hub::Hub;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use web::assets::Files;
use web::guard::{Hosts, guard};
use web::limits::Buckets;
use web::metrics::Metrics;

/// Commands that may wait for the writer before senders wait too.
const WAITING: usize = 4096;

/// What a server is started with.
pub struct Options {
    /// Its configuration, checked.
    pub config: Config,
    /// Where its file is.
    pub data: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where its time comes from.
    pub clock: Clock,
    /// The front ends; none in a route's test.
    pub files: Files,
    /// Anybody may be anybody.
    pub demo: bool,
    /// From one beat of a stream to the next.
    pub beat: Duration,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store.
    #[error("the store cannot be opened")]
    Store(#[from] StoreError),
    /// The folder of files.
    #[error("the folder for photos and videos cannot be opened")]
    Files(#[from] ShelfError),
    /// The folder of releases.
    #[error("the folder of releases cannot be opened")]
    Releases(#[from] object_store::Error),
    /// What was imported.
    #[error("what was imported does not go with the configuration")]
    Registry(#[from] import::MergeError),
    /// The address.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The system.
    #[error("cannot start the writer")]
    Writer(#[source] std::io::Error),
}

/// A running server.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// A demonstration's bench.
    pub bench: Option<Arc<Bench>>,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
    writer: std::thread::JoinHandle<()>,
}

/// Opens the store, starts the writer and listens.
pub async fn start(options: Options) -> Result<Running, StartError> {
    let Options {
        config,
        data,
        listen,
        clock,
        files,
        demo,
        beat,
    } = options;
    let mut db = store::open(&data)?;
    if let Some(cases) = store::rebuild::rebuild(&mut db)? {
        tracing::info!(cases, "an older program's views were made anew");
    }
    let reader = Arc::new(Reader::new(&data)?);
    let shelf = Shelf::open(&data)?;
    let hub = Arc::new(Hub::default());
    let metrics = Arc::new(Metrics::default());
    let registry = Arc::new(Registry::load(config.clone(), &db)?);
    let publish = {
        let (reader, hub, metrics) = (reader.clone(), hub.clone(), metrics.clone());
        move |committed: &[Committed]| {
            if committed.is_empty() {
                return;
            }
            metrics.events.inc_by(committed.len() as u64);
            metrics.commits.inc();
            reader.remember(committed);
            hub.publish(reader.epoch(), committed);
        }
    };
    let releases = Releases::new(config.releases.as_ref())?;
    let ways = notices::Ways::new(&config, &store::notices::push_key(&db)?);
    let writer = Writer::new(db, clock.clone(), registry.clone(), publish)?;
    let (jobs, inbox) = mpsc::channel(WAITING);
    let writer = std::thread::Builder::new()
        .name("writer".into())
        .spawn(move || writer.run(inbox))
        .map_err(StartError::Writer)?;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| StartError::Listen(listen, e))?;
    let addr = listener
        .local_addr()
        .map_err(|e| StartError::Listen(listen, e))?;
    let (stop, stopping) = watch::channel(false);
    let connections = config.limits.connections;
    let shop = config.shop_sha256.as_deref().and_then(hex::hex);
    let bench = demo.then(|| Arc::new(Bench::new(addr.port())));
    let app = App(Arc::new(Shared {
        bench: bench.clone(),
        clock,
        registry,
        identity: Identity::new(&config, demo, addr.port()),
        pairings: pairing::Open::default(),
        reader,
        writer: jobs,
        shelf,
        releases,
        ways,
        hub,
        beat,
        shop,
        limits: config.limits,
        buckets: Buckets::new(&config.limits),
        metrics,
        stop: stopping.clone(),
    }));
    tokio::spawn(rouse::run(app.clone()));
    tokio::spawn(files::sweep::run(app.clone()));
    tokio::spawn(notices::teller::run(app.clone()));
    tokio::spawn(fleet::watch::run(app.clone()));
    let hosts = Hosts::new(config.public_origin.as_deref(), addr.port());
    let routes = axum::Router::new()
        .merge(identity::router())
        .merge(cases::router())
        .merge(files::router())
        .merge(notices::router())
        .merge(fleet::router())
        .merge(settings::router())
        .merge(pairing::router())
        .merge(stream::router())
        .merge(openapi::router())
        .merge(web::health::router())
        .merge(
            bench
                .as_ref()
                .map_or_else(axum::Router::new, |_| bench::router()),
        )
        .merge(web::assets::router(files))
        .layer(axum::middleware::from_fn_with_state(
            (app.clone(), hosts),
            guard,
        ))
        .with_state(app);
    let routes = match &bench {
        Some(bench) => routes.layer(axum::middleware::from_fn_with_state(
            bench.clone(),
            bench::frames::frames,
        )),
        None => routes,
    };
    let served = tokio::spawn(web::listen::serve(
        listener,
        routes,
        connections,
        bench.clone(),
        stopping,
    ));
    Ok(Running {
        addr,
        bench,
        stop,
        served,
        writer,
    })
}

impl Running {
    /// Ends streams first, lets requests finish, then lets the writer empty its queue.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.served.await;
        let writer = tokio::task::spawn_blocking(move || self.writer.join());
        // A connection that outlived the farewell still holds the queue's other end.
        let joined = tokio::time::timeout(Duration::from_secs(5), writer).await;
        if !matches!(joined, Ok(Ok(Ok(())))) {
            tracing::error!("the writer did not end well; the store is as of its last commit");
        }
    }
}

/// Checks a data folder's store.
pub fn verify_store(data: &std::path::Path) -> Result<verify::Report, StoreError> {
    verify::verify(data)
}
