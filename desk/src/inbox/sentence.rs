//! The sentence over the inbox: what waits for somebody, before any row is read.

use super::order::Tally;
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
    view! {
        <h1 class="say">
            {move || match (tab.get(), empty.get()) {
                (Tab::Closed, _) => view! { {w.t(k::DESK_SAY_CLOSED)} }.into_any(),
                (_, true) => view! { {w.t(k::DESK_SAY_NONE)} }.into_any(),
                (_, false) => view! { <b>{bold}</b> " " {plain} }.into_any(),
            }}
        </h1>
    }
}
