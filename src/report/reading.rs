//! What a car's signals say, in words: a kind for each thing an owner would want to switch off by
//! itself, and a sentence for what the car last said of it. Paths are those of VSS 6.0.

use super::place::said as place_said;
use crate::portal::Portal;
use contract::vehicle::Signal as Said;
use i18n::{Key, k};
use ui::words::Words;

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// How far it goes.
    Range,
    /// How full the battery is.
    Charge,
    /// The 12-volt battery.
    Starter,
    /// Parked or driving.
    Gear,
    /// Where it is.
    Place,
    /// Trouble codes.
    Codes,
    /// Anything else.
    Other,
}

impl Kind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Range,
        Self::Charge,
        Self::Starter,
        Self::Gear,
        Self::Place,
        Self::Codes,
        Self::Other,
    ];

    /// What a path is about.
    pub fn of(path: &str) -> Self {
        let has = |part| path.contains(part);
        match path {
            _ if path.ends_with(".Range") => Self::Range,
            _ if has("StateOfCharge") => Self::Charge,
            _ if has("LowVoltageBattery") => Self::Starter,
            _ if has("SelectedGear") || path == "Vehicle.Speed" => Self::Gear,
            _ if has("CurrentLocation") => Self::Place,
            _ if has("DTC") => Self::Codes,
            _ => Self::Other,
        }
    }

    /// What it is good for.
    pub fn why(self) -> Key {
        match self {
            Self::Range => k::SIGNAL_RANGE_FOR,
            Self::Charge => k::SIGNAL_CHARGE_FOR,
            Self::Starter => k::SIGNAL_STARTER_FOR,
            Self::Gear => k::SIGNAL_GEAR_FOR,
            Self::Place => k::SIGNAL_PLACE_FOR,
            Self::Codes => k::SIGNAL_CODES_FOR,
            Self::Other => k::SIGNAL_OTHER_FOR,
        }
    }

    /// Its name.
    pub fn name(self) -> Key {
        match self {
            Self::Range => k::SIGNAL_RANGE,
            Self::Charge => k::SIGNAL_CHARGE,
            Self::Starter => k::SIGNAL_STARTER,
            Self::Gear => k::SIGNAL_GEAR,
            Self::Place => k::SIGNAL_PLACE,
            Self::Codes => k::SIGNAL_CODES,
            Self::Other => k::SIGNAL_OTHER,
        }
    }
}

/// What the car last said of this kind; `said` has its signals, the oldest first.
pub fn words(portal: Portal, kind: Kind, said: &[Said]) -> Option<String> {
    let w = portal.words;
    let last = said.last()?;
    let value = number(&last.value);
    let raw = || format!("{} {}", last_part(&last.path), last.value);
    Some(match (kind, value) {
        (Kind::Range, Some(metres)) => range(w, said, metres),
        (Kind::Charge, Some(percent)) => {
            let percent = w.number(percent.round(), "percent");
            w.tf(k::SIGNAL_CHARGE_SAYS, &[("n", &percent)])
        }
        (Kind::Starter, Some(volts)) => {
            let volts = w.number(volts, "");
            w.tf(k::SIGNAL_STARTER_SAYS, &[("n", &volts)])
        }
        (Kind::Gear, Some(value)) => gear(w, last, value),
        (Kind::Place, _) => place_said(portal, said).unwrap_or_else(raw),
        (Kind::Codes, _) => match codes(&last.value) {
            codes if codes.is_empty() => w.t(k::SIGNAL_CODES_NONE),
            codes => codes,
        },
        (_, Some(degrees)) if last.path.ends_with("Temperature") => {
            format!("{} {}", last_part(&last.path), w.temperature(degrees))
        }
        _ => raw(),
    })
}

/// The range, and what it was where it was more.
fn range(w: Words, said: &[Said], metres: f64) -> String {
    let km = w.distance(metres / 1000.0);
    let before = said.iter().find_map(|s| number(&s.value));
    match before.filter(|before| *before > metres) {
        Some(before) => {
            let before = w.distance(before / 1000.0);
            w.tf(k::SIGNAL_RANGE_FELL, &[("n", &km), ("before", &before)])
        }
        None => w.tf(k::SIGNAL_RANGE_SAYS, &[("n", &km)]),
    }
}

/// VSS: 126 is park, 0 neutral, below it reverse, anything else forward.
fn gear(w: Words, said: &Said, value: f64) -> String {
    if said.path == "Vehicle.Speed" {
        return w.speed(value);
    }
    w.t(match value {
        126.0 => k::SIGNAL_GEAR_PARK,
        0.0 => k::SIGNAL_GEAR_NEUTRAL,
        v if v < 0.0 => k::SIGNAL_GEAR_REVERSE,
        _ => k::SIGNAL_GEAR_DRIVE,
    })
}

/// A list of codes as VISS writes it, without its brackets and quotes.
fn codes(value: &str) -> String {
    let bare: String = value
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | '"' | ' '))
        .collect();
    bare.replace(',', ", ")
}

/// A reading that is a number.
pub fn number(value: &str) -> Option<f64> {
    let number: f64 = value.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
