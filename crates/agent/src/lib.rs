//! The companion in a car: a small program that serves the portal to the car's own screen on loopback, speaks
//! to the server under the car's credential, which the screen never sees, and lets the screen read the
//! databroker and write nothing.
//!
//! Map: [`options`] is the command line, [`start`] puts everything together; [`listen`] accepts, [`guard`]
//! lets in who comes from our own page ([`local`]: by which names, and in whose frame); [`portal`] says what is a
//! place of it, [`proxy`] passes `/api` on to the server ([`upstream`]), `pairing` gets the credential that
//! [`credential`] keeps, `terms` says what differs between cars, `relay` is the page's way to the databroker
//! ([`socket`]); [`update`] keeps the portal itself new; [`car`] follows the car's signals, and [`signals`] sends what its owner agrees to.

pub mod car;
pub mod credential;
pub mod guard;
pub mod listen;
pub mod local;
pub mod options;
mod pairing;
pub mod portal;
pub mod problem;
pub mod proxy;
mod relay;
pub mod signals;
pub mod socket;
mod state;
mod terms;
pub mod update;
pub mod upstream;

pub use options::Options;

use axum::Router;
use axum::middleware::from_fn_with_state;
use car::Car;
use contract::problem::Kind;
use credential::{Keeper, StateError};
use guard::{Door, guard};
use pages::{Files, FolderError};
use problem::Refuse;
use state::{App, Shared};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use update::{Site, Updater};
use upstream::Upstream;

/// Why the companion did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The portal.
    #[error("the portal is not there")]
    Portal(#[from] FolderError),
    /// The credential's folder.
    #[error("the credential has no place")]
    State(#[from] StateError),
    /// The releases: the root cannot be read, or their folder cannot be used.
    #[error("the releases cannot be used")]
    Releases(#[source] std::io::Error),
    /// The address.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
}

/// A running companion.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
    /// What follows the car and sends; it ends with this.
    tasks: JoinSet<()>,
}

/// Reads the portal and the credential, and listens.
///
/// # Errors
/// When one of these is not to be had. The server and the databroker may be away: they are looked for again and
/// again.
pub async fn start(options: Options) -> Result<Running, StartError> {
    let mut files = Files::default();
    files.add_folder("/", &options.portal)?;
    let failed = StartError::Releases;
    let source = options.source().map_err(failed)?;
    let updater = Updater::open(&options, source).map_err(failed)?;
    let keeper = Keeper::open(&options.state, &options.server)?;
    let failed = |e| StartError::Listen(options.listen, e);
    let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    let (stop, stopping) = watch::channel(false);
    let car = Arc::new(Car::new(options.terms()));
    let app = App(Arc::new(Shared {
        server: Upstream::new(options.server.clone()),
        keeper,
        car: car.clone(),
        pairing: pairing::Pairing::default(),
        allowed: relay::Allowed::of(&options),
        ask_consent: AtomicBool::new(true),
        screens: Arc::new(Semaphore::new(relay::SCREENS)),
        broker: options.broker.clone(),
        vin: options.vin.clone(),
        terms: options.told(),
        second: options.second,
        updater,
        site: Site::new(files),
        look_now: Notify::new(),
        stop: stopping.clone(),
    }));
    let door = Door::new(addr, options.name.as_ref(), options.framed_by);
    let mut tasks = JoinSet::new();
    tasks.spawn(car::follow(car, options.broker));
    tasks.spawn(signals::run(app.clone()));
    let every = options.second * 60 * options.release_every;
    if options.release_root.is_some() {
        tasks.spawn(update::run(app.clone(), every));
    }
    let not_taken = || async { Refuse::because(Kind::MethodNotAllowed) };
    let routes = Router::new()
        .merge(proxy::router())
        .merge(pairing::router())
        .merge(relay::router())
        .merge(terms::router())
        .merge(update::router())
        .method_not_allowed_fallback(not_taken)
        .fallback(update::serve)
        .layer(from_fn_with_state(door, guard))
        .with_state(app);
    let served = tokio::spawn(listen::serve(listener, routes, stopping));
    Ok(Running {
        addr,
        stop,
        served,
        tasks,
    })
}

impl Running {
    /// Ends what is open, and everything else.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let _ = self.served.await;
        self.tasks.shutdown().await;
    }
}
