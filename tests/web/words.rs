//! Whatever can go wrong has its words, in each language its own.

use crate::screen::words;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::time::Timestamp;
use i18n::Lang;
use leptos::prelude::untrack;
use std::collections::HashSet;
use ui::words::{Words, initials};
use wasm_bindgen_test::wasm_bindgen_test;

/// Says the same in four languages: four sentences, none of them a key or with a gap in it.
fn four(slug: &str, say: impl Fn(Words) -> String) -> Vec<String> {
    let said: Vec<_> = Lang::ALL
        .into_iter()
        .map(|l| untrack(|| say(words(l))))
        .collect();
    for text in &said {
        assert!(text.contains(' ') && text != slug, "{slug}: {text:?}");
        assert!(!text.contains(['{', '}']), "{slug}: {text:?}");
    }
    let different: HashSet<_> = said.iter().collect();
    assert_eq!(different.len(), 4, "{slug} is not translated: {said:?}");
    said
}

#[wasm_bindgen_test]
fn every_problem_has_its_words_in_four_languages() {
    for kind in Kind::ALL {
        let problem = Problem::until(*kind, Timestamp(1_795_334_400_000));
        four(kind.slug(), |w| w.refusal(&problem));
    }
}

#[wasm_bindgen_test]
fn every_fault_has_its_words_in_four_languages_and_names_its_limit() {
    for code in Fault::ALL {
        let fault = FieldError {
            pointer: "/body/text".into(),
            code: *code,
            limit: Some(2000),
        };
        let said = four(code.slug(), |w| w.fault(&fault));
        if *code == Fault::TooLong {
            assert!(said.iter().all(|text| text.contains("2000")), "{said:?}");
        }
    }
}

#[wasm_bindgen_test]
fn a_faces_initials_are_the_first_letters_of_the_names_words() {
    for (name, expected) in [("Ines Morgen", "IM"), (" Åse  van Berg", "ÅvB"), ("", "")] {
        assert_eq!(initials(name), expected);
    }
}
