//! The simulated car: a broker that speaks VISS v2 or v3 over WebSockets, with scripted drives and faults.
//!
//! - [`scenes`]: the drives, pure functions of the seconds since their start
//! - [`faults`]: what can be wrong, laid over any scene
//! - [`car`]: the state, and who is told of it; [`subscription`] is one who has asked
//! - [`viss`]: the dialects; [`wire`] is the TCP below them
//! - [`control`]: the tester's hand over HTTP
//! - [`vss`], [`value`], [`clock`], [`noise`]: the tree, the wire's values, the car's time, and a seed's chance
//!
//! A test starts a [`Sim`] and moves it by its methods; a command line calls [`serve`].

pub mod car;
pub mod clock;
mod control;
pub mod faults;
pub mod noise;
mod options;
pub mod scenes;
mod shared;
pub mod subscription;
pub mod value;
mod viss;
pub mod vss;
mod wire;

pub use car::{BadSignal, Car, Signal};
pub use faults::Fault;
pub use options::{CONTROL_PORT, Dialect, Options, Unoffered, VISS_PORT};
pub use scenes::Scene;
pub use value::Value;
pub use vss::Vss;

use serde_json::Value as Json;
use shared::Shared;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use wire::{Door, Wire};

/// Why a car cannot be started or goes on no more.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is another's, or none of this machine.
    #[error("cannot listen at {address}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// A part of it has ended, which none should.
    #[error("the simulated car has stopped")]
    Stopped,
}

/// A running car. It ends when it is dropped, and so do its connections.
pub struct Sim {
    shared: Arc<Shared>,
    viss: SocketAddr,
    control: Option<SocketAddr>,
    parts: JoinSet<()>,
}

/// Serves a simulated car until something breaks.
pub async fn serve(options: Options) -> Result<(), Error> {
    let mut sim = Sim::start(options)?;
    sim.parts.join_next().await;
    Err(Error::Stopped)
}

impl Sim {
    /// Starts a car, in the runtime that calls it. It listens when this returns.
    pub fn start(options: Options) -> Result<Self, Error> {
        let refused = |address| move |source| Error::Listen { address, source };
        let (listen, control, send_buffer) = (options.listen, options.control, options.send_buffer);
        tracing::info!(
            seed = options.seed, dialect = ?options.dialect, scene = ?options.scene, factor = options.factor,
            "a simulated car"
        );
        let shared = Shared::new(Car::new(options));
        let door = Door::open(listen, send_buffer, shared.refused(), shared.cut())
            .map_err(refused(listen))?;
        let viss = door.address();
        let mut parts = JoinSet::new();
        let at_control = match control {
            None => None,
            Some(address) => {
                let listener = wire::bind(address, None).map_err(refused(address))?;
                let bound = listener.local_addr().map_err(refused(address))?;
                let router = control::router(shared.clone());
                parts.spawn(async move {
                    let _ = axum::serve(listener, router).await;
                });
                Some(bound)
            }
        };
        tracing::info!(%viss, control = ?at_control, "the simulated car listens");
        let service =
            viss::socket::router(shared.clone()).into_make_service_with_connect_info::<Wire>();
        parts.spawn(async move {
            let _ = axum::serve(door, service).await;
        });
        parts.spawn(shared.clone().run());
        Ok(Self {
            shared,
            viss,
            control: at_control,
            parts,
        })
    }

    /// Where the broker listens.
    pub fn address(&self) -> SocketAddr {
        self.viss
    }

    /// `ws://…/`, for a client.
    pub fn url(&self) -> String {
        format!("ws://{}/", self.viss)
    }

    /// `http://…/control`, if there is a control.
    pub fn control_url(&self) -> Option<String> {
        self.control
            .map(|address| format!("http://{address}/control"))
    }

    /// All about the car: what `GET /control` answers.
    pub fn state(&self) -> Json {
        self.shared.car().state()
    }

    /// What a signal said last, at a path of the car's own VSS version.
    pub fn signal(&self, path: &str) -> Option<Signal> {
        self.shared.car().signal(path).cloned()
    }

    /// Begins a scene; with a factor, at another speed. What was set by hand is forgotten, faults stay.
    pub fn set_scene(&self, scene: Scene, factor: Option<f64>) {
        self.shared.car().play(scene, factor);
    }

    /// Sets signals by hand; null unsets. They hold until the next scene. All or none.
    pub fn set_signals<P: Into<String>>(
        &self,
        signals: impl IntoIterator<Item = (P, Json)>,
    ) -> Result<(), BadSignal> {
        let signals: BTreeMap<_, _> = signals.into_iter().map(|(p, v)| (p.into(), v)).collect();
        self.shared.car().set(&signals)
    }

    /// Lays these faults over the scene, and takes away those there were.
    pub fn set_faults(&self, faults: Vec<Fault>) -> Result<(), BadSignal> {
        self.shared.suffer(faults)
    }

    /// Jumps the car's clock ahead.
    pub fn skip(&self, by: Duration) {
        self.shared.car().skip(by);
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.shared.end();
    }
}
