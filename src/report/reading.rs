//! What a car's signals say, in words: a name for each kind that an owner would want to switch off by
//! itself, and a sentence for what the car last said of it.

use super::chart::{Course, chart};
use super::place::said as place_said;
use super::{codes, tyres};
use crate::portal::Portal;
use contract::time::Timestamp;
use contract::vehicle::{Signal as Said, SignalKind};
use i18n::{Key, k};
use leptos::prelude::*;
use ui::words::Words;

/// What it is good for.
pub fn why(kind: SignalKind) -> Key {
    match kind {
        SignalKind::Range => k::SIGNAL_RANGE_FOR,
        SignalKind::Charge => k::SIGNAL_CHARGE_FOR,
        SignalKind::Starter => k::SIGNAL_STARTER_FOR,
        SignalKind::Gear => k::SIGNAL_GEAR_FOR,
        SignalKind::Place => k::SIGNAL_PLACE_FOR,
        SignalKind::Codes => k::SIGNAL_CODES_FOR,
        SignalKind::Tyres => k::SIGNAL_TYRES_FOR,
        SignalKind::Other => k::SIGNAL_OTHER_FOR,
    }
}

/// Its name.
pub fn name(kind: SignalKind) -> Key {
    match kind {
        SignalKind::Range => k::SIGNAL_RANGE,
        SignalKind::Charge => k::SIGNAL_CHARGE,
        SignalKind::Starter => k::SIGNAL_STARTER,
        SignalKind::Gear => k::SIGNAL_GEAR,
        SignalKind::Place => k::SIGNAL_PLACE,
        SignalKind::Codes => k::SIGNAL_CODES,
        SignalKind::Tyres => k::SIGNAL_TYRES,
        SignalKind::Other => k::SIGNAL_OTHER,
    }
}

/// What the car last said of this kind; `said` has its signals, the oldest first.
pub fn words(portal: Portal, kind: SignalKind, said: &[Said]) -> Option<String> {
    let w = portal.words;
    let last = said.last()?;
    let value = number(&last.value);
    let raw = || format!("{} {}", last_part(&last.path), last.value);
    Some(match (kind, value) {
        (SignalKind::Range, Some(metres)) => range(w, said, metres),
        (SignalKind::Charge, Some(percent)) => {
            let percent = w.number(percent.round(), "percent");
            w.tf(k::SIGNAL_CHARGE_SAYS, &[("n", &percent)])
        }
        (SignalKind::Starter, Some(volts)) => {
            let volts = w.number(volts, "");
            w.tf(k::SIGNAL_STARTER_SAYS, &[("n", &volts)])
        }
        (SignalKind::Gear, Some(value)) => gear(w, last, value),
        (SignalKind::Place, _) => place_said(portal, said).unwrap_or_else(raw),
        (SignalKind::Codes, _) => codes(w, &last.value),
        (SignalKind::Tyres, _) => tyres::words(w, said).unwrap_or_else(raw),
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

/// Each code with what it means.
fn codes(w: Words, value: &str) -> String {
    let code = |code: &str| format!("{code} {}", w.t(codes::meaning(code)));
    let all: Vec<_> = codes::codes(value).into_iter().map(code).collect();
    match all.is_empty() {
        true => w.t(k::SIGNAL_CODES_NONE),
        false => all.join(" · "),
    }
}

/// What is seen of a kind better than said: hours as a line, tyres on a drawing of the car.
pub fn drawing(portal: Portal, kind: SignalKind, said: &[Said]) -> Option<AnyView> {
    let w = portal.words;
    if kind == SignalKind::Tyres {
        return tyres::drawing(w, said);
    }
    let course = match kind {
        SignalKind::Range | SignalKind::Charge | SignalKind::Starter => Course::of(said)?,
        _ => return None,
    };
    let [(from, first), (to, last)] = course.ends()?;
    let (now, zone) = (portal.today.get(), platform::intl::local_zone()?);
    let moment = |at| w.moment(Timestamp(at), now, &zone);
    let value = |value: f64| match kind {
        SignalKind::Range => w.distance(value / 1000.0),
        SignalKind::Charge => w.number(value.round(), "percent"),
        _ => w.tf(k::SIGNAL_STARTER_SAYS, &[("n", &w.number(value, ""))]),
    };
    let says = w.tf(
        k::SIGNAL_COURSE,
        &[
            ("first", &value(first)),
            ("from", &moment(from)),
            ("last", &value(last)),
            ("to", &moment(to)),
        ],
    );
    let line = chart(&course, says);
    let drawn = view! {
        <span class="hours">
            {line} <small aria-hidden="true">{moment(from)}</small>
            <small aria-hidden="true">{moment(to)}</small>
        </span>
    };
    Some(drawn.into_any())
}

/// A reading that is a number.
pub fn number(value: &str) -> Option<f64> {
    let number: f64 = value.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
