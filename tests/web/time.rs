//! A centre's clock, by the browser's own knowledge of zones.

use crate::screen::words;
use contract::time::{Timestamp, Zone};
use i18n::Lang;
use leptos::prelude::untrack;
use platform::intl::offset;
use platform::wall::Wall;
use wasm_bindgen_test::wasm_bindgen_test;

fn zone(name: &str) -> Zone {
    Zone::try_from(name.to_owned()).expect("a zone")
}

/// An instant from what a clock in UTC shows.
fn utc(shown: &str) -> Timestamp {
    Wall::parse(shown).expect("a time").instant(|_| 0)
}

#[wasm_bindgen_test]
fn a_zones_offset_is_its_summers_and_its_winters() {
    let cases = [
        ("Europe/Berlin", "2026-01-15T12:00", 60),
        ("Europe/Berlin", "2026-07-15T12:00", 120),
        ("Europe/Berlin", "2026-03-29T00:59", 60),
        ("Europe/Berlin", "2026-03-29T01:00", 120),
        ("Europe/Berlin", "2026-10-25T00:59", 120),
        ("Europe/Berlin", "2026-10-25T01:00", 60),
        // Midnight by the centre's clock, where a careless format writes 24:00.
        ("Europe/Berlin", "2026-07-14T22:00", 120),
        ("Europe/Berlin", "2026-12-31T23:30", 60),
        ("America/St_Johns", "2026-01-15T12:00", -210),
        ("Asia/Kathmandu", "2026-07-15T12:00", 345),
        ("UTC", "2026-07-15T12:00", 0),
    ];
    for (name, at, minutes) in cases {
        assert_eq!(offset(utc(at), &zone(name)), minutes, "{name} at {at}");
    }
}

#[wasm_bindgen_test]
fn a_time_typed_at_the_centre_is_the_instant_it_means_there() {
    let berlin = zone("Europe/Berlin");
    let offset = |at| offset(at, &berlin);
    // Skipped in spring: an hour later. Shown twice in autumn: the first.
    let cases = [
        ("2026-11-22T14:30", "2026-11-22T13:30", "2026-11-22T14:30"),
        ("2026-07-01T09:05", "2026-07-01T07:05", "2026-07-01T09:05"),
        ("2026-03-29T02:30", "2026-03-29T01:30", "2026-03-29T03:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T02:30"),
    ];
    for (typed, instant, shown) in cases {
        let at = Wall::parse(typed).expect("a time").instant(offset);
        assert_eq!(at, utc(instant), "{typed}");
        assert_eq!(Wall::at(at, offset).to_string(), shown, "{typed}");
    }
}

#[wasm_bindgen_test]
fn a_moment_is_told_by_the_centres_day() {
    let (w, berlin) = (words(Lang::De), zone("Europe/Berlin"));
    let clock = |at| untrack(|| w.clock(utc(at), &berlin));
    assert_eq!(clock("2026-07-15T12:00"), "14:00");
    assert_eq!(clock("2026-07-14T22:00"), "00:00");
    // Half past midnight on Monday in Berlin; still Sunday in Greenwich.
    let now = utc("2026-11-22T23:30");
    let told = |at| untrack(|| w.moment(utc(at), now, &berlin));
    assert_eq!(told("2026-11-23T08:00"), "09:00");
    let (sunday, tuesday) = (told("2026-11-22T22:30"), told("2026-11-24T13:30"));
    assert!(
        sunday.contains("So") && sunday.contains("23:30"),
        "{sunday}"
    );
    assert!(
        tuesday.contains("Di") && tuesday.contains("14:30"),
        "{tuesday}"
    );
    let later = told("2026-12-03T13:30");
    assert!(
        later.contains("3. Dez") && later.contains("14:30"),
        "{later}"
    );
}
