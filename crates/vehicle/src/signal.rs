//! The signals that decide whether the car is driven, with their types. A value that cannot be is no value,
//! and is told apart from none: a sensor that talks nonsense is a reason to lock.

use crate::path::{CURRENT_GEAR, MOVING, PARKING_BRAKE, POWER, SELECTED_GEAR, SPEED};
use crate::reading::{Known, Readings};
use crate::value::Value;

/// No road car goes faster, in km/h; a speed above it is a fault of its sensor.
const FASTEST: f64 = 500.0;
/// The highest gear, forward or back.
const HIGHEST: f64 = 20.0;

/// What the gear lever or the gearbox says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gear {
    /// 126.
    Park,
    /// 0.
    Neutral,
    /// 127, or a gear above 0.
    Forward,
    /// Below 0.
    Reverse,
}

/// The car's power state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// LOCK, OFF or ACC: it cannot be driven.
    Off,
    /// ON or START.
    On,
    /// UNDEFINED.
    Undefined,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// Nobody said one.
    Silent,
    /// What was said cannot be.
    Nonsense,
}

type Found<T> = Result<T, Without>;

/// The gear: what the driver chose; but a gearbox that is in a gear to drive with is believed first.
pub fn gear(readings: &Readings, current: impl Fn(&str) -> bool) -> Found<Gear> {
    let read = |path| {
        if current(path) {
            of(readings, path, gear_of)
        } else {
            Err(Without::Silent)
        }
    };
    match (read(SELECTED_GEAR), read(CURRENT_GEAR)) {
        (Err(Without::Nonsense), _) | (_, Err(Without::Nonsense)) => Err(Without::Nonsense),
        (_, Ok(engaged @ (Gear::Forward | Gear::Reverse))) => Ok(engaged),
        (Ok(chosen), _) => Ok(chosen),
        (Err(_), engaged) => engaged,
    }
}

/// km/h, whichever way.
pub fn speed(readings: &Readings) -> Found<f64> {
    of(readings, SPEED, |value| {
        value
            .number()
            .map(f64::abs)
            .filter(|speed| *speed <= FASTEST)
    })
}

/// Whether it moves.
pub fn moving(readings: &Readings) -> Found<bool> {
    of(readings, MOVING, Value::truth)
}

/// Whether the parking brake holds.
pub fn brake(readings: &Readings) -> Found<bool> {
    of(readings, PARKING_BRAKE, Value::truth)
}

/// The power state.
pub fn power(readings: &Readings) -> Found<Power> {
    of(readings, POWER, |value| match value {
        Value::Text(text) => match text.as_str() {
            "LOCK" | "OFF" | "ACC" => Some(Power::Off),
            "ON" | "START" => Some(Power::On),
            "UNDEFINED" => Some(Power::Undefined),
            _ => None,
        },
        Value::List(_) => None,
    })
}

fn of<T>(readings: &Readings, path: &str, read: impl Fn(&Value) -> Option<T>) -> Found<T> {
    match readings.get(path) {
        Known::Said(value) => read(value).ok_or(Without::Nonsense),
        _ => Err(Without::Silent),
    }
}

fn gear_of(value: &Value) -> Option<Gear> {
    let number = value.number().filter(|n| n.fract() == 0.0)?;
    Some(match number {
        126.0 => Gear::Park,
        127.0 => Gear::Forward,
        0.0 => Gear::Neutral,
        n if (0.0..=HIGHEST).contains(&n) => Gear::Forward,
        n if (-HIGHEST..0.0).contains(&n) => Gear::Reverse,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mono::Mono;

    fn said(all: &[(&str, &str)]) -> Readings {
        let mut readings = Readings::of(all.iter().map(|(path, _)| (*path).to_owned()));
        for (path, value) in all {
            readings.take(path, Some(Value::Text((*value).into())), None, Mono(0));
        }
        readings
    }

    #[test]
    fn gears_by_their_numbers() {
        let table = [
            ("126", Ok(Gear::Park)),
            ("127", Ok(Gear::Forward)),
            ("0", Ok(Gear::Neutral)),
            ("3", Ok(Gear::Forward)),
            ("-1", Ok(Gear::Reverse)),
            ("125", Err(Without::Nonsense)),
            ("-127", Err(Without::Nonsense)),
            ("126.5", Err(Without::Nonsense)),
            ("NaN", Err(Without::Nonsense)),
            ("P", Err(Without::Nonsense)),
        ];
        for (value, wanted) in table {
            assert_eq!(
                gear(&said(&[(SELECTED_GEAR, value)]), |_| true),
                wanted,
                "{value}"
            );
        }
    }

    #[test]
    fn a_gearbox_that_drives_is_believed_before_the_lever() {
        let table = [
            ("126", "126", Ok(Gear::Park)),
            ("126", "0", Ok(Gear::Park)),
            ("126", "2", Ok(Gear::Forward)),
            ("126", "-1", Ok(Gear::Reverse)),
            ("0", "126", Ok(Gear::Neutral)),
            ("126", "99", Err(Without::Nonsense)),
        ];
        for (chosen, engaged, wanted) in table {
            let both = said(&[(SELECTED_GEAR, chosen), (CURRENT_GEAR, engaged)]);
            assert_eq!(gear(&both, |_| true), wanted, "{chosen} {engaged}");
        }
        let only = said(&[(CURRENT_GEAR, "126")]);
        assert_eq!(gear(&only, |_| true), Ok(Gear::Park));
        assert_eq!(gear(&only, |_| false), Err(Without::Silent));
    }

    #[test]
    fn a_speed_that_cannot_be_is_none() {
        let table = [
            ("0", Ok(0.0)),
            ("-3.5", Ok(3.5)),
            ("1e9", Err(Without::Nonsense)),
            ("NaN", Err(Without::Nonsense)),
        ];
        for (value, wanted) in table {
            assert_eq!(speed(&said(&[(SPEED, value)])), wanted, "{value}");
        }
    }
}
