//! What happened, the newest first.

use crate::path;
use crate::portal::Portal;
use crate::say::by;
use crate::ui::{For, Pages, icon};
use contract::case::{Case, Entry};
use i18n::k;
use leptos::prelude::*;
use ui::history;

/// How many entries stand there at a time.
const EACH: usize = 40;
/// The heading's id.
const HEADING: &str = "history";

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
    let at = RwSignal::new(0);
    let count = Memo::new(move |_| case.with(|c| c.timeline.len()));
    let entries = move || {
        let newer = at.get() * EACH;
        case.with(|c| {
            let rows = c.timeline.iter().rev().skip(newer).take(EACH);
            rows.cloned().collect::<Vec<_>>()
        })
    };
    let says = move |entry: &Entry| history::line(w, entry, entry.at, &zone.get());
    view! {
        <section class="history">
            <h2 id=HEADING tabindex="-1">
                {w.say(k::HISTORY)}
            </h2>
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
                                    } " " <small>{move || by(portal, &entry.actor)}</small>
                                </span>
                            </li>
                        }
                    }
                </For>
            </ol>
            <Pages label=Signal::derive(w.say(k::HISTORY)) count each=EACH at heading=HEADING />
        </section>
    }
}
