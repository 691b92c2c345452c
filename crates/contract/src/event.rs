//! What the log holds: facts, chained by hash, with personal text sealed beside them.

use crate::command::{Drivable, Since};
use crate::id::{CaseId, CentreId, CommandId, PersonId};
use crate::person::{Actor, Staff};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema events are written in. Older ones are upcast when read, never rewritten.
pub const SCHEMA: u16 = 1;

/// An event as a reader gets it: the chained link, its place in the store, and the sealed parts
/// meant for this reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Place in the store: gapless, given by the one writer. Not part of the chain.
    pub offset: u64,
    /// The chain's head after this event: 64 hex digits.
    pub hash: String,
    /// What is hashed.
    pub link: Link,
    /// Sealed texts this reader may read, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, String>,
}

/// The hashed part of an event. SHA-256 over its canonical JSON (RFC 8785) is the chain's next head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// The case.
    pub case: CaseId,
    /// From 1, gapless within the case.
    pub seq: u32,
    /// [`SCHEMA`] when it was written.
    pub schema: u16,
    /// The server's time.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// The command that caused it.
    pub cause: CommandId,
    /// The public part.
    pub body: Body,
    /// Digests of the sealed parts: they can be erased and the chain still be checked.
    pub sealed: Vec<Seal>,
    /// The head before: 64 hex digits, zeros for the first.
    pub prev: String,
}

/// A sealed part's place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seal {
    /// Which part: `vin`, `owner-name`, `concern-0`, `text`.
    pub name: String,
    /// SHA-256 over salt and text: 64 hex digits.
    pub digest: String,
}

/// The public part: what happened, without a word of anybody's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Body {
    /// Sealed with it: `vin`, `owner-name`, `place`, `concern-N`.
    Reported {
        /// The owner.
        owner: PersonId,
        /// The centre asked.
        centre: CentreId,
        /// Is it safe to drive?
        drivable: Drivable,
        /// Since when, for each concern in order.
        concerns: Vec<Since>,
    },
    /// The centre took the case.
    Accepted {
        /// Who handles it from here.
        advisor: Staff,
        /// The first promise.
        next_update: Timestamp,
    },
    /// The next update comes by then.
    Promised {
        /// When.
        due: Timestamp,
    },
    /// Sealed with it: `text`.
    Messaged {},
    /// Sealed with it: `cause`, `remedy`.
    Closed {},
}
