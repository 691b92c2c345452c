//! Times in words, by the browser's own knowledge of languages and zones.

use contract::money::Money;
use contract::time::{Timestamp, Zone};
use js_sys::{Array, Date, Function, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// Formatters by language, zone and form: making one costs a millisecond, using it nothing.
    static MADE: RefCell<HashMap<String, Function>> = RefCell::default();
}

fn format(lang: &str, at: Timestamp, zone: &Zone, form: &[(&str, &str)]) -> String {
    let name = form.iter().map(|(k, v)| format!("{k}{v}"));
    let key = format!("{lang} {} {}", zone.as_str(), name.collect::<String>());
    let made = MADE.with_borrow(|made| made.get(&key).cloned());
    let formatter = made.unwrap_or_else(|| {
        let options = Object::new();
        let zone = ("timeZone", zone.as_str());
        for (name, value) in form.iter().copied().chain([zone, ("hourCycle", "h23")]) {
            let _ = Reflect::set(&options, &name.into(), &value.into());
        }
        let lang = Array::of1(&lang.into());
        let made = js_sys::Intl::DateTimeFormat::new(&lang, &options).format();
        MADE.with_borrow_mut(|all| all.insert(key, made.clone()));
        made
    });
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    let text = formatter.call1(&JsValue::NULL, &date.unchecked_into());
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

const CLOCK: [(&str, &str); 2] = [("hour", "2-digit"), ("minute", "2-digit")];

/// `14:30`.
pub fn clock(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, &CLOCK)
}

/// `Tue 14:30`.
pub fn weekday(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, &[("weekday", "short"), CLOCK[0], CLOCK[1]])
}

/// `22 Nov, 14:30`.
pub fn date(lang: &str, at: Timestamp, zone: &Zone) -> String {
    let form = [("day", "numeric"), ("month", "short"), CLOCK[0], CLOCK[1]];
    format(lang, at, zone, &form)
}

/// `Tue 24 Nov`.
pub fn day(lang: &str, at: Timestamp, zone: &Zone) -> String {
    let form = [("weekday", "short"), ("day", "numeric"), ("month", "short")];
    format(lang, at, zone, &form)
}

/// `162,00 €`. Minor units are a hundredth everywhere Servicelane pays.
pub fn money(lang: &str, money: Money) -> String {
    let options = Object::new();
    for (name, value) in [("style", "currency"), ("currency", money.currency.as_str())] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let lang = Array::of1(&lang.into());
    let format = js_sys::Intl::NumberFormat::new(&lang, &options).format();
    let text = format.call1(
        &JsValue::NULL,
        &JsValue::from_f64(money.minor as f64 / 100.0),
    );
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

/// Minutes east of UTC in a zone at an instant.
pub fn offset(at: Timestamp, zone: &Zone) -> i64 {
    let form = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        CLOCK[0],
        CLOCK[1],
    ];
    // Swedish writes dates as ISO 8601 does.
    let shown = format("sv-SE", at, zone, &form)
        .replace(", ", "T")
        .replace(' ', "T");
    let utc = |_| 0;
    let wall = crate::wall::Wall::parse(&shown).map(|wall| wall.instant(utc));
    wall.map_or(0, |wall| {
        (wall.0 - at.0.div_euclid(60_000) * 60_000) / 60_000
    })
}

/// `in 41 minutes`, `8 minutes ago`: minutes up to an hour and a half, then hours, then days.
pub fn relative(lang: &str, minutes: i64) -> String {
    let (value, unit) = match minutes.abs() {
        0..90 => (minutes, "minute"),
        90..2160 => ((minutes as f64 / 60.0).round() as i64, "hour"),
        _ => ((minutes as f64 / 1440.0).round() as i64, "day"),
    };
    let lang = Array::of1(&lang.into());
    let made = js_sys::Intl::RelativeTimeFormat::new(&lang, &Object::new());
    made.format(value as f64, unit).into()
}

/// The reader's own zone.
pub fn local_zone() -> Option<Zone> {
    let options =
        js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &"timeZone".into())
        .ok()?
        .as_string()?;
    Zone::try_from(name).ok()
}
