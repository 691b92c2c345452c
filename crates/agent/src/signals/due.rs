//! What to send now: a pure function of what the car says, what was sent, and what its owner agreed to. What
//! could not be sent is kept nowhere: it is what the car says at the next time, the latest of each path.

use super::change::{material, number};
use crate::car::Look;
use contract::command::DriveState;
use contract::person::Place;
use contract::vehicle::{Signal, SignalKind};
use std::collections::BTreeMap;

/// Between two messages at the least, in seconds.
const PAUSE: u64 = 60;
/// From one message with everything to the next, in seconds, while the car is awake.
const WHOLE: u64 = 15 * 60;
/// The server takes no more in one message.
const BATCH: usize = 256;
// The longest path and value that it takes, in characters.
const PATH: usize = 200;
const VALUE: usize = 2_000;
/// So far the car has moved, in kilometres.
const MOVED: f64 = 0.2;
/// What the car's own place begins with.
const HERE: &str = "Vehicle.CurrentLocation.";

/// What was sent: no more than one value of each path that the car has.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    last: BTreeMap<String, Signal>,
    parked: Option<bool>,
    at: Option<u64>,
    whole: Option<u64>,
}

impl Sent {
    /// The server has these.
    pub fn note(&mut self, batch: Vec<Signal>, drive: DriveState, now: u64) {
        if self.whole_is_due(now) {
            self.whole = Some(now);
        }
        self.at = Some(now);
        self.parked = parked(drive).or(self.parked);
        self.skip(batch);
    }

    /// What is not agreed to any more was never sent: the server has forgotten it, and gets it anew once it is agreed
    /// to again.
    pub fn keep(&mut self, agreed: &[SignalKind]) {
        self.last
            .retain(|path, _| agreed.contains(&SignalKind::of(path)));
    }

    /// These are not sent again before they have changed.
    pub fn skip(&mut self, batch: Vec<Signal>) {
        for signal in batch {
            self.last.insert(signal.path.clone(), signal);
        }
    }

    fn whole_is_due(&self, now: u64) -> bool {
        self.whole.is_none_or(|at| now >= at + WHOLE)
    }
}

/// What to send at this moment, in seconds of the caller's clock; mostly nothing.
pub fn due(sent: &Sent, look: &Look, agreed: &[SignalKind], now: u64) -> Vec<Signal> {
    let early = sent.at.is_some_and(|at| now < at + PAUSE);
    if !look.awake || early {
        return Vec::new();
    }
    let whole = sent.whole_is_due(now);
    let flipped = parked(look.drive).is_some_and(|parked| sent.parked != Some(parked));
    let moved = moved(sent, look);
    let wanted = |signal: &&Signal| {
        let kind = SignalKind::of(&signal.path);
        if !agreed.contains(&kind) || !fits(signal) {
            return false;
        }
        let Some(before) = sent.last.get(&signal.path) else {
            return true;
        };
        match kind {
            _ if whole => true,
            SignalKind::Gear => flipped,
            SignalKind::Place if signal.path.starts_with(HERE) => moved,
            _ => material(before, signal),
        }
    };
    let wanted = look.signals.iter().filter(wanted);
    wanted.take(BATCH).cloned().collect()
}

/// Whether it stands; nothing where that is not known.
fn parked(drive: DriveState) -> Option<bool> {
    match drive {
        DriveState::Parked => Some(true),
        DriveState::Idling | DriveState::Moving => Some(false),
        DriveState::Unknown | DriveState::None => None,
    }
}

/// Whether the car is elsewhere than when its place was sent.
fn moved(sent: &Sent, look: &Look) -> bool {
    let was = place(|path| sent.last.get(path));
    let is = place(|path| look.signals.iter().find(|signal| signal.path == path));
    was.zip(is).is_some_and(|(was, is)| was.km_to(is) >= MOVED)
}

fn place<'a>(of: impl Fn(&str) -> Option<&'a Signal>) -> Option<Place> {
    let degrees = |name: &str| number(of(&format!("{HERE}{name}"))?);
    Some(Place {
        lat: degrees("Latitude")?.into(),
        lon: degrees("Longitude")?.into(),
    })
}

/// Whether the server takes it at all: one that it does not take would keep all others from it.
fn fits(signal: &Signal) -> bool {
    let text = |text: &str, most| {
        let plain = !text.trim().is_empty() && !text.chars().any(char::is_control);
        plain && text.chars().count() <= most
    };
    text(&signal.path, PATH) && text(&signal.value, VALUE)
}
