//! Asleep: the same car at home, locked. What it says it says once.

use super::{Moment, home};

/// The car's last words.
pub fn at() -> Moment {
    Moment {
        power: "LOCK",
        charging: false,
        volts: 12.6,
        air: 8.0,
        night: true,
        ..home::at(0.0)
    }
}
