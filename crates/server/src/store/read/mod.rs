//! Reading, beside the writer and never waiting for it.
//!
//! Queries run on the calling thread: each touches an index and at most a few hundred rows, which is
//! less work than handing them to another thread.

mod scope;

pub use scope::{Order, Scope};

use super::writer::{Committed, View};
use super::{StoreError, files, open_reader, row};
use crate::calendar;
use crate::directory::Directory;
use contract::appointment::Offer;
use contract::attachment::{Attachment, FileDigest};
use contract::case::{Case, Stage};
use contract::event::Event;
use contract::id::{CaseId, PersonId};
use contract::person::Audience;
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
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
    /// The offset of the last event committed.
    head: AtomicU64,
    epoch: String,
}

impl Reader {
    /// Readers of a store that the writer has opened before.
    pub fn new(data: &Path) -> Result<Self, StoreError> {
        let db = open_reader(data)?;
        let epoch = db.query_row("SELECT value FROM meta WHERE name = 'epoch'", [], |r| {
            r.get(0)
        })?;
        let head: i64 = db.query_row("SELECT coalesce(max(offset), 0) FROM events", [], |r| {
            r.get(0)
        })?;
        Ok(Self {
            pool: Mutex::new(vec![db]),
            data: data.to_owned(),
            views: RwLock::default(),
            head: AtomicU64::new(head as u64),
            epoch,
        })
    }

    /// The store's epoch.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    pub(crate) fn with<T>(
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
        drop(views);
        if let Some(last) = committed.last() {
            self.head.store(last.event.offset, Ordering::Release);
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
        Ok(self.load(id)?.map(|view| keep(&mut views, view)))
    }

    fn load(&self, id: &CaseId) -> Result<Option<View>, StoreError> {
        let found: Option<(Vec<u8>, Vec<u8>)> = self.with(|db| {
            Ok(db
                .prepare_cached("SELECT view, summary FROM cases WHERE id = ?1")?
                .query_row([id.as_str()], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?)
        })?;
        let Some((bytes, summary)) = found else {
            return Ok(None);
        };
        let case: Case = serde_json::from_slice(&bytes)?;
        let bytes = row::ViewBytes {
            view: bytes,
            summary,
        };
        Ok(Some(View::new(&case, bytes)))
    }

    /// A page of cases, and the cursor of the next one. `before` is such a cursor. Only the order is
    /// asked of the file, from an index that holds all of it; the cases are mostly in memory.
    pub fn list(
        &self,
        scope: &Scope,
        order: Order,
        before: Option<(i64, String)>,
        limit: usize,
    ) -> Result<(Vec<Arc<View>>, Option<String>), StoreError> {
        let (condition, value) = scope.condition();
        let (open, sort, turn) = match order {
            Order::Changed => ("", "offset", "<"),
            Order::Due => ("AND closed = 0", "due", ">"),
            Order::Closed => ("AND closed = 1", "offset", "<"),
        };
        let dir = if turn == "<" { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT {sort}, id FROM cases WHERE {condition} {open} \
             AND ({sort}, id) {turn} (?2, ?3) ORDER BY {sort} {dir}, id {dir} LIMIT ?4"
        );
        let start = if turn == "<" {
            (i64::MAX, "~".to_owned())
        } else {
            (i64::MIN, String::new())
        };
        let (at, id) = before.unwrap_or(start);
        let mut rows: Vec<(i64, String)> = self.with(|db| {
            Ok(db
                .prepare_cached(&sql)?
                .query_map(params![value, at, id, limit as i64 + 1], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })?
                .collect::<Result<_, _>>()?)
        })?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|(at, id)| format!("{at}.{id}"));
        let ids = rows
            .into_iter()
            .filter_map(|(_, id)| CaseId::parse(&id).ok());
        let mut cases = Vec::with_capacity(limit);
        for id in ids {
            cases.extend(self.case(&id)?);
        }
        Ok((cases, next))
    }

    /// Whether the file can be read, for those who watch over the server.
    pub fn answers(&self) -> Result<(), StoreError> {
        self.with(|db| {
            Ok(db
                .prepare_cached("SELECT 1 FROM meta")?
                .query_row([], |_| Ok(()))?)
        })
    }

    /// A file of a case that has arrived.
    pub fn file(
        &self,
        case: &CaseId,
        digest: &FileDigest,
    ) -> Result<Option<Attachment>, StoreError> {
        self.with(|db| files::get(db, case, digest))
    }

    /// How many files have arrived for a case.
    pub fn files(&self, case: &CaseId) -> Result<usize, StoreError> {
        self.with(|db| files::count(db, case))
    }

    /// Files that arrived before a moment.
    pub fn files_before(&self, at: Timestamp) -> Result<Vec<(CaseId, FileDigest)>, StoreError> {
        self.with(|db| files::before(db, at))
    }

    /// Where the log ends.
    pub fn head(&self) -> u64 {
        self.head.load(Ordering::Acquire)
    }

    /// The scope's events after `offset`, oldest first; `None` when there are more than [`REPLAY`].
    pub fn events(&self, scope: &Scope, offset: u64) -> Result<Option<Vec<Event>>, StoreError> {
        let (condition, value) = scope.event_condition();
        let columns = row::EVENT;
        let sql = format!(
            "SELECT {columns} FROM events WHERE {condition} AND offset > ?2 ORDER BY offset LIMIT ?3"
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

    /// Cases for which something is due by itself at `now`, the longest overdue first.
    pub fn due(&self, now: Timestamp) -> Result<Vec<CaseId>, StoreError> {
        self.with(|db| {
            let mut statement =
                db.prepare_cached("SELECT id FROM cases WHERE wake <= ?1 ORDER BY wake LIMIT 256")?;
            let ids = statement
                .query_map([now.0], |r| r.get::<_, String>(0))?
                .collect::<Result<Vec<_>, _>>()?;
            Ok(ids.iter().filter_map(|id| CaseId::parse(id).ok()).collect())
        })
    }

    /// Visits that can be had for a case: free ones at its centre and, before intake, at those in
    /// reach, after what the desk made for it; the earliest first.
    pub fn offers(
        &self,
        case: &Case,
        directory: &Directory,
        now: Timestamp,
    ) -> Result<Vec<Offer>, StoreError> {
        let km = match case.stage {
            Stage::Reported => calendar::REACH_KM,
            _ => 0.0,
        };
        let near: Vec<_> = directory.in_reach(&case.centre, km).collect();
        let ids: Vec<_> = near.iter().map(|c| &c.centre.id).collect();
        let booked = self.with(|db| super::beside::booked(db, &ids, now, case))?;
        let slots = near.iter().flat_map(|c| calendar::slots(c, now, &booked));
        let free = slots.filter(|s| s.free).map(|s| s.offer);
        let made = case.offers.iter().filter(|o| o.starts > now).cloned();
        let mut offers: Vec<Offer> = made.chain(free).collect();
        casework::order(&mut offers);
        offers.dedup_by(|a, b| (&a.centre, a.kind, a.starts) == (&b.centre, b.kind, b.starts));
        Ok(offers)
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
