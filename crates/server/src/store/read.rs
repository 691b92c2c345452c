//! Reading, beside the writer and never waiting for it.
//!
//! Queries run on the calling thread: each touches an index and at most a few hundred rows, which is
//! less work than handing them to another thread.

use super::writer::{Committed, View};
use super::{StoreError, open_reader, row};
use bytes::Bytes;
use contract::event::Event;
use contract::id::{CaseId, CentreId, PersonId};
use contract::person::Audience;
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Views kept in memory; at about 2 KB each, some 40 MB at the most.
const VIEWS: usize = 20_000;
/// Longest history a stream replays; after that the client loads a snapshot.
pub const REPLAY: usize = 1000;

/// Read connections and the views that were committed last.
pub struct Reader {
    pool: Mutex<Vec<Connection>>,
    data: std::path::PathBuf,
    views: RwLock<HashMap<CaseId, Arc<View>>>,
    epoch: String,
}

/// Whose events or cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One owner's.
    Owner(PersonId),
    /// One centre's.
    Centre(CentreId),
}

impl Scope {
    fn column(&self) -> (&'static str, &str) {
        match self {
            Self::Owner(id) => ("owner", id.as_str()),
            Self::Centre(id) => ("centre", id.as_str()),
        }
    }
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest change first; an owner's.
    Changed,
    /// Open cases, the next promise first; a desk's.
    Due,
    /// Closed cases, the newest first; a desk's.
    Closed,
}

impl Reader {
    /// Readers of a store that the writer has opened before.
    pub fn new(data: &Path) -> Result<Self, StoreError> {
        let db = open_reader(data)?;
        let epoch = db.query_row("SELECT value FROM meta WHERE name = 'epoch'", [], |r| {
            r.get(0)
        })?;
        Ok(Self {
            pool: Mutex::new(vec![db]),
            data: data.to_owned(),
            views: RwLock::default(),
            epoch,
        })
    }

    /// The store's epoch.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    fn with<T>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self
            .pool
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let db = match idle {
            Some(db) => db,
            None => open_reader(&self.data)?,
        };
        let out = f(&db);
        self.pool
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(db);
        out
    }

    /// Keeps what was just committed.
    pub fn remember(&self, committed: &[Committed]) {
        let mut views = self.views.write().unwrap_or_else(PoisonError::into_inner);
        for c in committed {
            keep(&mut views, c.view.clone());
        }
    }

    /// A case's view.
    pub fn case(&self, id: &CaseId) -> Result<Option<Arc<View>>, StoreError> {
        let read = self.views.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = read.get(id) {
            return Ok(Some(view.clone()));
        }
        drop(read);
        // The lock is held while the row is read: a commit meanwhile comes after it and wins.
        let mut views = self.views.write().unwrap_or_else(PoisonError::into_inner);
        let found: Option<Vec<u8>> = self.with(|db| {
            Ok(db
                .prepare_cached("SELECT view FROM cases WHERE id = ?1")?
                .query_row([id.as_str()], |r| r.get(0))
                .optional()?)
        })?;
        let Some(bytes) = found else { return Ok(None) };
        let case: contract::case::Case = serde_json::from_slice(&bytes)?;
        let view = View {
            id: case.id,
            owner: case.owner,
            centre: case.centre,
            seq: case.seq,
            head: case.head,
            bytes: bytes.into(),
        };
        Ok(Some(keep(&mut views, view)))
    }

    /// A page of summaries as JSON, and the cursor of the next one. `before` is such a cursor.
    pub fn list(
        &self,
        scope: &Scope,
        order: Order,
        before: Option<(i64, String)>,
        limit: usize,
    ) -> Result<(Vec<Bytes>, Option<String>), StoreError> {
        let (column, value) = scope.column();
        let (open, sort, turn) = match order {
            Order::Changed => ("", "offset", "<"),
            Order::Due => ("AND closed = 0", "due", ">"),
            Order::Closed => ("AND closed = 1", "offset", "<"),
        };
        let dir = if turn == "<" { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT summary, {sort}, id FROM cases WHERE {column} = ?1 {open} \
             AND ({sort}, id) {turn} (?2, ?3) ORDER BY {sort} {dir}, id {dir} LIMIT ?4"
        );
        let start = if turn == "<" {
            (i64::MAX, "~".to_owned())
        } else {
            (i64::MIN, String::new())
        };
        let (at, id) = before.unwrap_or(start);
        self.with(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let mut rows = statement
                .query_map(params![value, at, id, limit as i64 + 1], |r| {
                    Ok((
                        Bytes::from(r.get::<_, Vec<u8>>(0)?),
                        r.get::<_, i64>(1)?,
                        r.get::<_, String>(2)?,
                    ))
                })?
                .collect::<Result<Vec<_>, _>>()?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let next = rows
                .last()
                .filter(|_| more)
                .map(|(_, at, id)| format!("{at}.{id}"));
            Ok((
                rows.into_iter().map(|(summary, ..)| summary).collect(),
                next,
            ))
        })
    }

    /// Where the log ends.
    pub fn head(&self) -> Result<u64, StoreError> {
        self.with(|db| {
            let offset: i64 = db
                .prepare_cached("SELECT coalesce(max(offset), 0) FROM events")?
                .query_row([], |r| r.get(0))?;
            Ok(offset as u64)
        })
    }

    /// The scope's events after `offset`, oldest first; `None` when there are more than [`REPLAY`].
    pub fn events(&self, scope: &Scope, offset: u64) -> Result<Option<Vec<Event>>, StoreError> {
        let (column, value) = scope.column();
        let columns = row::EVENT;
        let sql = format!(
            "SELECT {columns} FROM events WHERE {column} = ?1 AND offset > ?2 ORDER BY offset LIMIT ?3"
        );
        self.with(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let mut sealed = row::sealed(db)?;
            let mut rows = statement.query(params![value, offset as i64, REPLAY as i64 + 1])?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                events.push(row::event(row, &mut sealed)?);
            }
            Ok((events.len() <= REPLAY).then_some(events))
        })
    }

    /// Who a session's token belongs to.
    pub fn session(
        &self,
        token: &[u8; 32],
        audience: Audience,
    ) -> Result<Option<(PersonId, Timestamp)>, StoreError> {
        let row: Option<(String, i64)> = self.with(|db| {
            Ok(db
                .prepare_cached(
                    "SELECT person, expires FROM sessions WHERE token = ?1 AND audience = ?2",
                )?
                .query_row(params![token, audience.name()], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })
                .optional()?)
        })?;
        Ok(row.and_then(|(person, expires)| {
            Some((PersonId::parse(&person).ok()?, Timestamp(expires)))
        }))
    }
}

/// Puts a view unless a newer one is there. When all places are taken, half are given up: the next
/// read of those asks the file.
fn keep(views: &mut HashMap<CaseId, Arc<View>>, view: View) -> Arc<View> {
    if let Some(kept) = views.get(&view.id)
        && kept.seq >= view.seq
    {
        return kept.clone();
    }
    if views.len() >= VIEWS {
        let mut nth = 0u32;
        views.retain(|_, _| {
            nth += 1;
            nth.is_multiple_of(2)
        });
    }
    let view = Arc::new(view);
    views.insert(view.id.clone(), view.clone());
    view
}
