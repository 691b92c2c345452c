//! The two lists of a centre: fetched once, then kept by the live stream.

use super::apply::{Applied, apply};
use super::order;
use contract::case::{Case, CaseList, CaseSummary, Stage};
use contract::event::Event;
use contract::id::CaseId;
use contract::problem::Kind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};

/// How a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Load {
    /// Under way, or waiting for the server.
    #[default]
    Pending,
    /// Here.
    Ready,
}

/// Rows asked for at once; the open list goes on asking until it is whole, since its order needs all.
const PAGE: u32 = 100;
/// Pages of open cases fetched at most: a centre with more has another trouble than this list.
const PAGES: usize = 20;

/// The lists.
#[derive(Clone, Copy, Default)]
pub struct Inbox {
    /// Cases somebody waits for, in order.
    pub open: RwSignal<Vec<CaseSummary>>,
    /// Cases that were closed, the newest first.
    pub closed: RwSignal<Vec<CaseSummary>>,
    /// How the open list stands.
    pub load: RwSignal<Load>,
    /// How the closed list stands.
    pub closed_load: RwSignal<Load>,
    /// Where the closed list goes on.
    pub closed_next: RwSignal<Option<String>>,
}

impl Inbox {
    /// Fetches the open list, all of it; the position from which the stream goes on. `Err` tells why not.
    pub async fn fetch(self) -> Result<String, Failure> {
        let first: CaseList = http::get(&format!("/cases?limit={PAGE}")).await?;
        let position = first.position.clone();
        let mut rows = first.cases;
        let mut next = first.next;
        for _ in 0..PAGES {
            let Some(before) = next else { break };
            let path = format!("/cases?limit={PAGE}&before={before}");
            let page: CaseList = http::get(&path).await?;
            rows.extend(page.cases);
            next = page.next;
        }
        order::open(&mut rows);
        let _ = self.open.try_set(rows);
        let _ = self.load.try_set(Load::Ready);
        Ok(position)
    }

    /// Fetches the closed list's first page.
    pub async fn fetch_closed(self) -> Result<(), Failure> {
        let page: CaseList = http::get(&format!("/cases?closed=true&limit={PAGE}")).await?;
        let mut rows = page.cases;
        order::closed(&mut rows);
        let _ = self.closed.try_set(rows);
        let _ = self.closed_next.try_set(page.next);
        let _ = self.closed_load.try_set(Load::Ready);
        Ok(())
    }

    /// Fetches the closed list's next page.
    pub fn more_closed(self) {
        let Some(before) = self.closed_next.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let path = format!("/cases?closed=true&limit={PAGE}&before={before}");
            if let Ok(page) = http::get::<CaseList>(&path).await {
                for row in page.cases {
                    self.put(row);
                }
                let _ = self.closed_next.try_set(page.next);
            }
        });
    }

    /// Takes an event of the stream.
    pub fn take(self, event: &Event) {
        let id = &event.link.case;
        let known = self.find(id);
        match apply(known.as_ref(), event) {
            Applied::Known => {}
            Applied::Row(row) => self.put(row),
            Applied::Gap => self.reload(id.clone()),
        }
    }

    /// Takes a row that is at least as new as the one shown.
    pub fn put(self, row: CaseSummary) {
        // An answer may come after the desk was left.
        if self.open.try_with_untracked(|_| ()).is_none() {
            return;
        }
        if self.find(&row.id).is_some_and(|old| old.seq > row.seq) {
            return;
        }
        let (to, from, sort): (_, _, fn(&mut [CaseSummary])) = match row.stage {
            Stage::Closed => (self.closed, self.open, order::closed),
            _ => (self.open, self.closed, order::open),
        };
        if from.with_untracked(|rows| rows.iter().any(|r| r.id == row.id)) {
            let _ = from.try_update(|rows| rows.retain(|r| r.id != row.id));
        }
        let _ = to.try_update(|rows| {
            rows.retain(|r| r.id != row.id);
            rows.push(row);
            sort(rows);
        });
    }

    /// Takes a row away.
    pub fn forget(self, id: &CaseId) {
        for rows in [self.open, self.closed] {
            let there = rows.try_with_untracked(|rows| rows.iter().any(|r| r.id == *id));
            if there == Some(true) {
                let _ = rows.try_update(|rows| rows.retain(|r| r.id != *id));
            }
        }
    }

    fn find(self, id: &CaseId) -> Option<CaseSummary> {
        let open = self.open.try_get_untracked()?;
        let closed = self.closed.try_get_untracked()?;
        open.into_iter().chain(closed).find(|row| row.id == *id)
    }

    fn reload(self, id: CaseId) {
        spawn_local(async move {
            match http::get::<Case>(&format!("/cases/{id}")).await {
                Ok(case) => self.put(CaseSummary::from(&case)),
                // It went to another centre.
                Err(Failure::Problem(p)) if p.kind == Kind::CaseNotFound => self.forget(&id),
                // The list is fetched again when the connection is back.
                Err(_) => {}
            }
        });
    }
}
