//! What happened, the newest first.

use crate::path;
use crate::portal::Portal;
use crate::ui::{For, Show, icon};
use contract::case::{Case, Entry};
use contract::person::Role;
use i18n::k;
use leptos::prelude::*;
use ui::history;

/// How many entries stand there at first.
const FIRST: usize = 40;

/// The timeline.
#[component]
pub fn Timeline(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let record = case.with_untracked(|c| path::record(&c.id));
    let zone = Memo::new(move |_| portal.zone(&case.with(|c| c.centre.clone())));
    // A long history is built as it is asked for: five hundred rows at once take a slow screen seconds.
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| case.with(|c| c.timeline.len()));
    let entries = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        case.with(|c| {
            c.timeline
                .iter()
                .rev()
                .take(most)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let more = move || !all.get() && count.get() > FIRST;
    let show_all = move || w.tf(k::HISTORY_ALL, &[("n", &count.get().to_string())]);
    let says = move |entry: &Entry| history::line(w, entry, entry.at, &zone.get());
    let who = move |entry: &Entry| match (entry.actor.role, &entry.actor.name) {
        (_, Some(name)) => name.clone(),
        (Role::Owner | Role::Tester, None) => w.t(k::YOU),
        (Role::Clock, None) => w.t(k::HISTORY_BY_CLOCK),
        (role, None) => w.named("role", role.slug()),
    };
    view! {
        <section class="history">
            <h2>{w.say(k::HISTORY)}</h2>
            <p>
                <a class="save" href=record download="">
                    {icon("save")}
                    {w.say(k::RECORD_SAVE)}
                </a>
            </p>
            <ol role="list">
                <For each=entries key=|e| e.seq.to_string() let(entry)>
                    {
                        let at = entry.at;
                        view! {
                            <li>
                                <time>{move || w.moment(at, portal.today.get(), &zone.get())}</time>
                                <span>
                                    {
                                        let entry = entry.clone();
                                        move || says(&entry)
                                    } " " <small>{move || who(&entry)}</small>
                                </span>
                            </li>
                        }
                    }
                </For>
            </ol>
            <Show when=more>
                <button class="btn quiet" type="button" on:click=move |_| all.set(true)>
                    {move || show_all()}
                </button>
            </Show>
        </section>
    }
}
