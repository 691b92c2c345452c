//! Parked at home, on a socket that gives little.

use super::Moment;

/// Percent in an hour: 2.3 kW into 77 kWh.
const PER_HOUR: f64 = 3.0;
/// Where the owner has told the car to stop.
const FULL: f64 = 80.0;

/// The car this many seconds after the scene's start.
pub fn at(seconds: f64) -> Moment {
    let charge = (41.0 + seconds / 3600.0 * PER_HOUR).min(FULL);
    let charging = charge < FULL;
    Moment {
        speed: 0.0,
        gear: 126,
        brake: true,
        power: "ACC",
        odometer: 48_213_400.0,
        charge,
        charging,
        range: charge * 4_600.0,
        volts: if charging { 13.6 } else { 12.7 },
        latitude: 59.912_73,
        longitude: 10.746_09,
        codes: &[],
        tyres: [250.0, 250.0, 255.0, 255.0],
        air: 19.5,
        night: false,
        language: "nb",
        service: 6_400.0,
    }
}
