//! Where one is among the questions. The address says it, so that the back gesture goes a question back.

use super::sheet::Sheet;
use crate::pace::goer;
use crate::parts::TITLE;
use crate::path::{self, Room};
use contract::id::CaseId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use platform::page;

/// The place of the review, after the three questions.
pub const REVIEW: usize = 3;

/// The way through the questions.
#[derive(Clone, Copy)]
pub struct Road {
    /// The question in view, from 0; `None` until the answers are here.
    pub at: Memo<Option<usize>>,
    /// How far the answers let one go.
    pub reached: Memo<usize>,
    go: Callback<usize>,
}

impl Road {
    /// Of one case's answers.
    pub fn new(sheet: Sheet, case: &CaseId) -> Self {
        let reached = Memo::new(move |_| {
            sheet.answers.with(|a| match (a.score, a.satisfied) {
                (None, _) => 0,
                (_, None) => 2,
                _ => REVIEW,
            })
        });
        let query = use_query_map();
        let at = Memo::new(move |_| {
            let first = sheet.first.get()?;
            let asked = query.with(|q| q.get("step")?.parse::<usize>().ok());
            let at = asked.map_or(first, |step| step.saturating_sub(1));
            // What is on its way is looked at, not changed.
            let at = if sheet.slip.sealed.get() { REVIEW } else { at };
            Some(at.min(reached.get()))
        });
        Effect::new(move |before: Option<Option<usize>>| {
            let now = at.get();
            if before
                .flatten()
                .is_some_and(|before| now.is_some_and(|now| now != before))
            {
                page::focus_soon(TITLE);
            }
            now
        });
        let (room, go) = (path::room(case, Room::Survey), goer());
        let go = Callback::new(move |at: usize| go(format!("{room}?step={}", at + 1)));
        Self { at, reached, go }
    }

    /// Goes to a question, or to the review.
    pub fn go(self, at: usize) {
        self.go.run(at);
    }

    /// The question that has this answer.
    pub fn place(pointer: &str) -> usize {
        match pointer.rsplit('/').next() {
            Some("score") => 0,
            Some("better") => 1,
            _ => 2,
        }
    }
}
