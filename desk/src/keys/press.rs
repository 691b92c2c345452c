//! What the desk does when a key is pressed.

use super::{Press, Shortcut};
use crate::case::TITLE_ID;
use crate::desk::Desk;
use crate::inbox::{FIND_ID, INBOX_ID, listed, row_id};
use crate::path::{Place, Tab};
use crate::send::verb::Verb;
use contract::case::CaseSummary;
use contract::id::CaseId;
use contract::person::Role;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use platform::page;

/// Does what a key asks for; `going` remembers the first of two.
pub fn press(desk: Desk, event: &KeyboardEvent, going: StoredValue<bool>) {
    let (in_text, in_list) = page::pressed_in(event, ".list");
    let (_, in_find) = page::pressed_in(event, ".find");
    let key = event.key();
    let shortcut = Shortcut::of(Press {
        key: &key,
        chord: event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented(),
        in_text,
        in_find,
        in_list,
        going: going.get_value(),
        letters: desk.letters.get_untracked(),
    });
    // A key that only holds another one down is none of the two.
    if key != "Shift" {
        going.set_value(shortcut == Some(Shortcut::Going));
    }
    let Some(shortcut) = shortcut else { return };
    let help = desk.help.get_untracked();
    match shortcut {
        Shortcut::Back if in_find && !help => desk.stop_finding(),
        Shortcut::Back => desk.back(in_text),
        Shortcut::Help => desk.help.set(!help),
        _ if help => return,
        Shortcut::Next => step(desk, |at| at.map_or(0, |at| at + 1)),
        Shortcut::Previous => step(desk, |at| at.map_or(0, |at| at.saturating_sub(1))),
        Shortcut::First => step(desk, |_| 0),
        Shortcut::Last => step(desk, |_| usize::MAX),
        Shortcut::Found => {
            let tab = desk.place.with_untracked(|p| p.tab);
            open(
                desk,
                listed(desk, tab).into_iter().next().map(|row| (tab, row)),
            );
        }
        Shortcut::Ahead => {
            desk.find.set(String::new());
            open(desk, untrack(|| desk.ahead()));
        }
        Shortcut::Find => {
            desk.leave();
            page::focus(FIND_ID);
        }
        // The form that was asked for is on its way: what is typed meanwhile is meant for it.
        Shortcut::Do(_) if coming(desk) => {}
        Shortcut::Do(verb) => start(desk, verb),
        Shortcut::Going => {}
        Shortcut::Go(tab) => {
            let tab = said(desk, tab);
            desk.go.run(Place::list(tab));
            page::focus_soon(if tab.is_page() { TITLE_ID } else { INBOX_ID });
        }
    }
    event.prevent_default();
}

/// The page a key means for this person: answers with names are the quality lead's.
fn said(desk: Desk, tab: Tab) -> Tab {
    match (tab, desk.role()) {
        (Tab::Figures, Role::QualityLead) => Tab::Answers,
        (tab, _) => tab,
    }
}

/// Whether a form waits for its case.
fn coming(desk: Desk) -> bool {
    let form = desk.form.get_untracked();
    form.is_some_and(|slot| desk.known(&slot.case).is_none())
}

/// The case a key means: the row that has the keyboard, else the open one.
fn meant(desk: Desk) -> Option<CaseId> {
    let row = desk.cursor.get_untracked();
    row.or_else(|| desk.place.with_untracked(|p| p.case.clone()))
}

fn start(desk: Desk, verb: Verb) {
    if let Some(case) = meant(desk) {
        desk.start(case, verb);
    }
}

/// Opens a case in its list.
fn open(desk: Desk, case: Option<(Tab, CaseSummary)>) {
    if let Some((tab, row)) = case {
        desk.go.run(Place::case(tab, row.id));
        page::focus_soon(TITLE_ID);
    }
}

/// To another row, from where the keyboard or the open case is.
fn step(desk: Desk, to: impl Fn(Option<usize>) -> usize) {
    let rows = listed(desk, desk.place.with_untracked(|p| p.tab));
    let here = meant(desk);
    let at = rows.iter().position(|r| Some(&r.id) == here.as_ref());
    if let Some(row) = rows.get(to(at).min(rows.len().saturating_sub(1))) {
        page::focus(&row_id(&row.id));
    }
}
