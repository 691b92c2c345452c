//! A client of a databroker, without I/O: told what happened and when, it says what to do. It connects,
//! agrees on a dialect, subscribes, asks again for whatever falls silent, and begins anew after a break.
//!
//! The caller hands in [`Client::opened`], [`Client::heard`], [`Client::closed`] and, at [`Client::wake`] at
//! the latest, [`Client::tick`]; after each it does all that [`Client::next_act`] gives. Nothing of a socket that
//! was closed or replaced is handed in any more.

mod link;
mod retry;
mod talk;

pub use link::Health;

use crate::drive::{self, Evidence, FRESH};
use crate::mono::Mono;
use crate::path;
use crate::reading::Readings;
use crate::signal;
use crate::viss::Dialect;
use contract::command::DriveState;
use link::Link;
use retry::Retry;
use std::collections::VecDeque;
use talk::Talk;

/// What to do next, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Do {
    /// Open a new connection that offers these subprotocols; none where the list is empty.
    Connect(&'static [&'static str]),
    /// Send this text.
    Send(String),
    /// Close the connection, and hand in nothing of it any more.
    Close,
}

/// What differs between cars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Signals that are published all the time, whether or not they change: the source's beat.
    pub cyclic: Vec<String>,
    /// This car's software publishes changes only: the link alone decides.
    pub changes_only: bool,
    /// The version of VSS, for a car that does not say it.
    pub vss: Option<u32>,
    /// Paths beside those of VSS (the software's version stands in an overlay).
    pub overlay: Vec<String>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            cyclic: vec![path::SPEED.into()],
            changes_only: false,
            vss: None,
            overlay: Vec::new(),
        }
    }
}

/// The client. See the module for how it is driven.
#[derive(Debug)]
pub struct Client {
    terms: Terms,
    readings: Readings,
    link: Link,
    talk: Talk,
    retry: Retry,
    out: VecDeque<Do>,
    /// The second whose messages are counted, and how many they are.
    second: (Mono, u32),
}

impl Client {
    /// One that has not begun. `seed` spreads the retries of many cars.
    pub fn new(terms: Terms, seed: u64) -> Self {
        let fixed = path::DRIVE.iter().chain(&path::CONDITION);
        let all = fixed
            .map(|path| (*path).to_owned())
            .chain(terms.cyclic.clone());
        let readings = Readings::of(all.chain(terms.overlay.clone()));
        Self {
            terms,
            readings,
            link: Link::Off,
            talk: Talk::default(),
            retry: Retry::new(seed),
            out: VecDeque::new(),
            second: (Mono::default(), 0),
        }
    }

    /// What to do now; ask until there is nothing more.
    pub fn next_act(&mut self) -> Option<Do> {
        self.out.pop_front()
    }

    /// Everything the car has said.
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// What the car's signals are, as VSS 6.0 has them.
    pub fn signals(&self) -> Vec<contract::vehicle::Signal> {
        self.readings.six(self.terms.vss)
    }

    /// What the car is doing, as far as it may be believed. `restricted`: the host says that it is not the time.
    pub fn drive(&self, now: Mono, restricted: bool) -> DriveState {
        drive::state(&self.evidence(now, restricted))
    }

    /// How the link and the source are.
    pub fn health(&self, now: Mono) -> Health {
        let alive = self.terms.changes_only || self.source(now).is_some_and(|age| age <= FRESH);
        self.link.health(now, alive)
    }

    /// What is known at this moment.
    pub fn evidence(&self, now: Mono, restricted: bool) -> Evidence {
        let readings = &self.readings;
        let current = |path: &str| readings.heard(path, now).is_some_and(|age| age <= FRESH);
        fn only<T>(current: bool, found: Result<T, signal::Without>) -> Result<T, signal::Without> {
            if current {
                found
            } else {
                Err(signal::Without::Silent)
            }
        }
        Evidence {
            gear: signal::gear(readings, current),
            speed: only(current(path::SPEED), signal::speed(readings)),
            moving: only(current(path::MOVING), signal::moving(readings)),
            brake: only(current(path::PARKING_BRAKE), signal::brake(readings)),
            power: only(current(path::POWER), signal::power(readings)),
            link: self.link.silent(now),
            source: self.source(now),
            restricted,
            changes_only: self.terms.changes_only,
        }
    }

    /// Milliseconds since the time of any cyclic signal moved on.
    fn source(&self, now: Mono) -> Option<u64> {
        let ages = self.terms.cyclic.iter();
        ages.filter_map(|path| self.readings.moved(path, now)).min()
    }

    /// The dialect, once it is agreed.
    pub fn dialect(&self) -> Option<Dialect> {
        self.link.dialect()
    }
}
