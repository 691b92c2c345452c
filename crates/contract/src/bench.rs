//! The tester's bench, `/api/bench`: on a demonstration server alone; everywhere else these routes are not there.
//!
//! Its page stands at `bench.localhost`, and every screen that it shows on a host below it, so that each has
//! cookies and storage of its own and still is one site with the bench.

use crate::time::Timestamp;
use crate::vin::Vin;
use serde::{Deserialize, Serialize};

/// As far as the clock goes forward at once: 30 days, in minutes.
pub const FORWARD_MINUTES: u32 = 30 * 24 * 60;

/// How well a screen reaches the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// As it is on this machine.
    #[default]
    Good,
    /// Every answer, and every piece of a stream, comes two seconds late.
    Slow,
    /// Nothing arrives: what was under way breaks off, what is asked gets no answer.
    Cut,
}

/// The line of each screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// The owner's phone.
    pub phone: Line,
    /// The desk.
    pub desk: Line,
    /// The car: its companion's way to the server.
    pub car: Line,
}

/// `GET /api/bench`, and the answer to every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bench {
    /// What the demonstration's clock shows.
    pub now: Timestamp,
    /// How well each screen reaches the server.
    pub lines: Lines,
    /// The phone's origin: `http://phone.bench.localhost:8080`, without a slash at the end.
    pub phone: String,
    /// The desk's.
    pub desk: String,
    /// The car, where the server was started with one.
    pub car: Option<BenchCar>,
}

/// A simulated car with the real companion in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchCar {
    /// Its number: one of the demonstration's cars.
    pub vin: Vin,
    /// The origin of its screen, served by the companion: `http://car.bench.localhost:8300`.
    pub screen: String,
    /// The simulator's control: `http://127.0.0.1:8091/control`. It lets this machine's pages in.
    pub control: String,
}

/// `POST /api/bench/clock`: puts the demonstration's clock forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    /// By so many minutes, from 1 to [`FORWARD_MINUTES`].
    pub minutes: u32,
}

/// The answer to `POST /api/bench/pairing`, for which the companion was asked as its own screen asks: the code that
/// the screen now shows, for somebody to confirm by `/api/pairings/{user_code}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchPairing {
    /// `XXXX-XXXX`; none where the car is paired already.
    pub user_code: Option<String>,
}
