//! The case that is open: fetched once, then replayed from the live stream by the rules themselves.

use contract::case::{Case, CaseSummary};
use contract::event::Event;
use contract::id::CaseId;
use contract::problem::Kind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};

/// A case as it is shown.
pub type Shown = Memo<Case>;

/// How the open case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not here yet.
    Loading,
    /// Here.
    Ready,
    /// The server said no.
    Refused(Kind),
}

/// The open case.
#[derive(Clone, Copy)]
pub struct CaseFile {
    /// The case, as new as is known.
    pub case: RwSignal<Option<Case>>,
    wanted: RwSignal<Option<CaseId>>,
    refused: RwSignal<Option<Kind>>,
    state: Memo<State>,
}

impl CaseFile {
    /// Nothing open.
    pub fn new() -> Self {
        let case = RwSignal::new(None::<Case>);
        let wanted = RwSignal::new(None::<CaseId>);
        let refused = RwSignal::new(None);
        let state = Memo::new(move |_| {
            let wanted = wanted.get();
            let here = case.with(|c| c.is_some() && c.as_ref().map(|c| &c.id) == wanted.as_ref());
            match (here, refused.get()) {
                (true, _) => State::Ready,
                (false, Some(kind)) => State::Refused(kind),
                (false, None) => State::Loading,
            }
        });
        Self {
            case,
            wanted,
            refused,
            state,
        }
    }

    /// How it stands.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// Opens a case, or none.
    pub fn open(self, id: Option<CaseId>) {
        if self.wanted.get_untracked() == id {
            return;
        }
        self.refused.set(None);
        self.wanted.set(id);
        self.reload();
    }

    /// Fetches the open case again; `done` gets its row.
    pub fn reload(self) {
        let Some(id) = self.wanted.try_get_untracked().flatten() else {
            return;
        };
        spawn_local(async move {
            let path = format!("/cases/{id}");
            let here = self
                .case
                .try_with_untracked(|case| case.as_ref().is_some_and(|c| c.id == id));
            // What is shown already is newer than what was kept.
            let answer = match here {
                Some(true) => http::get::<Case>(&path).await,
                _ => http::last(&path).await.map(|last| last.answer),
            };
            if self.wanted.try_get_untracked().flatten().as_ref() != Some(&id) {
                return;
            }
            match answer {
                Ok(case) => self.put(case),
                Err(Failure::Problem(problem)) if problem.status < 500 && problem.status != 401 => {
                    let _ = self.refused.try_set(Some(problem.kind));
                }
                // Without a connection the last words stand; the next connection fetches again.
                Err(_) => {}
            }
        });
    }

    /// Takes an event of the stream; the row the case now is, where it is the open one.
    pub fn take(self, event: &Event) -> Option<CaseSummary> {
        let case = self.case.try_get_untracked().flatten()?;
        if case.id != event.link.case || event.link.seq <= case.seq {
            return None;
        }
        match casework::evolve(Some(case), event) {
            Some(case) => {
                let row = CaseSummary::from(&case);
                self.case.set(Some(case));
                Some(row)
            }
            None => {
                self.reload();
                None
            }
        }
    }

    fn put(self, case: Case) {
        let older = self.case.with_untracked(|have| {
            let same = have.as_ref().filter(|have| have.id == case.id);
            same.is_some_and(|have| have.seq > case.seq)
        });
        if !older {
            self.case.set(Some(case));
        }
    }
}

impl Default for CaseFile {
    fn default() -> Self {
        Self::new()
    }
}
