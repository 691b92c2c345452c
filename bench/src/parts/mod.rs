//! The portal's components, a file for each family, every state with words from the locales.

pub mod badge;
pub mod button;
pub mod choice;
pub mod dialog;
pub mod field;
pub mod lane;
pub mod money;
pub mod notice;
pub mod pages;
pub mod people;
pub mod photos;
pub mod promise;
pub mod quiet;
pub mod sheet;
pub mod steps;
pub mod time;
pub mod toast;
pub mod two_step;

use contract::money::{Currency, Money};
use contract::time::{Timestamp, Zone};
use leptos::prelude::Signal;

/// The moment at which this page is always looked at, so that its pictures stay the same: 2026-11-23, 9:00 in
/// Hamburg.
const NOW: Timestamp = Timestamp(1_795_420_800_000);

/// The zone of the centre that is always shown.
fn zone() -> Zone {
    Zone::try_from("Europe/Berlin".to_owned()).expect("the name of a zone")
}

/// An amount in the currency's smallest unit.
fn amount(minor: i64, currency: &str) -> Money {
    let currency = Currency::try_from(currency.to_owned()).expect("three capital letters");
    Money { minor, currency }
}

/// Text that does not change.
fn fixed(text: String) -> Signal<String> {
    Signal::stored(text)
}
