//! Reads the locales, checks them against each other, and packs each for the browser.
//!
//! Shared as a file by the build script, by this crate's tests and by the bundle step, so that what a
//! bundle asks for and what is put beside it can never differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::de::{Deserializer, MapAccess, Visitor};
use sha2::{Digest, Sha256};

/// The languages, in the order of `Lang`. The first is the one the others are measured against.
pub const LANGS: [&str; 4] = ["en", "de", "nb", "es"];

/// Texts that are looked up by the name of a thing on the wire, as `stage-` and a stage; all others
/// are named in the source.
const NAMED: [&str; 11] = [
    "problem-",
    "fault-",
    "stage-",
    "level-",
    "subject-",
    "outcome-",
    "role-",
    "coverage-",
    "visit-",
    "loan-",
    "history-",
];

/// Whether a text is looked up by name.
#[allow(dead_code)] // Each place that includes this file reads its own part of it.
pub fn is_named(key: &str) -> bool {
    NAMED.iter().any(|prefix| key.starts_with(prefix))
}

/// Whose a text is: 0 everybody's, 1 the desk's, 2 the server's own, in what it sends to people.
fn of(key: &str) -> u8 {
    match key.split('-').next() {
        Some("desk") => 1,
        Some("told") => 2,
        _ => 0,
    }
}

/// One language, ready to be served.
#[allow(dead_code)] // Each place that includes this file reads its own part of it.
pub struct Packed {
    /// The language's code.
    pub lang: &'static str,
    /// `<lang>-<first ten digits of the text's SHA-256>.json`
    pub file: String,
    /// The texts in the order of their keys, as a JSON array of strings.
    pub json: String,
    /// The same without the desk's and the server's texts, which come last: what an owner's first visit loads.
    pub for_owners: String,
    /// The same without the server's.
    pub for_desk: String,
}

/// All languages, and the keys that they share, in their order.
pub struct Pack {
    /// Every key, sorted, the desk's after all others and the server's last; a key's place is its number.
    pub keys: Vec<String>,
    /// One for each of [`LANGS`].
    pub languages: Vec<Packed>,
}

/// Reads and packs `<folder>/<lang>.json`. Errors are sentences, one for each thing that is wrong.
pub fn read(folder: &Path) -> Result<Pack, Vec<String>> {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for lang in LANGS {
        let path = folder.join(format!("{lang}.json"));
        match std::fs::read_to_string(&path) {
            Ok(source) => sources.push(source),
            Err(error) => faults.push(format!("locales/{lang}.json cannot be read: {error}.")),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let borrowed: Vec<&str> = sources.iter().map(String::as_str).collect();
    pack(&borrowed)
}

/// Checks and packs the sources, given in the order of [`LANGS`].
pub fn pack(sources: &[&str]) -> Result<Pack, Vec<String>> {
    let mut faults = Vec::new();
    let mut catalogs = Vec::new();
    for (lang, source) in LANGS.iter().zip(sources) {
        let catalog = entries(source).unwrap_or_else(|error| {
            faults.push(format!(
                "locales/{lang}.json is not a flat object of texts: {error}."
            ));
            Vec::new()
        });
        catalogs.push(by_key(lang, catalog, &mut faults));
    }
    if !faults.is_empty() {
        return Err(faults);
    }

    let keys: BTreeSet<&String> = catalogs.iter().flat_map(BTreeMap::keys).collect();
    for (lang, catalog) in LANGS.iter().zip(&catalogs) {
        for key in &keys {
            match catalog.get(*key) {
                None => faults.push(format!("locales/{lang}.json has no text for \"{key}\".")),
                Some(text) if text.trim().is_empty() => {
                    faults.push(format!(
                        "locales/{lang}.json has an empty text for \"{key}\"."
                    ));
                }
                Some(_) => {}
            }
        }
    }
    if faults.is_empty() {
        compare(&keys, &catalogs, &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults);
    }

    let mut keys: Vec<&String> = keys.into_iter().collect();
    keys.sort_by_key(|key| (of(key), *key));
    let up_to = |most: u8| keys.iter().filter(|key| of(key) <= most).count();
    let (owners, desk) = (up_to(0), up_to(1));
    let languages = LANGS.iter().zip(&catalogs).map(|(lang, catalog)| {
        let texts: Vec<&String> = keys.iter().map(|key| &catalog[*key]).collect();
        let array = |texts: &[&String]| serde_json::to_string(texts).expect("strings are JSON");
        let json = array(&texts);
        let hash: String = Sha256::digest(&json)
            .iter()
            .take(5)
            .map(|b| format!("{b:02x}"))
            .collect();
        Packed {
            lang,
            file: format!("{lang}-{hash}.json"),
            for_owners: array(&texts[..owners]),
            for_desk: array(&texts[..desk]),
            json,
        }
    });
    Ok(Pack {
        languages: languages.collect(),
        keys: keys.into_iter().cloned().collect(),
    })
}

/// Checks the form of each key and that none is given twice.
fn by_key(
    lang: &str,
    entries: Vec<(String, String)>,
    faults: &mut Vec<String>,
) -> BTreeMap<String, String> {
    let mut catalog = BTreeMap::new();
    for (key, text) in entries {
        let kebab = key.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if !kebab || !key.starts_with(|c: char| c.is_ascii_lowercase()) {
            faults.push(format!(
                "locales/{lang}.json: \"{key}\" is not lower-case words joined by hyphens."
            ));
        }
        if catalog.insert(key.clone(), text).is_some() {
            faults.push(format!("locales/{lang}.json gives \"{key}\" twice."));
        }
    }
    catalog
}

/// The same key asks for the same values in every language. A singular (`-one` beside `-other`) may leave
/// values out, since "one message" and "1 message" are both good, but may not ask for others.
fn compare(
    keys: &BTreeSet<&String>,
    catalogs: &[BTreeMap<String, String>],
    faults: &mut Vec<String>,
) {
    for key in keys {
        let plural = key.strip_suffix("-one").map(|stem| format!("{stem}-other"));
        let plural = plural.filter(|other| keys.contains(other));
        let model = placeholders(&catalogs[0][*key]).unwrap_or_default();
        for (lang, catalog) in LANGS.iter().zip(catalogs) {
            let found = match placeholders(&catalog[*key]) {
                Ok(found) => found,
                Err(fault) => {
                    faults.push(format!("locales/{lang}.json, \"{key}\": {fault}."));
                    continue;
                }
            };
            let (fits, expected) = match &plural {
                Some(other) => {
                    let whole = placeholders(&catalog[other]).unwrap_or_default();
                    (found.is_subset(&whole), whole)
                }
                None => (found == model, model.clone()),
            };
            if !fits {
                faults.push(format!(
                    "locales/{lang}.json, \"{key}\": the placeholders are {}, not {}.",
                    listed(&found),
                    listed(&expected)
                ));
            }
        }
    }
}

/// The names in `{braces}`.
fn placeholders(text: &str) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..]
            .strip_prefix('{')
            .and_then(|open| open.split_once('}'));
        let Some((name, after)) = inside else {
            return Err("a brace stands alone".into());
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!(
                "{{{name}}} is not a placeholder of lower-case letters"
            ));
        }
        names.insert(name.to_owned());
        rest = after;
    }
    Ok(names)
}

fn listed(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "none".into();
    }
    let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    names.join(" ")
}

/// The object's members in their order, repeated ones included (a map would hide them).
fn entries(source: &str) -> Result<Vec<(String, String)>, serde_json::Error> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, String)>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object whose members are texts")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(members)
        }
    }
    let mut reader = serde_json::Deserializer::from_str(source);
    let members = reader.deserialize_map(Members)?;
    reader.end()?;
    Ok(members)
}
