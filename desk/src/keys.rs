//! The desk's keys: which key means what. Pure; the page listens and does it.

use crate::path::Tab;
use crate::send::verb::Verb;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// The form of a verb; for a message the composer.
    Do(Verb),
    /// One step back: out of a field, a form, a case.
    Back,
    /// The list of keys.
    Help,
    /// The first of two keys that go somewhere.
    Going,
    /// To a list or a page.
    Go(Tab),
}

/// A key as the browser tells it, with what matters about where it was pressed.
#[derive(Debug, Clone, Copy)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Ctrl, Alt or Meta is held: the browser's own shortcuts stay the browser's.
    pub chord: bool,
    /// In a field that takes text.
    pub in_text: bool,
    /// On a row of the inbox, where the arrows move.
    pub in_list: bool,
    /// The key before was the first of two.
    pub going: bool,
}

impl Shortcut {
    /// What a press asks for, if anything. A text field keeps every key but Escape.
    pub fn of(press: Press<'_>) -> Option<Self> {
        if press.chord {
            return None;
        }
        if press.key == "Escape" {
            return Some(Self::Back);
        }
        if press.in_text {
            return None;
        }
        match press.key {
            key if press.going => going(key).map(Self::Go),
            "g" | "G" => Some(Self::Going),
            "j" | "J" => Some(Self::Next),
            "k" | "K" => Some(Self::Previous),
            "ArrowDown" if press.in_list => Some(Self::Next),
            "ArrowUp" if press.in_list => Some(Self::Previous),
            "?" => Some(Self::Help),
            key => Verb::of_key(key).map(Self::Do),
        }
    }
}

/// Where two keys go, and the second of them.
pub const PLACES: [(&str, Tab); 4] = [
    ("I", Tab::Open),
    ("D", Tab::Disputes),
    ("C", Tab::Calendar),
    ("S", Tab::Settings),
];

fn going(key: &str) -> Option<Tab> {
    let mut places = PLACES.into_iter();
    let found = places.find(|(second, _)| second.eq_ignore_ascii_case(key));
    found.map(|(_, tab)| tab)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn no_two_buttons_have_one_key_and_none_has_a_movements() {
        let keys: Vec<&str> = Verb::BUTTONS.iter().map(|v| v.key()).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!["J", "K", "G", "?", ""].contains(key), "{key}");
            assert!(!keys[..i].contains(key), "{key}");
        }
    }

    #[test]
    fn a_text_field_keeps_its_keys_and_the_browser_its_chords() {
        let press = |key, chord, in_text, in_list| {
            Shortcut::of(Press {
                key,
                chord,
                in_text,
                in_list,
                going: false,
            })
        };
        assert_eq!(press("j", false, false, false), Some(Shortcut::Next));
        assert_eq!(
            press("A", false, false, false),
            Some(Shortcut::Do(Verb::Accept))
        );
        assert_eq!(
            press("v", false, false, false),
            Some(Shortcut::Do(Verb::Invoice))
        );
        assert_eq!(press("c", true, false, false), None);
        for key in ["j", "a", "p", "m", "c", "?", "ArrowDown"] {
            assert_eq!(press(key, false, true, true), None, "{key}");
        }
        assert_eq!(press("Escape", false, true, false), Some(Shortcut::Back));
        assert_eq!(press("g", false, true, false), None);
        assert_eq!(press("ArrowDown", false, false, false), None);
        assert_eq!(press("ArrowDown", false, false, true), Some(Shortcut::Next));
    }

    #[test]
    fn after_g_a_key_goes_somewhere_and_does_nothing_else() {
        let press = |key| {
            Shortcut::of(Press {
                key,
                chord: false,
                in_text: false,
                in_list: false,
                going: true,
            })
        };
        assert_eq!(press("c"), Some(Shortcut::Go(Tab::Calendar)));
        assert_eq!(press("D"), Some(Shortcut::Go(Tab::Disputes)));
        assert_eq!(press("a"), None);
        assert_eq!(press("Escape"), Some(Shortcut::Back));
    }
}
