//! The drive policy: from what the car says to what may be done. Fail-safe: without fresh evidence of Park it
//! never says parked.

use crate::signal::{Gear, Power, Without};
use contract::command::DriveState;

/// How old evidence may be, in ms: of the link since the broker spoke, of the source since the car's own time
/// moved on.
pub const FRESH: u64 = 2000;

/// What is known at one moment. A signal that the broker has not named within [`FRESH`] is silent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The gear.
    pub gear: Result<Gear, Without>,
    /// km/h, whichever way.
    pub speed: Result<f64, Without>,
    /// The car's own word for it.
    pub moving: Result<bool, Without>,
    /// Whether the parking brake holds.
    pub brake: Result<bool, Without>,
    /// The power state.
    pub power: Result<Power, Without>,
    /// Milliseconds since the broker said anything; None without a connection.
    pub link: Option<u64>,
    /// Milliseconds since the time of a cyclic signal moved on; None where it never did.
    pub source: Option<u64>,
    /// The host restricts what may be done, whatever the signals say.
    pub restricted: bool,
    /// This car publishes changes only: its source needs no beat.
    pub changes_only: bool,
}

impl Evidence {
    /// Nothing.
    pub const NONE: Self = Self {
        gear: Err(Without::Silent),
        speed: Err(Without::Silent),
        moving: Err(Without::Silent),
        brake: Err(Without::Silent),
        power: Err(Without::Silent),
        link: None,
        source: None,
        restricted: false,
        changes_only: false,
    };

    /// Stands, as far as anybody says.
    fn still(&self) -> bool {
        self.speed == Ok(0.0) && self.moving != Ok(true)
    }

    /// Put to sleep: last words Park and speed 0, with a power state that is known not to be ON or START.
    fn asleep(&self) -> bool {
        self.gear == Ok(Gear::Park) && self.still() && self.power == Ok(Power::Off)
    }

    fn nonsense(&self) -> bool {
        let bad = Some(Without::Nonsense);
        [
            self.gear.err(),
            self.speed.err(),
            self.moving.err(),
            self.brake.err(),
            self.power.err(),
        ]
        .contains(&bad)
    }
}

/// What the car is doing, as far as it may be believed. Never [`DriveState::None`]: whoever asks is in a car.
pub fn state(e: &Evidence) -> DriveState {
    let fresh = |age: Option<u64>| age.is_some_and(|age| age <= FRESH);
    let source = fresh(e.source) || e.changes_only || e.asleep();
    if !fresh(e.link) || !source || e.nonsense() {
        return DriveState::Unknown;
    }
    if e.moving == Ok(true) || e.speed.is_ok_and(|speed| speed > 0.0) {
        return DriveState::Moving;
    }
    let held = e.gear == Ok(Gear::Neutral) && e.brake == Ok(true) && e.still();
    match (e.gear == Ok(Gear::Park) || held, e.still()) {
        (true, _) | (_, true) if e.restricted => DriveState::Moving,
        (true, _) => DriveState::Parked,
        (false, true) => DriveState::Idling,
        (false, false) => DriveState::Unknown,
    }
}
