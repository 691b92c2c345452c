//! What happened, the newest first.

use crate::portal::Portal;
use contract::case::{Case, Entry, EntryKind};
use i18n::k;
use leptos::prelude::*;

/// The timeline.
#[component]
pub fn Timeline(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let zone = Memo::new(move |_| portal.zone(&case.with(|c| c.centre.clone())));
    let entries = move || case.with(|c| c.timeline.iter().rev().cloned().collect::<Vec<_>>());
    let says = move |entry: &Entry| {
        let who = entry.actor.name.clone().unwrap_or_else(|| w.t(k::YOU));
        let time = entry
            .due
            .map(|due| w.moment(due, entry.at, &zone.get()))
            .unwrap_or_default();
        let key = match (entry.kind, entry.actor.name.is_some()) {
            (EntryKind::Reported, _) => k::LINE_REPORTED,
            (EntryKind::Accepted, _) => k::LINE_ACCEPTED,
            (EntryKind::Promised, _) => k::LINE_PROMISED,
            (EntryKind::Messaged, true) => k::LINE_THEY_WROTE,
            (EntryKind::Messaged, false) => k::LINE_YOU_WROTE,
            (EntryKind::Closed, _) => k::LINE_CLOSED,
        };
        w.tf(key, &[("who", &who), ("time", &time)])
    };
    view! {
        <section class="history">
            <h2>{move || w.t(k::HISTORY)}</h2>
            <ol role="list">
                <For each=entries key=|e| e.seq let(entry)>
                    {
                        let at = entry.at;
                        view! {
                            <li>
                                <time>{move || w.moment(at, portal.now.get(), &zone.get())}</time>
                                <span>{move || says(&entry)}</span>
                            </li>
                        }
                    }
                </For>
            </ol>
        </section>
    }
}
