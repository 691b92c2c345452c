//! The locales: complete, agreeing, and every text used by somebody.

use std::collections::HashSet;

use super::tally::{Count, Tally};
use crate::fingerprint::files;
use crate::{Outcome, pack, sh};

/// Checks the files against each other and every key against the sources.
pub fn check(tally: &mut Tally) {
    tally.step("static", "locales", locales);
}

fn locales() -> Outcome<Count> {
    let root = sh::root();
    let pack = pack::read(&root.join("locales")).map_err(|faults| faults.join("\n"))?;
    let mut words = HashSet::new();
    for folder in ["src", "desk/src", "crates"] {
        for file in files(&root.join(folder)) {
            if file.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&file).unwrap_or_default();
                let names = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                words.extend(names.map(str::to_owned));
            }
        }
    }
    let unused: Vec<&String> = pack
        .keys
        .iter()
        .filter(|key| !pack::is_named(key))
        .filter(|key| !words.contains(&key.replace('-', "_").to_uppercase()))
        .collect();
    for key in &unused {
        println!(
            "Nothing shows the text \"{key}\": no source names k::{}.",
            key.replace('-', "_").to_uppercase()
        );
    }
    println!(
        "{} keys in {} languages",
        pack.keys.len(),
        pack.languages.len()
    );
    Ok(Count::one(unused.is_empty()))
}
