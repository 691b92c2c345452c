//! The sentence over the inbox: what waits for somebody, before any row is read.

use super::list::INBOX_ID;
use super::order::{Tally, is_for};
use super::query::Load;
use crate::desk::Desk;
use crate::path::Tab;
use crate::time::span::Span;
use i18n::k;
use leptos::prelude::*;

/// What the list below amounts to.
#[component]
pub fn Sentence(
    /// Which list.
    tab: Memo<Tab>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let tally = Memo::new(move |_| desk.inbox.open.with(|rows| Tally::of(rows, desk.now.get())));
    let empty = Memo::new(move |_| desk.inbox.open.with(Vec::is_empty));
    let here = Memo::new(move |_| desk.inbox.load.get() == Load::Ready);
    // What is late comes first and in bold, what is next after it.
    let bold = move || {
        let t = tally.get();
        let mut said = Vec::new();
        if t.missed > 0 {
            let (one, other) = (k::DESK_SAY_MISSED_ONE, k::DESK_SAY_MISSED_OTHER);
            said.push(w.tn(one, other, t.missed));
        }
        if t.waiting > 0 {
            let (one, other) = (k::DESK_SAY_WAITING_ONE, k::DESK_SAY_WAITING_OTHER);
            said.push(w.tn(one, other, t.waiting));
        }
        said.join(" ")
    };
    let plain = move || {
        let t = tally.get();
        let late = t.missed + t.waiting > 0;
        t.next.filter(|_| !late).map(|next| {
            let span = Span::of(desk.now.get().minutes_until(next)).say(w);
            w.tf(k::DESK_SAY_NEXT, &[("span", &span)])
        })
    };
    let docket = move || {
        let (all, level) = (desk.docket.get(), desk.level());
        let mine = all.iter().filter(|r| is_for(r, level)).count() as u64;
        let n = all.len() as u64;
        let (bold, plain) = match (mine, n) {
            (_, 0) => (None, w.t(k::DESK_SAY_DOCKET_NONE)),
            (0, n) => {
                let (one, other) = (k::DESK_SAY_DOCKET_ONE, k::DESK_SAY_DOCKET_OTHER);
                (None, w.tn(one, other, n))
            }
            (mine, _) => {
                let (one, other) = (k::DESK_SAY_DOCKET_MINE_ONE, k::DESK_SAY_DOCKET_MINE_OTHER);
                (Some(w.tn(one, other, mine)), String::new())
            }
        };
        view! { <b>{bold}</b> {plain} }
    };
    view! {
        <h1 class="say" id=INBOX_ID tabindex="-1">
            {move || match (tab.get(), empty.get()) {
                // Nothing is said of what is not here yet.
                _ if !here.get() => view! { {w.t(k::DESK_LOADING)} }.into_any(),
                (Tab::Disputes, _) => docket().into_any(),
                (Tab::Closed, _) => view! { {w.t(k::DESK_SAY_CLOSED)} }.into_any(),
                (_, true) => view! { {w.t(k::DESK_SAY_NONE)} }.into_any(),
                (_, false) => view! { <b>{bold}</b> " " {plain} }.into_any(),
            }}
        </h1>
    }
}
