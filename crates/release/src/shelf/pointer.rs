//! The pointer: which release is shown.

use contract::release::{ReleaseChoice, ReleaseFacts};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// So many starts a release has to report itself ready.
pub const BOOTS: u8 = 2;

/// `pointer.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// The last release that has reported itself ready; 0 is the one that came with the car.
    pub running: u64,
    /// The one before it.
    pub before: u64,
    /// What is shown until it has reported itself ready, or has not.
    pub trying: Option<Trying>,
    /// What lies here whole and waits to be tried.
    pub next: Option<Next>,
    /// What did not start here.
    pub never: BTreeSet<u64>,
    /// The last of these.
    pub failed: Option<ReleaseFacts>,
    /// What a tester chose.
    pub choice: ReleaseChoice,
}

/// A release that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trying {
    /// Which.
    pub counter: u64,
    /// How often a page was opened with it.
    pub boots: u8,
}

/// A release that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Which.
    pub counter: u64,
    /// When it was here first.
    pub since: Timestamp,
    /// Its owner has put it off until then.
    pub postponed: Option<Timestamp>,
}

impl Pointer {
    /// What a page is shown.
    pub fn shown(&self) -> u64 {
        self.trying.map_or(self.running, |trying| trying.counter)
    }

    /// What may still be shown, and so is not removed.
    pub fn needed(&self) -> BTreeSet<u64> {
        let trying = self.trying.map(|trying| trying.counter);
        let next = self.next.map(|next| next.counter);
        [self.running, self.before]
            .into_iter()
            .chain(trying)
            .chain(next)
            .collect()
    }

    /// Whether the car should get this one: it is not shown already, has not failed here, and is not older, unless a tester
    /// chose it by its counter.
    pub fn wants(&self, counter: u64) -> bool {
        let chosen = self.choice.counter == Some(counter);
        let newer = counter > self.shown() || (chosen && counter != self.shown());
        counter != 0 && newer && !self.never.contains(&counter)
    }
}
