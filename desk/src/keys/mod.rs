//! The desk's keys: one table, from which a press is understood and the list of keys is written.
//!
//! Map: [`table`] has them all, [`list`] shows them, [`switch`] turns single keys off; here is what a key asks
//! for, purely, and [`press`] does it.

mod list;
mod press;
mod switch;
mod table;

pub use list::{Brief, Keys};
pub use press::press;
pub use switch::{Letters, is_on};
pub use table::of;

use crate::path::Tab;
use crate::send::verb::Verb;
use table::{Group, TABLE};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Opens the case that is owed a word first.
    Ahead,
    /// Opens the first case that was found.
    Found,
    /// To the field that finds a case.
    Find,
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
    /// In the field that finds a case.
    pub in_find: bool,
    /// On a row of the inbox, where the arrows move.
    pub in_list: bool,
    /// The key before was the first of two.
    pub going: bool,
    /// Single keys are switched on.
    pub letters: bool,
}

impl Shortcut {
    /// What a press asks for, if anything. A text field keeps every key but Escape, and what is one
    /// character does nothing once it is switched off (WCAG 2.1.4).
    pub fn of(press: Press<'_>) -> Option<Self> {
        match press.key {
            _ if press.chord => return None,
            "Escape" => return Some(Self::Back),
            "Enter" if press.in_find => return Some(Self::Found),
            "ArrowDown" if press.in_find => return Some(Self::First),
            _ if press.in_text => return None,
            _ => {}
        }
        let one = press.key.chars().count() == 1;
        if if one { !press.letters } else { !press.in_list } {
            return None;
        }
        if !press.going && press.key.eq_ignore_ascii_case("g") {
            return Some(Self::Going);
        }
        let mut lines = TABLE
            .iter()
            .filter(|l| (l.group == Group::Go) == press.going);
        let found = lines.find(|l| l.keys.iter().any(|k| k.eq_ignore_ascii_case(press.key)));
        found.and_then(|l| l.does)
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    const FREE: Press<'static> = Press {
        key: "",
        chord: false,
        in_text: false,
        in_find: false,
        in_list: false,
        going: false,
        letters: true,
    };

    fn of(key: &str, press: Press<'static>) -> Option<Shortcut> {
        Shortcut::of(Press { key, ..press })
    }

    #[test]
    fn no_key_stands_twice_and_every_button_has_one() {
        for going in [false, true] {
            let lines = TABLE.iter().filter(|l| (l.group == Group::Go) == going);
            let keys: Vec<&str> = lines.flat_map(|l| l.keys.iter().copied()).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(going || *key != "G");
                assert!(!keys[..i].contains(key), "{key}");
            }
        }
        for verb in Verb::buttons() {
            assert!(super::of(verb).is_some(), "{verb:?}");
        }
    }

    #[test]
    fn each_line_is_understood_as_it_is_listed() {
        for line in TABLE.iter().filter(|l| l.does.is_some()) {
            for key in line.keys {
                let going = line.group == Group::Go;
                let press = Press {
                    going,
                    in_list: true,
                    ..FREE
                };
                assert_eq!(of(key, press), line.does, "{key}");
            }
        }
    }

    #[test]
    fn a_text_field_keeps_its_keys_and_the_browser_its_chords() {
        for key in ["j", "a", "p", "m", "c", "g", "?", "/", "Home", "ArrowDown"] {
            assert_eq!(
                of(
                    key,
                    Press {
                        in_text: true,
                        ..FREE
                    }
                ),
                None,
                "{key}"
            );
            assert_eq!(
                of(
                    key,
                    Press {
                        chord: true,
                        ..FREE
                    }
                ),
                None,
                "{key}"
            );
        }
        assert_eq!(
            of(
                "Escape",
                Press {
                    in_text: true,
                    ..FREE
                }
            ),
            Some(Shortcut::Back)
        );
        assert_eq!(of("ArrowDown", FREE), None);
    }

    #[test]
    fn what_is_one_character_does_nothing_when_switched_off() {
        let off = Press {
            letters: false,
            in_list: true,
            ..FREE
        };
        for key in ["j", "A", "g", "?", "/"] {
            assert_eq!(of(key, off), None, "{key}");
        }
        assert_eq!(of("ArrowDown", off), Some(Shortcut::Next));
        assert_eq!(of("Escape", off), Some(Shortcut::Back));
    }

    #[test]
    fn after_g_a_key_goes_somewhere_and_does_nothing_else() {
        let going = Press {
            going: true,
            ..FREE
        };
        assert_eq!(of("g", FREE), Some(Shortcut::Going));
        assert_eq!(of("c", going), Some(Shortcut::Go(Tab::Calendar)));
        assert_eq!(of("D", going), Some(Shortcut::Go(Tab::Disputes)));
        assert_eq!(of("a", going), None);
        assert_eq!(of("Escape", going), Some(Shortcut::Back));
    }

    #[test]
    fn the_finder_goes_to_what_it_found() {
        let find = Press {
            in_text: true,
            in_find: true,
            ..FREE
        };
        assert_eq!(of("Enter", find), Some(Shortcut::Found));
        assert_eq!(of("ArrowDown", find), Some(Shortcut::First));
        assert_eq!(of("n", find), None);
    }
}
