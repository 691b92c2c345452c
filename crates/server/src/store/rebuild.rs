//! Views are what this program makes of the log: written by another version, they are made anew when
//! the server starts. The log itself is never rewritten.

use super::{StoreError, row};
use contract::case::Case;
use rusqlite::Connection;

/// What a view, a summary or its row looks like; goes up with each change to [`Case`], to
/// [`contract::case::CaseSummary`] or to what `casework::evolve` makes of an event.
const VERSION: u32 = 4;

/// Whether the views are of this version.
pub fn fresh(db: &Connection) -> Result<bool, StoreError> {
    let mut statement = db.prepare("SELECT value FROM meta WHERE name = 'views'")?;
    let found: Option<String> = statement.query_map([], |r| r.get(0))?.next().transpose()?;
    Ok(match found {
        Some(version) => version == VERSION.to_string(),
        // A store nobody has written to yet.
        None => !db.prepare("SELECT 1 FROM events")?.exists([])?,
    })
}

/// Replays every case and writes its view, in one transaction; how many, where it was needed.
pub fn rebuild(db: &mut Connection) -> Result<Option<usize>, StoreError> {
    let needed = !fresh(db)?;
    let tx = db.transaction()?;
    let mut cases = 0;
    if needed {
        let mut ids = tx.prepare("SELECT id FROM cases")?;
        let ids = ids.query_map([], |r| r.get::<_, String>(0))?;
        for id in ids {
            // What does not replay is left as it is: `servicelane verify` names it.
            if let Some(case) = replay(&tx, &id?)? {
                row::update_case(&tx, &case, &row::encode(&case)?)?;
                cases += 1;
            }
        }
    }
    tx.execute(
        "INSERT OR REPLACE INTO meta VALUES ('views', ?1)",
        [VERSION.to_string()],
    )?;
    tx.commit()?;
    Ok(needed.then_some(cases))
}

fn replay(db: &Connection, id: &str) -> Result<Option<Case>, StoreError> {
    let columns = row::EVENT;
    let sql = format!("SELECT {columns} FROM events WHERE case_id = ?1 ORDER BY seq");
    let mut statement = db.prepare_cached(&sql)?;
    let mut sealed = row::sealed(db)?;
    let mut rows = statement.query([id])?;
    let mut case = None;
    while let Some(r) = rows.next()? {
        let event = row::event(r, &mut sealed)?;
        match casework::evolve(case, &event) {
            Some(next) => case = Some(next),
            None => return Ok(None),
        }
    }
    Ok(case)
}
