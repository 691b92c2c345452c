//! The way in and the way back: how a form opens and shuts, and where the keyboard was before.

use crate::case::{TITLE_ID, first_field};
use crate::desk::Desk;
use crate::inbox::order::is_for;
use crate::inbox::{INBOX_ID, listed, row_id};
use crate::path::{Place, Tab};
use crate::send::draft::Slot;
use crate::send::verb::Verb;
use contract::case::CaseSummary;
use contract::id::CaseId;
use leptos::prelude::*;
use platform::page;

impl Desk {
    /// Begins something with a case: opens it where it is not open, then its form. The same again shuts
    /// the form. What the rules do not allow now is not begun: its reason is said, and stands below the
    /// buttons.
    pub fn start(self, case: CaseId, verb: Verb) {
        let mut place = self.place.get_untracked();
        if place.case.as_ref() != Some(&case) {
            place.case = Some(case.clone());
            self.go.run(place);
        }
        self.done.set(String::new());
        self.held.set(String::new());
        let known = self.known(&case);
        if let Some(Err(kind)) = known.map(|c| self.allowed(verb, &c)) {
            let (name, why) = untrack(|| (self.words.t(verb.name()), self.words.problem(kind)));
            return self.held.set(format!("{name}: {why}"));
        }
        let slot = Slot::of(case, verb);
        let open = self.form.get_untracked();
        if open.as_ref() == Some(&slot) {
            return self.shut_form();
        }
        // From one form to the next the way back stays the same.
        if open.is_none() {
            self.leave();
        }
        let there = verb.is_always_there();
        self.form.set((!there).then_some(slot));
        // What is there already has it now: what is typed next in the composer is words, and no keys.
        let field = first_field(verb);
        if !there || !page::focus(&field) {
            page::focus_soon(&field);
        }
    }

    /// The case that comes first, and its list: a dispute that waits for oneself, else whoever is owed a word first.
    pub fn ahead(self) -> Option<(Tab, CaseSummary)> {
        let level = self.level();
        let mine = |rows: &Vec<CaseSummary>| rows.iter().find(|r| is_for(r, level)).cloned();
        let mine = self.docket.with(mine).map(|row| (Tab::Disputes, row));
        let first = || self.inbox.open.with(|rows| rows.first().cloned());
        mine.or_else(|| Some((Tab::Open, first()?)))
    }

    /// Remembers what has the keyboard, for [`Self::back_there`].
    pub fn leave(self) {
        self.from.set_value(self.spot.get_untracked());
    }

    /// Gives the keyboard back to what had it before, else to what is open.
    pub fn back_there(self) {
        let from = self.from.try_update_value(Option::take).flatten();
        let open = self
            .place
            .with_untracked(|p| p.case.is_some() || p.tab.is_page());
        let here = if open { TITLE_ID } else { INBOX_ID };
        page::focus_soon(from.as_deref().unwrap_or(here));
    }

    /// Shuts the form; what was typed in it is kept.
    pub fn shut_form(self) {
        self.form.set(None);
        self.back_there();
    }

    /// Shows all rows again.
    pub fn stop_finding(self) {
        self.find.set(String::new());
        self.back_there();
    }

    /// One step back: the list of keys, the form, the field, the case.
    pub fn back(self, in_text: bool) {
        if self.help.get_untracked() {
            self.help.set(false);
        } else if self.form.get_untracked().is_some() {
            self.shut_form();
        } else if in_text {
            self.back_there();
        } else if let Some(case) = self.place.with_untracked(|p| p.case.clone()) {
            let tab = self.place.with_untracked(|p| p.tab);
            self.go.run(Place::list(tab));
            // A case that was closed or answered has no row there any more.
            let there = listed(self, tab).iter().any(|row| row.id == case);
            page::focus_soon(&match there {
                true => row_id(&case),
                false => INBOX_ID.to_owned(),
            });
        } else if self.place.with_untracked(|p| p.tab.is_page()) {
            self.go.run(Place::list(Tab::Open));
            page::focus_soon(INBOX_ID);
        } else if self.find.with_untracked(|f| !f.is_empty()) {
            self.find.set(String::new());
        }
    }
}
