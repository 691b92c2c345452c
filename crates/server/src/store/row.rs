//! Rows and the values they hold.

use super::StoreError;
use contract::case::{Case, CaseSummary, Stage};
use contract::event::Event;
use rusqlite::{CachedStatement, Connection, Row, params};
use std::collections::BTreeMap;

/// The view's row as JSON, ready to be sent.
pub struct ViewBytes {
    pub view: Vec<u8>,
    pub summary: Vec<u8>,
}

/// A case's view and summary, as they are kept and sent.
pub fn encode(case: &Case) -> Result<ViewBytes, StoreError> {
    Ok(ViewBytes {
        view: serde_json::to_vec(case)?,
        summary: serde_json::to_vec(&CaseSummary::from(case))?,
    })
}

/// What orders a centre's inbox: the promise; an urgent report's is short, so it comes first.
pub fn due(case: &Case) -> i64 {
    case.promise.as_ref().map_or(case.opened_at, |p| p.due).0
}

/// Writes the view of a new case.
pub fn insert_case(db: &Connection, case: &Case, bytes: &ViewBytes) -> Result<(), StoreError> {
    db.prepare_cached("INSERT INTO cases VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            case.id.as_str(),
            case.owner.as_str(),
            case.centre.as_str(),
            case.stage == Stage::Closed,
            due(case),
            case.offset as i64,
            bytes.view,
            bytes.summary,
            casework::wake(case).map(|at| at.0),
            case.vin
        ])?;
    Ok(())
}

/// Writes the view of a case into the row it has.
pub fn update_case(db: &Connection, case: &Case, bytes: &ViewBytes) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE cases SET closed = ?2, due = ?3, offset = ?4, view = ?5, summary = ?6, \
         centre = ?7, wake = ?8, vin = ?9 WHERE id = ?1",
    )?
    .execute(params![
        case.id.as_str(),
        case.stage == Stage::Closed,
        due(case),
        case.offset as i64,
        bytes.view,
        bytes.summary,
        case.centre.as_str(),
        casework::wake(case).map(|at| at.0),
        case.vin
    ])?;
    Ok(())
}

/// The columns [`event`] reads.
pub const EVENT: &str = "offset, hash, link";

/// An event with all its sealed texts. Every part is for both sides of a case: what fewer may read
/// (survey answers, a reward's code) is in no event.
pub fn event(row: &Row<'_>, sealed: &mut CachedStatement<'_>) -> Result<Event, StoreError> {
    let offset: i64 = row.get(0)?;
    let parts = sealed
        .query_map([offset], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<BTreeMap<String, String>, _>>()?;
    Ok(Event {
        offset: offset as u64,
        hash: row.get(1)?,
        link: serde_json::from_slice(row.get_ref(2)?.as_blob().unwrap_or_default())?,
        parts,
    })
}

/// The statement [`event`] takes its texts from.
pub fn sealed(db: &Connection) -> Result<CachedStatement<'_>, StoreError> {
    Ok(db.prepare_cached("SELECT name, text FROM sealed WHERE offset = ?1")?)
}
