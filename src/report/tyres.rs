//! The tyres: in words, and each at its place on a drawing of the car.

use super::reading::number;
use contract::vehicle::Signal as Said;
use i18n::{Key, k};
use leptos::prelude::*;
use ui::words::Words;

/// Where a tyre is, as VSS says it and as a person does, and its place on the drawing: column, row.
const PLACES: [(&str, Key); 4] = [
    ("Row1.Wheel.Left", k::TYRE_FRONT_LEFT),
    ("Row1.Wheel.Right", k::TYRE_FRONT_RIGHT),
    ("Row2.Wheel.Left", k::TYRE_REAR_LEFT),
    ("Row2.Wheel.Right", k::TYRE_REAR_RIGHT),
];
/// So many kPa below the fullest one, and a tyre is low, if the car does not say so itself.
const LESS: f64 = 30.0;

/// One tyre: its pressure in kPa, and whether it is low.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tyre {
    place: usize,
    pressure: f64,
    low: bool,
}

/// What was said last of each; the car's own word for low before ours.
fn tyres(said: &[Said]) -> Vec<Tyre> {
    let last = |place: &str, end: &str| {
        let of = said
            .iter()
            .filter(|s| s.path.contains(place) && s.path.ends_with(end));
        of.max_by_key(|s| s.at).map(|s| s.value.trim())
    };
    let each = PLACES.iter().enumerate();
    let known = each.filter_map(|(place, (path, _))| {
        let pressure = number(last(path, ".Pressure")?)?;
        Some((place, pressure, last(path, ".IsPressureLow")))
    });
    let known: Vec<_> = known.collect();
    let full = known
        .iter()
        .map(|(_, pressure, _)| *pressure)
        .fold(0.0, f64::max);
    let tyre = |(place, pressure, low): (usize, f64, Option<&str>)| Tyre {
        place,
        pressure,
        low: low.map_or(full - pressure > LESS, |low| low == "true"),
    };
    known.into_iter().map(tyre).collect()
}

/// The low ones, else how they all are. `None` where no pressure is known.
pub fn words(w: Words, said: &[Said]) -> Option<String> {
    let all = tyres(said);
    let bar = |kpa: f64| w.number(kpa / 100.0, "");
    let low: Vec<_> = all
        .iter()
        .filter(|tyre| tyre.low)
        .map(|tyre| {
            let place = w.t(PLACES[tyre.place].1);
            w.tf(
                k::TYRE_LOW,
                &[("where", &place), ("n", &bar(tyre.pressure))],
            )
        })
        .collect();
    if !low.is_empty() {
        return Some(low.join(" · "));
    }
    let pressures = all.iter().map(|tyre| tyre.pressure);
    let (least, most) = pressures.fold((f64::INFINITY, 0.0_f64), |(a, b), p| (a.min(p), b.max(p)));
    (!all.is_empty()).then(|| w.tf(k::TYRE_EVEN, &[("from", &bar(least)), ("to", &bar(most))]))
}

/// The car from above, its nose up, with what each tyre holds. `None` unless all four are known.
pub fn drawing(w: Words, said: &[Said]) -> Option<AnyView> {
    let all = tyres(said);
    if all.len() < PLACES.len() {
        return None;
    }
    let tyre = move |tyre: Tyre| {
        let (left, front) = (tyre.place.is_multiple_of(2), tyre.place < 2);
        let (x, y) = (if left { 92 } else { 148 }, if front { 34 } else { 106 });
        let (text, anchor) = if left { (80, "end") } else { (168, "start") };
        let mark = if tyre.low { "▼ " } else { "" };
        let says = format!("{mark}{}", w.number(tyre.pressure / 100.0, ""));
        view! {
            <rect class:low=tyre.low x=x y=y width="8" height="26" rx="3" />
            <text class:low=tyre.low x=text y=y + 19 text-anchor=anchor>
                {says}
            </text>
        }
    };
    // What it shows stands in words beside it.
    let drawn = view! {
        <svg class="tyres" viewBox="0 0 248 168" aria-hidden="true">
            <path d="M104 26c0-12 8-18 20-18s20 6 20 18v116c0 12-8 18-20 18s-20-6-20-18Z" />
            <path d="M109 54c4-5 9-7 15-7s11 2 15 7l-4 12h-22ZM110 136l4-12h20l4 12c-4 4-9 5-14 5s-10-1-14-5Z" />
            {all.into_iter().map(tyre).collect_view()}
        </svg>
    };
    Some(drawn.into_any())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use contract::time::Timestamp;

    fn said(values: &[(&str, &str)]) -> Vec<Said> {
        let one = |(end, value): &(&str, &str)| Said {
            path: format!("Vehicle.Chassis.Axle.{end}"),
            value: (*value).into(),
            at: Timestamp(0),
        };
        values.iter().map(one).collect()
    }

    #[test]
    fn a_tyre_is_low_by_the_cars_word_or_by_its_neighbours() {
        let all = tyres(&said(&[
            ("Row1.Wheel.Left.Tire.Pressure", "244"),
            ("Row1.Wheel.Right.Tire.Pressure", "241"),
            ("Row2.Wheel.Left.Tire.Pressure", "209"),
            ("Row2.Wheel.Right.Tire.Pressure", "243"),
            ("Row2.Wheel.Right.Tire.IsPressureLow", "true"),
            ("Row1.Wheel.Left.Tire.IsPressureLow", "false"),
        ]));
        let low: Vec<_> = all.iter().map(|t| t.low).collect();
        assert_eq!(low, [false, false, true, true]);
        assert!(tyres(&said(&[("Row1.Wheel.Left.Tire.Pressure", "NaN")])).is_empty());
    }
}
