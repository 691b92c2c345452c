//! What a visitor downloads: each file of both bundles, raw and as brotli.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::fingerprint::files;
use crate::{Outcome, sh};

/// Every file of dist/ and desk/dist/, and what the first visit of each takes: the page, its JS, its wasm and
/// one language.
pub fn weigh() -> Outcome<Value> {
    let mut all = json!({});
    for (name, folder) in [("portal", "dist"), ("desk", "desk/dist")] {
        let folder = sh::root().join(folder);
        let plain = |file: &PathBuf| file.extension().is_none_or(|ending| ending != "br");
        let found: Vec<PathBuf> = files(&folder).into_iter().filter(plain).collect();
        if found.is_empty() {
            return Err(format!("{} is empty: cargo xtask bundle", folder.display()));
        }
        let weights: Vec<Weight> = found.iter().map(|file| weight(&folder, file)).collect();
        let first: u64 = weights.iter().filter(|w| w.first).map(|w| w.brotli).sum();
        let rows: Vec<Value> = weights
            .iter()
            .map(|w| json!({ "name": w.name, "raw": w.raw, "brotli": w.brotli }))
            .collect();
        all[name] = json!({ "files": rows, "first_visit_brotli": first });
    }
    Ok(all)
}

struct Weight {
    name: String,
    raw: u64,
    /// As it travels; a file that brotli does not shrink travels raw.
    brotli: u64,
    first: bool,
}

fn weight(folder: &Path, file: &Path) -> Weight {
    let length = |file: &Path| fs::metadata(file).map_or(0, |m| m.len());
    let mut beside = file.as_os_str().to_owned();
    beside.push(".br");
    let beside = PathBuf::from(beside);
    let raw = length(file);
    let name = file.strip_prefix(folder).unwrap_or(file);
    let name = name.to_string_lossy().replace('\\', "/");
    let program = [".html", ".js", ".wasm"];
    let first =
        program.iter().any(|ending| name.ends_with(ending)) || name.starts_with("locales/en-");
    let brotli = match beside.is_file() {
        true => length(&beside),
        false => raw,
    };
    Weight {
        name,
        raw,
        brotli,
        first,
    }
}
