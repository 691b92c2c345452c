//! Parked, and the handle of a door has stuck: nothing else is wrong.

use super::{Moment, home};

/// A body code of the maker's own: B1 is the range that SAE J2012 leaves to makers.
const CODES: &[&str] = &["B1C43"];

/// The car this many seconds after the scene's start.
pub fn at(_seconds: f64) -> Moment {
    Moment {
        charging: false,
        volts: 12.6,
        codes: CODES,
        air: 4.0,
        ..home::at(0.0)
    }
}
