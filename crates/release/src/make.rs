//! Making a release of a built portal: the same folder, counter and notes make the same bytes.

use crate::fault::Fault;
use crate::manifest::{Blob, Entry, Manifest, Version, sha256};
use contract::release::ReleaseFacts;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is said of a release beside its files.
#[derive(Debug, Clone)]
pub struct Said {
    /// What people may know of it.
    pub facts: ReleaseFacts,
    /// The oldest companion that can show it.
    pub min_agent: Version,
    /// Models that it is for; none named: for all.
    pub models: Vec<String>,
}

/// A release and its bytes by their hash.
pub struct Made {
    /// What is signed.
    pub manifest: Manifest,
    /// What it names.
    pub blobs: BTreeMap<String, Vec<u8>>,
}

/// Reads a folder as `cargo xtask bundle` leaves it: each file, and the `.br` beside it. What only a browser without
/// companion needs (the service worker's manifest) is left out.
///
/// # Errors
/// When it cannot be read, or is no portal.
pub fn make(folder: &Path, said: Said) -> Result<Made, Fault> {
    let mut blobs = BTreeMap::new();
    let mut files = BTreeMap::new();
    let mut names = Vec::new();
    list(folder, "", &mut names)?;
    names.sort();
    let mut keep = |bytes: Vec<u8>| {
        let blob = Blob {
            sha256: sha256(&bytes),
            length: bytes.len() as u64,
        };
        blobs.insert(blob.sha256.clone(), bytes);
        blob
    };
    for name in names.iter().filter(|name| travels(name)) {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(Fault::file(&path))
        };
        let packed = format!("{name}.br");
        let entry = Entry {
            plain: keep(read(name)?),
            brotli: match names.binary_search(&packed) {
                Ok(_) => Some(keep(read(&packed)?)),
                Err(_) => None,
            },
        };
        files.insert(name.clone(), entry);
    }
    let mut languages: Vec<String> = files.keys().filter_map(|name| language(name)).collect();
    languages.sort();
    let manifest = Manifest {
        facts: said.facts,
        min_agent: said.min_agent,
        languages,
        models: said.models,
        files,
    };
    manifest.check()?;
    Ok(Made { manifest, blobs })
}

fn travels(name: &str) -> bool {
    !name.ends_with(".br") && name != "release.json"
}

/// `locales/de-1f2e3d4c5b.json` is German.
fn language(name: &str) -> Option<String> {
    let stem = name.strip_prefix("locales/")?.strip_suffix(".json")?;
    let (language, _) = stem.split_once('-')?;
    Some(language.to_owned())
}

fn list(folder: &Path, below: &str, names: &mut Vec<String>) -> Result<(), Fault> {
    for entry in fs::read_dir(folder).map_err(Fault::file(folder))? {
        let entry = entry.map_err(Fault::file(folder))?;
        let name = entry.file_name();
        let name = name
            .to_str()
            .ok_or_else(|| Fault::Wrong(format!("{} has no plain name", entry.path().display())))?;
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(Fault::file(folder))?;
        let name = format!("{below}{name}");
        if kind.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if kind.is_file() {
            names.push(name);
        }
    }
    Ok(())
}
