//! Turns the locales into constants. A locale that is wrong stops the build with a sentence.

mod pack;

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    for lang in pack::LANGS {
        println!("cargo::rerun-if-changed=../../locales/{lang}.json");
    }
    println!("cargo::rerun-if-changed=pack.rs");
    println!("cargo::rerun-if-changed=build.rs");

    match pack::read(&folder) {
        Ok(pack) => {
            let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
            std::fs::write(out.join("keys.rs"), keys(&pack)).expect("OUT_DIR can be written");
            std::fs::write(out.join("packed.rs"), packed(&pack)).expect("OUT_DIR can be written");
        }
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
        }
    }
}

/// The keys as constants, the look-up by name, and the names of the files.
fn keys(pack: &pack::Pack) -> String {
    let mut rust =
        String::from("/// Every key of the locales.\npub mod k {\n    use super::Key;\n");
    let mut named = Vec::new();
    for (number, key) in pack.keys.iter().enumerate() {
        let name = key.replace('-', "_").to_uppercase();
        let _ = writeln!(
            rust,
            "    /// `{key}`\n    pub const {name}: Key = Key({number});"
        );
        if pack::is_named(key) {
            named.push((key.as_str(), number));
        }
    }
    named.sort_unstable();
    let _ = write!(
        rust,
        "}}\n\nconst NAMED: [(&str, u16); {}] = {named:?};\n\n\
        /// The key of a text by its whole name, as in `problem-internal`; for the names of things on the wire.\n\
        pub fn key(name: &str) -> Option<Key> {{\n    \
        let at = NAMED.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;\n    \
        Some(Key(NAMED[at].1))\n}}\n\n\
        /// Each language's code and the file that holds its texts, under `locales/` of a bundle.\n\
        pub const FILES: [(&str, &str); {}] = [\n",
        named.len(),
        pack.languages.len()
    );
    for language in &pack.languages {
        let _ = writeln!(rust, "    ({:?}, {:?}),", language.lang, language.file);
    }
    rust.push_str("];\n");
    rust
}

/// The files themselves.
fn packed(pack: &pack::Pack) -> String {
    let mut rust = format!(
        "/// Each file of texts: its name and what is in it.\npub const PACKED: [(&str, &str); {}] = [\n",
        pack.languages.len()
    );
    for language in &pack.languages {
        let _ = writeln!(rust, "    ({:?}, {:?}),", language.file, language.json);
    }
    rust.push_str("];\n");
    rust
}
