//! What can be wrong on the maker's side, as a sentence for the person at the terminal.

use crate::manifest::BadManifest;
use std::io;
use std::path::{Path, PathBuf};

/// Why a release was not made, signed, published or staged. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The disk.
    #[error("{0} cannot be read or written")]
    File(PathBuf, #[source] io::Error),
    /// A key's file.
    #[error("{0} is no key of ours: an Ed25519 key in PKCS#8, as PEM")]
    Key(PathBuf),
    /// The repository's own files.
    #[error("{0} is not understood: {1}")]
    Read(PathBuf, String),
    /// The repository has no such role yet.
    #[error("there is no {0} yet: {1}")]
    Missing(&'static str, &'static str),
    /// Too few have signed.
    #[error("{role} has {have} of the {need} signatures that it needs")]
    Unsigned {
        /// Which role.
        role: &'static str,
        /// Good ones.
        have: usize,
        /// Its threshold.
        need: u64,
    },
    /// Whose key this is not.
    #[error("nothing here waits for the signature of this key")]
    NotAsked,
    /// The key is not the one that the repository names as its online key.
    #[error("this is not the online key of the repository")]
    NotOnline,
    /// The manifest.
    #[error("the release is refused")]
    Manifest(#[from] BadManifest),
    /// Counters never go down.
    #[error("counter {0} is not above {1}, the newest there is")]
    Counter(u64, u64),
    /// No such release.
    #[error("no release {0} is signed here")]
    NoRelease(u64),
    /// What was asked makes no sense.
    #[error("{0}")]
    Wrong(String),
    /// TUF's own reading or writing.
    #[error("the metadata is refused")]
    Tuf(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Fault {
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |e| Self::File(path.to_owned(), e)
    }

    pub(crate) fn tuf(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Tuf(e.into())
    }
}
