//! The tamper-evident record: each event is linked to the one before it by SHA-256 over its
//! canonical JSON (RFC 8785), and texts are sealed beside it as salted digests.

use contract::event::Link;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The head before a case's first event: 64 zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a check of the log finds wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The bytes are not an event.
    #[error("event {seq}: its bytes are not an event in canonical form")]
    Unreadable {
        /// The event's place in its case.
        seq: u32,
    },
    /// The hash kept is not the hash of the bytes.
    #[error("event {seq}: its bytes do not give its hash")]
    Hash {
        /// The event's place in its case.
        seq: u32,
    },
    /// It does not follow the one before.
    #[error("event {seq}: it does not follow the one before it")]
    Order {
        /// The event's place in its case.
        seq: u32,
    },
    /// A sealed text is not the one that was sealed.
    #[error("event {seq}: the text {name:?} is not the one that was sealed")]
    Text {
        /// The event's place in its case.
        seq: u32,
        /// Which part.
        name: String,
    },
}

/// The canonical bytes of a link: what is hashed, stored and exported.
///
/// # Errors
/// Only when a link could not be written as JSON, which its types rule out.
pub fn canonical(link: &Link) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(link)
}

/// The head after an event with these canonical bytes. `prev` is inside them.
pub fn head(canonical: &[u8]) -> String {
    hex(&Sha256::digest(canonical))
}

/// The digest that stands in the log for a text: SHA-256 over 16 bytes of salt, then the text.
pub fn seal(salt: &[u8; 16], text: &str) -> String {
    hex(&Sha256::new()
        .chain_update(salt)
        .chain_update(text.as_bytes())
        .finalize())
}

/// Checks one event against its case's head and sequence so far. Gives the link when all fits.
///
/// # Errors
/// What does not fit; see [`Broken`].
pub fn check(seq: u32, bytes: &[u8], hash: &str, prev: &str) -> Result<Link, Broken> {
    if head(bytes) != hash {
        return Err(Broken::Hash { seq });
    }
    let link: Link = serde_json::from_slice(bytes).map_err(|_| Broken::Unreadable { seq })?;
    if canonical(&link).ok().as_deref() != Some(bytes) {
        return Err(Broken::Unreadable { seq });
    }
    if link.prev != prev || link.seq != seq {
        return Err(Broken::Order { seq });
    }
    Ok(link)
}

/// Bytes as two small hex digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, b| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}
