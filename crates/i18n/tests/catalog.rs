//! What a page asks of a language.
#![allow(clippy::unwrap_used)]

use contract::problem::{Fault, Kind};
use i18n::{Catalog, FILES, Lang, key};

#[test]
fn the_first_language_of_ours_is_taken() {
    for (tags, expected) in [
        (vec!["de-AT", "en"], Lang::De),
        (vec!["no"], Lang::Nb),
        (vec!["nn-NO", "en-GB"], Lang::Nb),
        (vec!["fr", "es_MX"], Lang::Es),
        (vec!["fr", "ja"], Lang::En),
        (vec!["EN-us", "de"], Lang::En),
        (vec![], Lang::En),
        // Not a language of ours, though it begins like one.
        (vec!["den", "est"], Lang::En),
    ] {
        assert_eq!(Lang::from_tags(&tags), expected, "{tags:?}");
    }
}

#[test]
fn codes_and_files_stand_in_the_order_of_the_languages() {
    for (lang, code) in Lang::ALL.into_iter().zip(["en", "de", "nb", "es"]) {
        assert_eq!(lang.code(), code);
        assert!(
            lang.file().starts_with(&format!("{code}-")),
            "{}",
            lang.file()
        );
        assert_eq!(Lang::from_tag(code), Some(lang));
    }
    assert_eq!(FILES.len(), Lang::ALL.len());
}

#[test]
fn a_problem_finds_its_words_by_name_and_an_unknown_one_finds_none() {
    assert!(key("problem-internal").is_some());
    assert_eq!(key("problem-nobody-ever-heard-of"), None);
    assert_eq!(
        key("say-closed"),
        None,
        "only problems and faults are looked up by name"
    );
}

/// A catalog in which the problem's text is `text`, whatever its number is.
fn catalog(text: &str) -> Catalog {
    let texts = vec![text; 2000];
    Catalog::parse(&serde_json::to_string(&texts).unwrap()).unwrap()
}

#[test]
fn values_take_their_places_once() {
    let any = key("problem-internal").unwrap();
    for (text, expected) in [
        ("{who} wrote to {whom}", "Ada wrote to {who}"),
        ("nobody", "nobody"),
        ("{unknown} stays", "{unknown} stays"),
        ("{who}{who}", "AdaAda"),
        ("an open { brace", "an open { brace"),
    ] {
        let filled = catalog(text).format(any, &[("who", "Ada"), ("whom", "{who}")]);
        assert_eq!(filled, expected);
    }
}

#[test]
fn one_is_singular_and_all_else_is_plural() {
    let other = key("problem-internal").unwrap();
    let catalog = catalog("{n} of {what}");
    for n in [0, 1, 2, 21] {
        let text = catalog.plural(other, other, n, &[("what", "them")]);
        assert_eq!(text, format!("{n} of them"));
    }
}

#[test]
fn a_language_that_is_not_loaded_is_silent() {
    assert_eq!(Catalog::default().get(key("problem-internal").unwrap()), "");
    assert!(Catalog::parse("{}").is_err());
}

#[test]
fn everything_a_server_can_refuse_has_words() {
    let problems = Kind::ALL
        .iter()
        .map(|kind| format!("problem-{}", kind.slug()));
    let faults = Fault::ALL
        .iter()
        .map(|fault| format!("fault-{}", fault.slug()));
    let silent: Vec<String> = problems
        .chain(faults)
        .filter(|name| key(name).is_none())
        .collect();
    assert!(
        silent.is_empty(),
        "the locales have no words for {silent:?}"
    );
}
