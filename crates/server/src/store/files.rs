//! Which files have arrived for which case. Their bytes are not here; see [`crate::files::shelf`].

use super::StoreError;
use contract::attachment::{Attachment, FileDigest};
use contract::id::CaseId;
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// A file has arrived.
pub fn put(
    db: &Connection,
    case: &CaseId,
    file: &Attachment,
    now: Timestamp,
) -> Result<(), StoreError> {
    let media = serde_json::to_string(&file.media)?;
    db.prepare_cached("INSERT OR IGNORE INTO files VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            case.as_str(),
            file.digest.as_str(),
            media,
            file.bytes as i64,
            now.0
        ])?;
    Ok(())
}

/// A file of a case that has arrived.
pub fn get(
    db: &Connection,
    case: &CaseId,
    digest: &FileDigest,
) -> Result<Option<Attachment>, StoreError> {
    let row: Option<(String, i64)> = db
        .prepare_cached("SELECT media, bytes FROM files WHERE case_id = ?1 AND digest = ?2")?
        .query_row([case.as_str(), digest.as_str()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    row.map(|(media, bytes)| {
        Ok(Attachment {
            digest: digest.clone(),
            media: serde_json::from_str(&media)?,
            bytes: bytes as u64,
        })
    })
    .transpose()
}

/// How many have arrived for a case.
pub fn count(db: &Connection, case: &CaseId) -> Result<usize, StoreError> {
    let count: i64 = db
        .prepare_cached("SELECT count(*) FROM files WHERE case_id = ?1")?
        .query_row([case.as_str()], |r| r.get(0))?;
    Ok(count as usize)
}

/// Those that arrived before a moment.
pub fn before(db: &Connection, at: Timestamp) -> Result<Vec<(CaseId, FileDigest)>, StoreError> {
    let mut statement = db.prepare_cached("SELECT case_id, digest FROM files WHERE at < ?1")?;
    let rows = statement.query_map([at.0], |r| Ok((r.get(0)?, r.get(1)?)))?;
    read(rows)
}

/// All of them.
pub fn all(db: &Connection) -> Result<Vec<(CaseId, FileDigest)>, StoreError> {
    let mut statement = db.prepare("SELECT case_id, digest FROM files")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    read(rows)
}

fn read(
    rows: impl Iterator<Item = rusqlite::Result<(String, String)>>,
) -> Result<Vec<(CaseId, FileDigest)>, StoreError> {
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let read = |(case, digest): (String, String)| {
        Some((
            CaseId::parse(&case).ok()?,
            FileDigest::try_from(digest).ok()?,
        ))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Takes away that a file has arrived, unless its case has it; whether it did.
pub fn remove(db: &Connection, case: &CaseId, digest: &FileDigest) -> Result<bool, StoreError> {
    let removed = db
        .prepare_cached(
            "DELETE FROM files WHERE case_id = ?1 AND digest = ?2 AND NOT EXISTS (SELECT 1 FROM cases, \
             json_each(cases.view, '$.attachments') a WHERE cases.id = ?1 AND a.value ->> 'digest' = ?2)",
        )?
        .execute([case.as_str(), digest.as_str()])?;
    Ok(removed > 0)
}
