//! What happened, the newest first: who did what, when. Messages stand in the thread with their words.

use super::actor;
use crate::desk::Desk;
use contract::case::EntryKind;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The timeline.
#[component]
pub fn Timeline(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let lines = move || {
        let now = desk.now.get();
        let zone = desk.zone();
        case.with(|c| {
            let line = |entry: &contract::case::Entry| {
                let who = actor(desk, c, &entry.actor);
                let due = entry.due.map(|due| w.moment(due, now, &zone));
                let due = due.unwrap_or_default();
                let named = [("who", who.as_str())];
                let timed = [("who", who.as_str()), ("time", due.as_str())];
                let said = match entry.kind {
                    EntryKind::Reported => w.tf(k::DESK_LINE_REPORTED, &named),
                    EntryKind::Accepted => w.tf(k::DESK_LINE_ACCEPTED, &timed),
                    EntryKind::Promised => w.tf(k::DESK_LINE_PROMISED, &timed),
                    EntryKind::Messaged => w.tf(k::DESK_LINE_MESSAGED, &named),
                    EntryKind::Closed => w.tf(k::DESK_LINE_CLOSED, &named),
                };
                (entry.seq, w.moment(entry.at, now, &zone), said)
            };
            c.timeline.iter().rev().map(line).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="timeline" aria-labelledby="timeline-title">
            <h3 id="timeline-title">{move || w.t(k::DESK_TIMELINE)}</h3>
            <ol role="list" reversed>
                <For each=lines key=Clone::clone let((_, at, said))>
                    <li>
                        <time>{at}</time>
                        <span>{said}</span>
                    </li>
                </For>
            </ol>
        </section>
    }
}
