//! What happened, the newest first: who did what, when. Messages stand in the thread with their words.

use super::actor;
use crate::desk::Desk;
use contract::person::Audience;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;
use ui::history;

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
                let said = history::line(w, entry, now, &zone);
                (entry.seq, w.moment(entry.at, now, &zone), said, who)
            };
            c.timeline.iter().rev().map(line).collect::<Vec<_>>()
        })
    };
    // The record with its chain of hashes: `servicelane verify --record` checks what was taken home.
    let record = move || {
        let id = case.with(|c| c.id.clone());
        format!("{}/cases/{id}/record", Audience::Desk.api())
    };
    view! {
        <section class="timeline" aria-labelledby="timeline-title">
            <h3 id="timeline-title">{w.say(k::DESK_TIMELINE)}</h3>
            <ol role="list" reversed>
                <For each=lines key=Clone::clone let((_, at, said, who))>
                    <li>
                        <time>{at}</time>
                        <span>{said} " " <small>{who}</small></span>
                    </li>
                </For>
            </ol>
            <a class="link-text" href=record download rel="external">
                {w.say(k::DESK_RECORD)}
            </a>
        </section>
    }
}
