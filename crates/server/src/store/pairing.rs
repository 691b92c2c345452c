//! Pairings in the store: whose a car is, what it may do, and a hash of its credential.

use super::StoreError;
use super::{fleet, signals};
use crate::directory::{Directory, Person};
use contract::id::{PairingId, PersonId};
use contract::pairing::{Allowed, Pairing};
use contract::time::Timestamp;
use contract::vin::Vin;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use std::sync::Arc;

/// A pairing, and who has made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paired {
    /// The car's owner when it was paired.
    pub owner: PersonId,
    /// What the owner sees of it.
    pub pairing: Pairing,
}

impl Paired {
    /// The car, as one who asks: as long as the registry says that it is its owner's.
    pub fn person(&self, directory: &Directory) -> Option<Arc<Person>> {
        directory.car(&self.owner, &self.pairing).map(Arc::new)
    }
}

const COLUMNS: &str = "SELECT id, vin, owner, since, rights, kinds FROM pairings";

fn paired(row: &Row<'_>) -> Result<Paired, StoreError> {
    let (id, vin, owner): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (rights, kinds): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(Paired {
        owner: serde_json::from_value(owner.into())?,
        pairing: Pairing {
            id: serde_json::from_value(id.into())?,
            vin: serde_json::from_value(vin.into())?,
            since: Timestamp(row.get(3)?),
            rights: serde_json::from_str(&rights)?,
            kinds: serde_json::from_str(&kinds)?,
        },
    })
}

fn one(db: &Connection, condition: &str, of: impl ToSql) -> Result<Option<Paired>, StoreError> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS} WHERE {condition} = ?1"))?;
    let mut rows = statement.query([of])?;
    rows.next()?.map(paired).transpose()
}

/// The pairing of this credential, by its hash.
pub fn of_token(db: &Connection, token: &[u8; 32]) -> Result<Option<Paired>, StoreError> {
    one(db, "token", token)
}

/// The pairing of this name.
pub fn of_id(db: &Connection, id: &PairingId) -> Result<Option<Paired>, StoreError> {
    one(db, "id", id.as_str())
}

/// The car's pairing.
pub fn of_vin(db: &Connection, vin: &Vin) -> Result<Option<Paired>, StoreError> {
    one(db, "vin", vin.as_str())
}

/// Keeps a pairing. The one that the car had before ends; the answer is that one. What is stored of
/// kinds that were not agreed to this time goes, and all of it where another owner had the car.
pub fn keep(
    db: &Connection,
    paired: &Paired,
    token: &[u8; 32],
) -> Result<Option<Paired>, StoreError> {
    let Pairing {
        id,
        vin,
        since,
        rights,
        kinds,
    } = &paired.pairing;
    let before = of_vin(db, vin)?;
    db.prepare_cached("DELETE FROM pairings WHERE vin = ?1")?
        .execute([vin.as_str()])?;
    db.prepare_cached("INSERT INTO pairings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            id.as_str(),
            vin.as_str(),
            paired.owner.as_str(),
            token,
            since.0,
            serde_json::to_string(rights)?,
            serde_json::to_string(kinds)?
        ])?;
    match &before {
        Some(before) if before.owner != paired.owner => signals::forget(db, vin, &[])?,
        _ => signals::forget(db, vin, kinds)?,
    }
    Ok(before)
}

/// Changes what a car may do and send. What is stored of kinds that are not agreed to any more goes.
/// Nothing where it has ended meanwhile.
pub fn change(
    db: &Connection,
    pairing: &Pairing,
    allowed: &Allowed,
) -> Result<Option<()>, StoreError> {
    let changed = db
        .prepare_cached("UPDATE pairings SET rights = ?2, kinds = ?3 WHERE id = ?1")?
        .execute(params![
            pairing.id.as_str(),
            serde_json::to_string(&allowed.rights)?,
            serde_json::to_string(&allowed.kinds)?
        ])?;
    if changed == 0 {
        return Ok(None);
    }
    signals::forget(db, &pairing.vin, &allowed.kinds).map(Some)
}

/// Ends a pairing: the credential is good for nothing from here on, and what the car sent is gone.
pub fn end(db: &Connection, pairing: &Pairing) -> Result<(), StoreError> {
    let ended = db
        .prepare_cached("DELETE FROM pairings WHERE id = ?1")?
        .execute([pairing.id.as_str()])?;
    // Where it had ended already, what is stored may be of the next one.
    match ended {
        0 => Ok(()),
        _ => {
            fleet::forget(db, &pairing.vin)?;
            signals::forget(db, &pairing.vin, &[])
        }
    }
}

/// Ends the pairings of cars that are not their owner's any more; those.
pub fn end_strays(db: &Connection, directory: &Directory) -> Result<Vec<Pairing>, StoreError> {
    let mut statement = db.prepare_cached(COLUMNS)?;
    let mut rows = statement.query([])?;
    let mut strays = Vec::new();
    while let Some(row) = rows.next()? {
        let paired = paired(row)?;
        if !directory.owns(&paired.owner, &paired.pairing.vin) {
            strays.push(paired.pairing);
        }
    }
    for stray in &strays {
        end(db, stray)?;
    }
    Ok(strays)
}

/// Whether any car is paired.
pub fn any(db: &Connection) -> Result<bool, StoreError> {
    let found: Option<i64> = db
        .prepare_cached("SELECT 1 FROM pairings LIMIT 1")?
        .query_row([], |r| r.get(0))
        .optional()?;
    Ok(found.is_some())
}
