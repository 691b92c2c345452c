//! What was imported, and what was changed at the desk: a row for each thing, over the configuration;
//! with the version that they make together, and who made it.

use super::{StoreError, beside};
use contract::id::CentreId;
use contract::settings::{Change, Changed};
use contract::time::Timestamp;
use contract::vehicle::PaidRepair;
use rusqlite::{Connection, params};

/// A thing to keep: its kind, its id among those, its JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// `centre`, `staff`, …
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// As it is read again, with its kind.
    pub json: String,
}

/// Who changed what.
#[derive(Debug, Clone)]
pub struct Note {
    /// Their id; nobody's for the program's own command.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The centres that it concerns; all of them when absent.
    pub centres: Option<Vec<CentreId>>,
    /// What.
    pub what: Changed,
}

/// Goes up with each change.
pub fn version(db: &Connection) -> Result<u64, StoreError> {
    let found: i64 = db
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'registry'")?
        .query_row([], |r| r.get(0))?;
    Ok(u64::try_from(found).unwrap_or_default())
}

/// The version that people change over: that of the last change which is no absence. Otherwise whoever
/// says every second that they are away would keep all others from changing anything.
pub fn settled(db: &Connection) -> Result<u64, StoreError> {
    let found: i64 = db
        .prepare_cached(
            "SELECT coalesce(max(version), 0) FROM registry_log \
             WHERE json_extract(what, '$.absence') IS NULL",
        )?
        .query_row([], |r| r.get(0))?;
    Ok(u64::try_from(found).unwrap_or_default())
}

/// All things, as JSON.
pub fn things(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare_cached("SELECT json FROM registry ORDER BY kind, id")?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps things, each in the place of the one with its id, and what was paid for cars before; the
/// version goes up, and who did it is written down. To be called in a transaction.
pub fn keep(
    tx: &Connection,
    now: Timestamp,
    things: &[Thing],
    paid: &[(String, PaidRepair)],
    note: &Note,
) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached("INSERT OR REPLACE INTO registry VALUES (?1, ?2, ?3)")?;
    for thing in things {
        put.execute(params![thing.kind, thing.id, thing.json])?;
    }
    for (vin, paid) in paid {
        beside::import_paid(tx, vin, paid)?;
    }
    let version = i64::try_from(version(tx)?).unwrap_or(i64::MAX - 1) + 1;
    tx.prepare_cached("UPDATE meta SET value = ?1 WHERE name = 'registry'")?
        .execute([version.to_string()])?;
    let centres = note.centres.as_ref().map(serde_json::to_string);
    tx.prepare_cached("INSERT INTO registry_log VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            version,
            now.0,
            note.person,
            note.name,
            centres.transpose()?,
            serde_json::to_string(&note.what)?
        ])?;
    Ok(())
}

/// The last changes that concern one of these centres, or all of them; the newest first. Every change
/// without centres.
pub fn changes(
    db: &Connection,
    centres: Option<&[CentreId]>,
    most: u32,
) -> Result<Vec<Change>, StoreError> {
    let centres = centres.map(serde_json::to_string).transpose()?;
    let mut statement = db.prepare_cached(
        "SELECT at, name, what FROM registry_log WHERE ?1 IS NULL OR centres IS NULL \
         OR EXISTS (SELECT 1 FROM json_each(centres) AS one WHERE one.value IN (SELECT value FROM json_each(?1))) \
         ORDER BY version DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![centres, most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let what: String = row.get(2)?;
        found.push(Change {
            at: Timestamp(row.get(0)?),
            by: row.get(1)?,
            what: serde_json::from_str(&what)?,
        });
    }
    Ok(found)
}
