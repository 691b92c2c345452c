//! Parked at Oslo airport, a car from elsewhere whose battery loses what it should keep.

use super::Moment;

/// Metres of range at the start.
const RANGE: f64 = 131_000.0;
/// Metres of range lost in an hour: under 80 km after six.
const LOST: f64 = 9_000.0;
/// Where the traction battery is cut off.
const LAST: f64 = 12_000.0;
/// Volts that the 12 V battery sags in an hour, and where it ends.
const SAG: (f64, f64) = (0.12, 10.8);
/// The hybrid battery pack's deterioration; the lost words of the engine's control unit (SAE J2012).
const CODES: &[&str] = &["P0A80", "U0100"];

/// The car this many seconds after the scene's start.
pub fn at(seconds: f64) -> Moment {
    let hours = seconds / 3600.0;
    let range = (RANGE - LOST * hours).max(LAST);
    Moment {
        speed: 0.0,
        gear: 126,
        brake: true,
        power: "ACC",
        odometer: 91_377_850.0,
        charge: range / 3_850.0,
        charging: false,
        range,
        volts: (12.3 - SAG.0 * hours).max(SAG.1),
        latitude: 60.193_92,
        longitude: 11.100_36,
        codes: CODES,
        // The rear left one is low, and loses a little more.
        tyres: [244.0, 241.0, (209.0 - hours).max(150.0), 243.0],
        air: (4.0 - 2.0 * hours).max(-9.0),
        night: true,
        language: "de",
        service: -320.0,
    }
}
