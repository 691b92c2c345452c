//! A case's record, to be taken home and checked: each event's canonical bytes with its hash, and the
//! sealed texts with their salts. Owner and maker get the same, and the same command checks it.

use crate::hex::hex;
use crate::store::StoreError;
use crate::store::read::Reader;
use casework::chain;
use contract::id::CaseId;
use serde::{Deserialize, Serialize};

/// A case's record.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Record {
    /// The case.
    pub case: CaseId,
    /// Its events, in their order.
    pub events: Vec<Sealed>,
}

/// One event of a record.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Sealed {
    /// SHA-256 over the bytes of `link`, in hex.
    pub hash: String,
    /// The event in canonical JSON (RFC 8785), as text, so that no byte of it changes on the way.
    pub link: String,
    /// Its sealed texts, but for those that were erased.
    pub parts: Vec<OpenPart>,
}

/// A sealed text with what proves it.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OpenPart {
    /// Which part.
    pub name: String,
    /// 16 bytes in hex.
    pub salt: String,
    /// The text.
    pub text: String,
}

/// Reads the record of a case.
pub fn record(reader: &Reader, id: &CaseId) -> Result<Record, StoreError> {
    reader.with(|db| {
        let mut parts = db.prepare_cached(
            "SELECT name, lower(hex(salt)), text FROM sealed WHERE offset = ?1 ORDER BY name",
        )?;
        let mut log = db.prepare_cached(
            "SELECT offset, hash, CAST(link AS TEXT) FROM events WHERE case_id = ?1 ORDER BY seq",
        )?;
        let mut rows = log.query([id.as_str()])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let offset: i64 = row.get(0)?;
            let open = parts.query_map([offset], |r| {
                Ok(OpenPart {
                    name: r.get(0)?,
                    salt: r.get(1)?,
                    text: r.get(2)?,
                })
            })?;
            events.push(Sealed {
                hash: row.get(1)?,
                link: row.get(2)?,
                parts: open.collect::<Result<_, _>>()?,
            });
        }
        Ok(Record {
            case: id.clone(),
            events,
        })
    })
}

/// Checks a record; its head when all fits.
///
/// # Errors
/// The first thing that does not.
pub fn check(record: &Record) -> Result<String, chain::Broken> {
    let mut prev = chain::GENESIS.to_owned();
    for (i, event) in record.events.iter().enumerate() {
        let seq = i as u32 + 1;
        let link = chain::check(seq, event.link.as_bytes(), &event.hash, &prev)?;
        if link.case != record.case {
            return Err(chain::Broken::Order { seq });
        }
        for part in &event.parts {
            let digest = hex::<16>(&part.salt).map(|salt| chain::seal(&salt, &part.text));
            let sealed = link.sealed.iter().find(|s| s.name == part.name);
            if digest.is_none() || sealed.map(|s| &s.digest) != digest.as_ref() {
                return Err(chain::Broken::Text {
                    seq,
                    name: part.name.clone(),
                });
            }
        }
        prev.clone_from(&event.hash);
    }
    Ok(prev)
}
