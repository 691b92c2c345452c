//! What stops the build, and what does not.

#[path = "../pack.rs"]
mod pack;

/// Packs one source for English and another for the other three.
fn both(english: &str, others: &str) -> Result<pack::Pack, Vec<String>> {
    pack::pack(&[english, others, others, others])
}

#[track_caller]
fn refused(english: &str, others: &str, sentence: &str) {
    let faults = both(english, others)
        .err()
        .expect("the locales are refused");
    assert!(faults.iter().any(|fault| fault == sentence), "{faults:#?}");
}

#[test]
fn a_missing_key_is_named_with_its_file() {
    let more = r#"{"a":"A","b-c":"B"}"#;
    refused(
        more,
        r#"{"a":"A"}"#,
        "locales/de.json has no text for \"b-c\".",
    );
    refused(
        r#"{"a":"A"}"#,
        more,
        "locales/en.json has no text for \"b-c\".",
    );
}

#[test]
fn an_empty_text_is_refused() {
    refused(
        r#"{"a":"A"}"#,
        r#"{"a":" "}"#,
        "locales/nb.json has an empty text for \"a\".",
    );
}

#[test]
fn placeholders_are_the_same_in_every_language() {
    refused(
        r#"{"a":"{who} at {when}"}"#,
        r#"{"a":"{who} um {wann}"}"#,
        "locales/de.json, \"a\": the placeholders are {wann} {who}, not {when} {who}.",
    );
    refused(
        r#"{"a":"{who"}"#,
        r#"{"a":"{who"}"#,
        "locales/en.json, \"a\": a brace stands alone.",
    );
}

#[test]
fn a_singular_may_leave_a_value_out_but_not_ask_for_another() {
    let english = r#"{"x-one":"{n} thing","x-other":"{n} things"}"#;
    assert!(both(english, r#"{"x-one":"ein Ding","x-other":"{n} Dinge"}"#).is_ok());
    refused(
        english,
        r#"{"x-one":"{m} Ding","x-other":"{n} Dinge"}"#,
        "locales/es.json, \"x-one\": the placeholders are {m}, not {n}.",
    );
}

#[test]
fn a_key_given_twice_or_in_another_spelling_is_refused() {
    refused(
        r#"{"a":"A","a":"B"}"#,
        r#"{"a":"A"}"#,
        "locales/en.json gives \"a\" twice.",
    );
    refused(
        r#"{"aB":"A"}"#,
        r#"{"aB":"A"}"#,
        "locales/en.json: \"aB\" is not lower-case words joined by hyphens.",
    );
    assert!(both(r#"{"a":{"b":"nested"}}"#, "{}").is_err());
}

#[test]
fn texts_are_packed_in_the_order_of_their_keys_and_named_by_content() {
    let pack = both(r#"{"b":"B","a":"A"}"#, r#"{"a":"1","b":"2"}"#).expect("packed");
    assert_eq!(pack.keys, ["a", "b"]);
    assert_eq!(pack.languages[0].json, r#"["A","B"]"#);
    // The first ten digits of sha256 of ["A","B"].
    assert_eq!(pack.languages[0].file, "en-b64e3448a8.json");
    assert_eq!(pack.languages[1].json, pack.languages[3].json);
    assert_eq!(pack.languages[1].file[2..], pack.languages[3].file[2..]);
}

#[test]
fn the_desks_texts_come_after_the_owners_and_the_servers_last() {
    let texts = r#"{"z":"Z","told-a":"T","desk-b":"D","c":"C"}"#;
    let pack = both(texts, texts).expect("packed");
    assert_eq!(pack.keys, ["c", "z", "desk-b", "told-a"]);
    let english = &pack.languages[0];
    assert_eq!(english.for_owners, r#"["C","Z"]"#);
    assert_eq!(english.for_desk, r#"["C","Z","D"]"#);
}

#[test]
fn the_locales_of_this_repository_are_good() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    if let Err(faults) = pack::read(&folder) {
        panic!("{faults:#?}");
    }
}
