//! When a signal has changed so much that it is worth a message.

use contract::vehicle::{Signal, SignalKind};

/// Percent of charge.
const CHARGE: f64 = 1.0;
/// Metres of range.
const RANGE: f64 = 5_000.0;
/// Volts of the 12-volt battery.
const STARTER: f64 = 0.2;
/// Kilopascals of a tyre.
const TYRE: f64 = 5.0;
/// Of anything else, as a part of what it was.
const OTHER: f64 = 0.05;
/// Degrees of a place that is not the car's own: some 200 m to the north.
const PLACE: f64 = 0.002;

/// Whether it has. Gear and the car's own place are judged as a whole, elsewhere.
pub fn material(before: &Signal, now: &Signal) -> bool {
    if before.value == now.value {
        return false;
    }
    let kind = SignalKind::of(&now.path);
    let (Some(was), Some(is)) = (number(before), number(now)) else {
        // A truth, a text, a list: any change is one.
        return true;
    };
    // What was counted in tenths must not miss its step by a rounding.
    let step = (is - was).abs() + 1e-9;
    match kind {
        SignalKind::Charge => step >= CHARGE,
        SignalKind::Range => step >= RANGE,
        SignalKind::Starter => step >= STARTER,
        SignalKind::Tyres => step >= TYRE,
        SignalKind::Place => step >= PLACE,
        SignalKind::Codes => true,
        SignalKind::Gear => false,
        SignalKind::Other => step >= was.abs() * OTHER,
    }
}

/// Its value as a number that is one.
pub fn number(signal: &Signal) -> Option<f64> {
    let number: f64 = signal.value.trim().parse().ok()?;
    number.is_finite().then_some(number)
}
