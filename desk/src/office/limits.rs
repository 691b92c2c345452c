//! Times and limits by their names on the wire: their words, their ranges, and what is typed of them.

use casework::terms::check;
use contract::problem::{Fault, FieldError};
use contract::settings::Terms;
use i18n::{Key, k};
use serde_json::Value;
use ui::words::Words;

/// Each term by its name on the wire, with its words.
pub const TERMS: [(&str, Key); 10] = [
    ("first_answer_minutes", k::DESK_TERM_FIRST),
    ("urgent_answer_minutes", k::DESK_TERM_URGENT),
    ("promise_climb_minutes", k::DESK_TERM_CLIMB),
    ("dispute_answer_minutes", k::DESK_TERM_DISPUTE),
    ("dispute_cooldown_minutes", k::DESK_TERM_COOLDOWN),
    ("disputes_per_day", k::DESK_TERM_DISPUTES),
    ("messages_per_day", k::DESK_TERM_MESSAGES),
    ("reopen_days", k::DESK_TERM_REOPEN),
    ("reopen_answer_minutes", k::DESK_TERM_REOPEN_ANSWER),
    ("reward_days", k::DESK_TERM_REWARD),
];

/// The unit of a term: its name ends with it.
pub fn unit(name: &str) -> Key {
    match name.rsplit('_').next() {
        Some("minutes") => k::DESK_UNIT_MINUTES,
        Some("days") => k::DESK_UNIT_DAYS,
        _ => k::DESK_UNIT_PER_DAY,
    }
}

/// A term in words, by its name on the wire.
pub fn name(w: Words, wire: &str) -> String {
    let found = TERMS.iter().find(|(name, _)| *name == wire);
    found.map_or_else(|| wire.to_owned(), |(_, words)| w.t(*words))
}

/// The number of one of the terms.
pub fn number(terms: &Terms, name: &str) -> i64 {
    let all = serde_json::to_value(terms).unwrap_or_default();
    all.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// What is typed over what is in force; every fault where it cannot be.
pub fn read(
    have: &Terms,
    typed: impl Fn(&str) -> Option<String>,
) -> Result<Terms, Vec<FieldError>> {
    let mut all = serde_json::to_value(have).unwrap_or_default();
    let mut faults = Vec::new();
    for (name, _) in TERMS {
        let Some(text) = typed(name) else { continue };
        // Digits only: what could be read in two ways is asked again.
        match text.trim().parse::<u32>() {
            Ok(number) => all[name] = number.into(),
            Err(_) => faults.push(FieldError {
                pointer: format!("/{name}"),
                code: Fault::WrongValue,
                limit: None,
            }),
        }
    }
    let terms = serde_json::from_value::<Terms>(all).unwrap_or_else(|_| have.clone());
    faults.extend(check(&terms, ""));
    if faults.is_empty() {
        Ok(terms)
    } else {
        Err(faults)
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use casework::terms::range;

    #[test]
    fn each_term_has_words_and_the_range_of_the_rules() {
        let wire = serde_json::to_value(Terms::default()).expect("serialises");
        let names = wire.as_object().expect("an object");
        assert_eq!(names.len(), TERMS.len());
        for (name, _) in TERMS {
            assert!(names.contains_key(name), "{name}");
            let (least, most) = range(name).expect("a term");
            assert!(least < most, "{name}");
            let now = number(&Terms::default(), name);
            assert!((least..=most).contains(&now), "{name}");
        }
        assert_eq!(range("dispute_cooldown_minutes"), Some((0, 40_320)));
        assert_eq!(range("messages_per_day"), Some((10, 1000)));
    }

    #[test]
    fn only_what_was_typed_changes_and_each_fault_stands_at_its_field() {
        let have = Terms::default();
        let one = |name: &str| (name == "reopen_days").then(|| " 30 ".to_owned());
        let terms = read(&have, one).expect("terms");
        let expected = Terms {
            reopen_days: 30,
            ..have.clone()
        };
        assert_eq!(terms, expected);
        let bad = |name: &str| match name {
            "reopen_days" => Some("two".to_owned()),
            "reward_days" => Some("5".to_owned()),
            _ => None,
        };
        let faults = read(&have, bad).expect_err("faults");
        let found: Vec<_> = faults
            .iter()
            .map(|f| (f.pointer.as_str(), f.code, f.limit))
            .collect();
        let expected = [
            ("/reopen_days", Fault::WrongValue, None),
            ("/reward_days", Fault::TooFew, Some(30)),
        ];
        assert_eq!(found, expected);
    }
}
