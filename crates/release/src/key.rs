//! Keys: Ed25519, in PKCS#8 as PEM, in a file that only its owner may read. The public half lies beside it as TUF has it.

use crate::fault::Fault;
use crate::manifest::hex;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use tough::schema::decoded::{Decoded, Hex};
use tough::schema::key::{Ed25519Key, Ed25519Scheme, Key as Public};

const TAG: &str = "PRIVATE KEY";

/// A key that signs. It has no `Debug`, so that no log can hold it.
pub struct Key(Ed25519KeyPair);

impl Key {
    /// Makes one, and writes it to a new file and its public half to `<file>.pub`.
    ///
    /// # Errors
    /// When a file is there already, or cannot be written.
    pub fn make(path: &Path) -> Result<Self, Fault> {
        let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
        let pair = pair.map_err(|_| Fault::Wrong("this machine has no randomness".into()))?;
        let text = pem::encode(&pem::Pem::new(TAG, pair.as_ref()));
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path);
        let written = made.and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(Fault::file(path))?;
        let key = Self::read(path)?;
        let public = serde_json::to_string(&key.public()).map_err(Fault::tuf)?;
        let beside = beside(path);
        fs::write(&beside, public + "\n").map_err(Fault::file(&beside))?;
        Ok(key)
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it is not there, or is none.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = fs::read(path).map_err(Fault::file(path))?;
        let pem = pem::parse(bytes).ok().filter(|pem| pem.tag() == TAG);
        let pair = pem.and_then(|pem| Ed25519KeyPair::from_pkcs8(pem.contents()).ok());
        pair.map(Self).ok_or_else(|| Fault::Key(path.to_owned()))
    }

    /// Its public half.
    pub fn public(&self) -> Public {
        Public::Ed25519 {
            keyval: Ed25519Key {
                public: self.0.public_key().as_ref().to_vec().into(),
                _extra: Default::default(),
            },
            scheme: Ed25519Scheme::Ed25519,
            _extra: Default::default(),
        }
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).as_ref().to_vec()
    }
}

/// Where the public half of a key's file lies.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

/// Reads a public half.
///
/// # Errors
/// When it is not there, or is none.
pub fn read_public(path: &Path) -> Result<Public, Fault> {
    let bytes = fs::read(path).map_err(Fault::file(path))?;
    serde_json::from_slice(&bytes).map_err(|_| Fault::Key(path.to_owned()))
}

/// What names a key in metadata.
///
/// # Errors
/// When it cannot be written down, which has not been seen.
pub fn id(key: &Public) -> Result<Decoded<Hex>, Fault> {
    key.key_id().map_err(Fault::tuf)
}

/// The same for people: its first 16 digits.
///
/// # Errors
/// As [`id`].
pub fn short(key: &Public) -> Result<String, Fault> {
    Ok(hex(id(key)?.as_ref()).chars().take(16).collect())
}
