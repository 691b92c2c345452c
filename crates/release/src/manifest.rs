//! What a release is: one JSON that names every file by path, length and SHA-256. The maker signs it as a TUF target;
//! the files themselves are kept by their hash, so that releases share what did not change.

use contract::release::ReleaseFacts;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// No manifest is longer, in bytes.
pub const LONGEST: u64 = 1024 * 1024;
/// No release has more files; as `pages` has it.
const MOST: usize = 4096;
/// No release has more bytes unpacked; as `pages` has it.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// No path is longer, in bytes.
const LONGEST_PATH: usize = 200;
/// The page. What has none is no portal.
const PAGE: &str = "index.html";

/// A release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What people may know of it.
    #[serde(flatten)]
    pub facts: ReleaseFacts,
    /// The oldest companion that can show it.
    pub min_agent: Version,
    /// The languages in it.
    pub languages: Vec<String>,
    /// Models that it is for; none named: for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// Its files by their path below the portal's folder.
    pub files: BTreeMap<String, Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// As a page sees it.
    #[serde(flatten)]
    pub plain: Blob,
    /// The same by brotli: what travels, and what the browser is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brotli: Option<Blob>,
}

/// Bytes by their hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blob {
    /// 64 hexadecimal digits, small letters.
    pub sha256: String,
    /// In bytes.
    pub length: u64,
}

/// `1.4.0`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version([u32; 3]);

/// Why something is no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadManifest {
    /// It is not JSON of this shape.
    #[error("it is not understood: {0}")]
    Shape(String),
    /// A path that no release may name.
    #[error("{0:?} is no path of a release")]
    Path(String),
    /// A hash that is none.
    #[error("{0:?} is no SHA-256")]
    Hash(String),
    /// A file would be a folder too.
    #[error("{0:?} is a file and a folder")]
    Folder(String),
    /// Far too much.
    #[error("it holds more than a portal does")]
    TooMuch,
    /// No page.
    #[error("it has no index.html")]
    NoPage,
    /// No counter: 0 is what came with the car.
    #[error("counters begin at 1")]
    NoCounter,
    /// `1.4.0` is one.
    #[error("{0:?} is no version like 1.4.0")]
    Version(String),
}

impl Manifest {
    /// Reads one, and refuses what no release may have.
    ///
    /// # Errors
    /// See [`BadManifest`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadManifest> {
        let read: Self =
            serde_json::from_slice(bytes).map_err(|e| BadManifest::Shape(e.to_string()))?;
        read.check()?;
        Ok(read)
    }

    /// The bytes that are signed: the same release makes the same.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What stands under its name in the signed list.
    pub fn name(counter: u64) -> String {
        format!("release-{counter}.json")
    }

    /// The counter that such a name has.
    pub fn counter(name: &str) -> Option<u64> {
        let digits = name.strip_prefix("release-")?.strip_suffix(".json")?;
        let counter = digits.parse().ok()?;
        (Self::name(counter) == name).then_some(counter)
    }

    /// Refuses what no release may have.
    ///
    /// # Errors
    /// See [`BadManifest`].
    pub fn check(&self) -> Result<(), BadManifest> {
        if self.facts.counter == 0 {
            return Err(BadManifest::NoCounter);
        }
        if self.files.len() > MOST {
            return Err(BadManifest::TooMuch);
        }
        let mut bytes: u64 = 0;
        for (path, entry) in &self.files {
            if !is_path(path) {
                return Err(BadManifest::Path(path.clone()));
            }
            for blob in entry.blobs() {
                if !is_hash(&blob.sha256) {
                    return Err(BadManifest::Hash(blob.sha256.clone()));
                }
                bytes = bytes.saturating_add(blob.length);
            }
            let mut folder = path.as_str();
            while let Some((above, _)) = folder.rsplit_once('/') {
                if self.files.contains_key(above) {
                    return Err(BadManifest::Folder(above.to_owned()));
                }
                folder = above;
            }
        }
        match (bytes > LARGEST, self.files.contains_key(PAGE)) {
            (true, _) => Err(BadManifest::TooMuch),
            (_, false) => Err(BadManifest::NoPage),
            _ => Ok(()),
        }
    }

    /// Every blob of it, each once.
    pub fn blobs(&self) -> BTreeSet<&Blob> {
        self.files.values().flat_map(Entry::blobs).collect()
    }
}

impl Entry {
    /// What of it is kept.
    pub fn blobs(&self) -> impl Iterator<Item = &Blob> {
        std::iter::once(&self.plain).chain(&self.brotli)
    }

    /// What of it travels.
    pub fn travels(&self) -> &Blob {
        self.brotli.as_ref().unwrap_or(&self.plain)
    }
}

impl TryFrom<String> for Version {
    type Error = BadManifest;

    fn try_from(text: String) -> Result<Self, BadManifest> {
        let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
        let parts = parts.and_then(|parts| <[u32; 3]>::try_from(parts).ok());
        parts.map(Self).ok_or(BadManifest::Version(text))
    }
}

impl From<Version> for String {
    fn from(Version([major, minor, patch]): Version) -> Self {
        format!("{major}.{minor}.{patch}")
    }
}

/// Whether these are the digits of a SHA-256.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Names alone, with slashes between them: nothing that climbs, hides, or reads as something else in an address.
fn is_path(path: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    path.len() <= LONGEST_PATH && path.split('/').all(is_name)
}

/// The SHA-256 of these bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(paths: &[&str]) -> Manifest {
        let plain = Blob {
            sha256: sha256(b"x"),
            length: 1,
        };
        let entry = |path: &&str| {
            let plain = plain.clone();
            (
                (*path).to_owned(),
                Entry {
                    plain,
                    brotli: None,
                },
            )
        };
        Manifest {
            facts: ReleaseFacts {
                counter: 1,
                ..Default::default()
            },
            min_agent: Version([0, 1, 0]),
            languages: vec![],
            models: vec![],
            files: paths.iter().map(entry).collect(),
        }
    }

    #[test]
    fn what_no_release_may_have_is_refused() {
        assert_eq!(with(&["index.html", "a/b.js"]).check(), Ok(()));
        assert_eq!(with(&["a.js"]).check(), Err(BadManifest::NoPage));
        for trick in [
            "../x", "/etc/x", "a/../x", "a//x", "", "a/", ".hidden", "a\\x", "%2e%2e/x", "a\0",
            "C:x", "ä", "a/./x", "x?y", "x#y",
        ] {
            let refused = with(&["index.html", trick]).check();
            assert_eq!(refused, Err(BadManifest::Path(trick.into())), "{trick:?}");
        }
        let both = with(&["index.html", "a", "a/b"]).check();
        assert_eq!(both, Err(BadManifest::Folder("a".into())));
        let mut large = with(&["index.html"]);
        large
            .files
            .values_mut()
            .for_each(|e| e.plain.length = u64::MAX);
        assert_eq!(large.check(), Err(BadManifest::TooMuch));
        let mut none = with(&["index.html"]);
        none.files
            .values_mut()
            .for_each(|e| e.plain.sha256 = "../x".into());
        assert_eq!(none.check(), Err(BadManifest::Hash("../x".into())));
    }

    #[test]
    fn a_name_has_one_counter_and_a_counter_one_name() {
        assert_eq!(Manifest::counter("release-12.json"), Some(12));
        for none in [
            "release-012.json",
            "release-+1.json",
            "release-.json",
            "stage.json",
            "release-1.json.br",
        ] {
            assert_eq!(Manifest::counter(none), None, "{none}");
        }
    }

    #[test]
    fn a_manifest_reads_back_and_versions_compare_as_numbers() {
        let manifest = with(&["index.html"]);
        assert_eq!(Manifest::parse(&manifest.bytes()), Ok(manifest));
        let version = |text: &str| Version::try_from(text.to_owned());
        assert!(version("1.10.0").unwrap() > version("1.9.9").unwrap());
        assert!(version("1.10").is_err() && version("1.x.0").is_err());
    }
}
