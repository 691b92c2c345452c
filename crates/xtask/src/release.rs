//! The manifest of a release, `release.json`: its build, and each file that a page of it may load with its SHA-256. The
//! service worker (public/sw.js) takes a build up whole or not at all by it.
//!
//! Shape: `{"build": "<hex>", "files": {"/": "<hex>", "/portal-….js": "<hex>", …}}`. The build is the SHA-256 over the
//! lines `<path> <hash>` in the paths' order: the same files make the same build.

use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::fingerprint::files;

/// Where the manifest stands in a bundle.
const MANIFEST: &str = "release.json";
/// Loaded by the browser itself, before or beside a page: it does not matter of which build they are.
const BESIDE: [&str; 2] = ["/icons/icon.svg", "/manifest.webmanifest"];

/// Writes the manifest of the bundle in `dist`; refused where a file could be mixed up with another build's.
pub fn manifest(dist: &Path) -> Outcome {
    let fault = |e: std::io::Error| format!("{} cannot be read or written: {e}.", dist.display());
    let mut all = BTreeMap::new();
    for file in files(dist) {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy();
        let path = match name.as_ref() {
            "index.html" => "/".to_owned(),
            "sw.js" | MANIFEST => continue,
            name if name.ends_with(".txt") || name.ends_with(".br") => continue,
            // It stands in the page.
            "icons/sprite.svg" => continue,
            name => format!("/{name}"),
        };
        let hash = hex(&fs::read(&file).map_err(fault)?);
        if path != "/" && !BESIDE.contains(&path.as_str()) {
            named(&path, &hash)?;
        }
        all.insert(path, hash);
    }
    let lines: String = all
        .iter()
        .map(|(p, hash)| format!("{p} {hash}\n"))
        .collect();
    let manifest = json!({ "build": hex(lines.as_bytes()), "files": all });
    fs::write(dist.join(MANIFEST), manifest.to_string()).map_err(fault)
}

/// A page of one build must never get a file of another: what it loads has a hash in its name, and for what is not
/// named by a tool, that is the file's own.
fn named(path: &str, hash: &str) -> Outcome {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let mut parts = stem.split(['-', '_', '.']);
    let part = parts.find(|p| p.len() >= 10 && p.bytes().all(|b| b.is_ascii_hexdigit()));
    match part {
        Some(part) if !stem.ends_with(".woff2") || hash.starts_with(part) => Ok(()),
        _ => Err(format!(
            "{path} must have its hash in its name: {}.",
            &hash[..10]
        )),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_hash_is_refused() {
        let hash = hex(b"a font");
        let good = format!("/fonts/a-{}.woff2", &hash[..10]);
        assert_eq!(named(&good, &hash), Ok(()));
        let fault = format!(
            "/fonts/a.woff2 must have its hash in its name: {}.",
            &hash[..10]
        );
        assert_eq!(named("/fonts/a.woff2", &hash), Err(fault));
        assert!(named("/fonts/a-0123456789.woff2", &hash).is_err());
        assert_eq!(named("/portal-1b9a1ca86b308f4c.js", &hash), Ok(()));
    }
}
