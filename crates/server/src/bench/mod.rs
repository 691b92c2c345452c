//! The tester's bench: what a demonstration lets its testers do beside the portal. Put its clock forward, make a
//! screen's way to the server slow or cut it, open a screen as one of the demo people, and, where there is a simulated
//! car, bring it to the point where it shows a code. Without `--demo` none of it is there.
//!
//! Map: [`routes`] is the API, [`lines`] the way of each screen, [`hosts`] which host is which screen, [`frames`] who may
//! show it, [`car`] the simulated car with the real companion in it.

pub mod car;
pub mod frames;
pub mod hosts;
pub mod lines;
mod routes;

pub use routes::router;

use car::Car;
use contract::bench::Lines;
use hosts::Hosts;
use std::sync::OnceLock;
use tokio::sync::watch;

/// A demonstration's bench.
pub struct Bench {
    /// Which host is which screen.
    pub hosts: Hosts,
    /// How well each screen reaches the server.
    pub lines: watch::Sender<Lines>,
    /// The car, as soon as it stands there.
    pub car: OnceLock<Car>,
}

impl Bench {
    /// With good lines and without a car; `port` is where the server listens.
    pub fn new(port: u16) -> Self {
        Self {
            hosts: Hosts::new(port),
            lines: watch::Sender::default(),
            car: OnceLock::new(),
        }
    }
}
