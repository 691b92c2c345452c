//! Sessions in the store: only a hash of the cookie's token is kept.

use super::StoreError;
use contract::id::PersonId;
use contract::person::Audience;
use contract::time::Timestamp;
use rusqlite::{Connection, params};

/// Keeps a session, and forgets those that have ended.
pub fn open(
    db: &Connection,
    now: Timestamp,
    token: &[u8; 32],
    audience: Audience,
    person: &PersonId,
    expires: Timestamp,
) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sessions WHERE expires <= ?1")?
        .execute([now.0])?;
    db.prepare_cached("INSERT INTO sessions VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![token, audience.name(), person.as_str(), expires.0])?;
    Ok(())
}

/// Forgets one session.
pub fn end(db: &Connection, token: &[u8; 32]) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sessions WHERE token = ?1")?
        .execute([token])?;
    Ok(())
}

/// Forgets every session of a person: sign-out everywhere.
pub fn end_all(db: &Connection, person: &PersonId) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sessions WHERE person = ?1")?
        .execute([person.as_str()])?;
    Ok(())
}
