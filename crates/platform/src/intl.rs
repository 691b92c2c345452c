//! Times, amounts and measures in words, by the browser's own knowledge of languages, zones and regions.

use contract::money::Money;
use contract::time::{Timestamp, Zone};
use js_sys::{Array, Date, Function, Object, Reflect};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use wasm_bindgen::JsValue;

thread_local! {
    /// Formatters, by what they write, language, and zone, currency or unit: making one costs a millisecond, using
    /// it nothing, and a long case asks for thousands.
    static MADE: RefCell<HashMap<String, Function>> = RefCell::default();
    static LOCAL: OnceCell<Option<Zone>> = const { OnceCell::new() };
}

/// The formatter that was made for this before, else a new one.
fn made(what: char, lang: &str, of: &str, make: impl FnOnce(&Array) -> Function) -> Function {
    let mut key = String::with_capacity(lang.len() + of.len() + 2);
    key.push(what);
    key.push_str(lang);
    key.push(' ');
    key.push_str(of);
    let before = MADE.with_borrow(|made| made.get(&key).cloned());
    before.unwrap_or_else(|| {
        let made = make(&Array::of1(&lang.into()));
        MADE.with_borrow_mut(|all| all.insert(key, made.clone()));
        made
    })
}

fn written(formatter: &Function, value: &JsValue) -> String {
    let text = formatter.call1(&JsValue::NULL, value);
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

fn options(all: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in all {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// What a form shows, told apart by a letter.
type Form<'a> = (char, &'a [(&'a str, &'a str)]);

fn format(lang: &str, at: Timestamp, zone: &Zone, (what, form): Form) -> String {
    let formatter = made(what, lang, zone.as_str(), |lang| {
        let all = [form, &[("timeZone", zone.as_str()), ("hourCycle", "h23")]].concat();
        js_sys::Intl::DateTimeFormat::new(lang, &options(&all)).format()
    });
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    written(&formatter, date.as_ref())
}

const HOUR: (&str, &str) = ("hour", "2-digit");
const MINUTE: (&str, &str) = ("minute", "2-digit");
const WEEKDAY: (&str, &str) = ("weekday", "short");
const DAY: (&str, &str) = ("day", "numeric");
const MONTH: (&str, &str) = ("month", "short");

/// `14:30`.
pub fn clock(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, ('c', &[HOUR, MINUTE]))
}

/// `Tue 14:30`.
pub fn weekday(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, ('w', &[WEEKDAY, HOUR, MINUTE]))
}

/// `22 Nov, 14:30`.
pub fn date(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, ('d', &[DAY, MONTH, HOUR, MINUTE]))
}

/// `Tue 24 Nov`.
pub fn day(lang: &str, at: Timestamp, zone: &Zone) -> String {
    format(lang, at, zone, ('y', &[WEEKDAY, DAY, MONTH]))
}

/// `162,00 €`. Minor units are a hundredth everywhere Servicelane pays.
pub fn money(lang: &str, money: Money) -> String {
    let currency = money.currency.as_str();
    let formatter = made('m', lang, currency, |lang| {
        let all = options(&[("style", "currency"), ("currency", currency)]);
        js_sys::Intl::NumberFormat::new(lang, &all).format()
    });
    written(&formatter, &JsValue::from_f64(money.minor as f64 / 100.0))
}

/// `12.4`, and with one of Intl's units (`percent`, `kilometer`) `41 %`, `31 km`: to one decimal at most.
pub fn number(lang: &str, value: f64, unit: &str) -> String {
    let formatter = made('n', lang, unit, |lang| {
        let mut all = vec![("maximumFractionDigits", "1")];
        if !unit.is_empty() {
            all.extend([("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
        }
        js_sys::Intl::NumberFormat::new(lang, &options(&all)).format()
    });
    written(&formatter, &JsValue::from_f64(value))
}

/// `31 km`, or `19 mi` where the reader's region goes by miles; whole ones.
pub fn distance(lang: &str, km: f64) -> String {
    by_road(lang, km, ["kilometer", "mile"])
}

/// `50 km/h`, or `31 mph` likewise.
pub fn speed(lang: &str, km: f64) -> String {
    by_road(lang, km, ["kilometer-per-hour", "mile-per-hour"])
}

fn by_road(lang: &str, km: f64, [metric, miles]: [&str; 2]) -> String {
    match region().as_str() {
        "en-us" | "en-gb" => number(lang, (km / KM_PER_MILE).round(), miles),
        _ => number(lang, km.round(), metric),
    }
}

/// `21 °C`, or `70 °F` where the reader's region has it so; whole degrees.
pub fn temperature(lang: &str, celsius: f64) -> String {
    match region().as_str() {
        "en-us" => number(lang, (celsius * 1.8 + 32.0).round(), "fahrenheit"),
        _ => number(lang, celsius.round(), "celsius"),
    }
}

/// The international mile, of 1,609.344 m.
const KM_PER_MILE: f64 = 1.609_344;

/// The language that the browser asks for first, with its region: what is measured by is a matter of where the
/// reader lives, whatever language the portal is read in.
fn region() -> String {
    let first = crate::device::languages().into_iter().next();
    first.unwrap_or_default().to_ascii_lowercase()
}

/// Minutes east of UTC in a zone at an instant.
pub fn offset(at: Timestamp, zone: &Zone) -> i64 {
    let form = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        HOUR,
        MINUTE,
    ];
    // Swedish writes dates as ISO 8601 does.
    let shown = format("sv-SE", at, zone, ('o', &form))
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

/// The reader's own zone. Asked once: a page that lives through a journey keeps the zone it began in.
pub fn local_zone() -> Option<Zone> {
    LOCAL.with(|zone| zone.get_or_init(read_zone).clone())
}

fn read_zone() -> Option<Zone> {
    let made = js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let name = Reflect::get(&made.resolved_options(), &"timeZone".into()).ok()?;
    Zone::try_from(name.as_string()?).ok()
}
