//! Signing one role of TUF, a signature at a time: its holders need not meet.

use crate::fault::Fault;
use crate::key::{Key, id};
use crate::manifest::sha256;
use serde::Serialize;
use std::num::NonZeroU64;
use tough::schema::decoded::{Decoded, Hex};
use tough::schema::{Hashes, Metafile, Role, Signature, Signed, Target};

/// As the specification that this speaks names itself.
pub const SPEC: &str = "1.0.31";

/// Adds this key's signature, in the place of one that it gave before.
///
/// # Errors
/// When the role cannot be written down.
pub fn sign<T: Role>(role: &mut Signed<T>, key: &Key) -> Result<(), Fault> {
    let keyid = id(&key.public())?;
    let data = role.signed.canonical_form().map_err(Fault::tuf)?;
    let sig = key.sign(&data).into();
    role.signatures.retain(|before| before.keyid != keyid);
    role.signatures.push(Signature { keyid, sig });
    Ok(())
}

/// With no signature yet.
pub fn unsigned<T>(signed: T) -> Signed<T> {
    Signed {
        signed,
        signatures: Vec::new(),
    }
}

/// The bytes that are published.
///
/// # Errors
/// As [`sign`].
pub fn bytes(role: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(role).map_err(Fault::tuf)
}

/// How another role names these bytes.
pub fn meta(version: NonZeroU64, bytes: &[u8]) -> Metafile {
    Metafile {
        length: Some(bytes.len() as u64),
        hashes: Some(hashes(bytes)),
        version,
        _extra: Default::default(),
    }
}

/// How a list of targets names these bytes.
pub fn target(bytes: &[u8]) -> Target {
    Target {
        length: bytes.len() as u64,
        hashes: hashes(bytes),
        custom: Default::default(),
        _extra: Default::default(),
    }
}

fn hashes(bytes: &[u8]) -> Hashes {
    let digest: Result<Decoded<Hex>, _> = serde_json::from_value(sha256(bytes).into());
    Hashes {
        sha256: digest.unwrap_or_else(|_| Vec::new().into()),
        _extra: Default::default(),
    }
}

/// One more.
pub fn after(version: Option<NonZeroU64>) -> NonZeroU64 {
    version.map_or(NonZeroU64::MIN, |v| v.saturating_add(1))
}
