//! In Park for 20 s, then north on the E6 and 110 km/h.

use super::{Moment, home};

/// When Drive is chosen, the brake released, and the car first moves, in seconds.
const DRIVE: f64 = 20.0;
const RELEASE: f64 = 21.0;
const OFF: f64 = 22.0;
/// km/h gained in a second, and where it ends.
const GAIN: f64 = 8.0;
const CRUISE: f64 = 110.0;
/// What the sensor adds of its own, in km/h.
const JITTER: f64 = 0.4;
/// Metres in a degree of latitude.
const DEGREE: f64 = 111_320.0;

/// The car this many seconds after the scene's start; `noise` is between -1 and 1.
pub fn at(seconds: f64, noise: f64) -> Moment {
    let under_way = (seconds - OFF).max(0.0);
    let gaining = under_way.min(CRUISE / GAIN);
    let speed = gaining * GAIN;
    // The area under the speed: a triangle, then a rectangle.
    let metres = (gaining * speed / 2.0 + (under_way - gaining) * CRUISE) / 3.6;
    let jitter = if speed > 1.0 { noise * JITTER } else { 0.0 };
    let charge = (72.0 - metres / 3_900.0).max(1.0);
    let start = home::at(0.0);
    Moment {
        speed: speed + jitter,
        gear: if seconds < DRIVE { 126 } else { 127 },
        brake: seconds < RELEASE,
        power: "ON",
        odometer: start.odometer + metres,
        charge,
        charging: false,
        range: charge * 3_900.0,
        volts: 14.1,
        latitude: 59.951 + metres / DEGREE,
        longitude: 10.935,
        service: start.service - metres / 1000.0,
        ..start
    }
}
