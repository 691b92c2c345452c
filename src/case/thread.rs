//! Words to and from the centre. What is typed is kept; what is not sent yet says so.

use crate::outbox::{Form, Slip};
use crate::portal::Portal;
use crate::ui::{For, Show};
use crate::words::WordsForm;
use casework::may;
use contract::case::{Case, Entry, EntryKind};
use i18n::k;
use leptos::prelude::*;
use ui::outbox::Status;

/// How many messages stand there at first.
const FIRST: usize = 20;

/// The messages and the field for the next one.
#[component]
pub fn Thread(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::of(portal, Form::Message(case.with_untracked(|c| c.id.clone())));
    let messaged = |e: &&Entry| e.kind == EntryKind::Messaged;
    let count = Memo::new(move |_| case.with(|c| c.timeline.iter().filter(messaged).count()));
    // The last ones, and those before as they are asked for.
    let all = RwSignal::new(false);
    let messages = move || {
        let before = count
            .get()
            .saturating_sub(if all.get() { usize::MAX } else { FIRST });
        case.with(|c| {
            c.timeline
                .iter()
                .filter(messaged)
                .skip(before)
                .cloned()
                .collect()
        })
    };
    let more = move || !all.get() && count.get() > FIRST;
    let moment = move |at| case.with(|c| portal.moment(at, &c.centre));
    let unsent = move || matches!(slip.status.get(), Status::Sending | Status::Waiting);
    view! {
        <section class="thread">
            <h2>{w.say(k::MESSAGES)}</h2>
            <Show when=more>
                <button class="btn quiet" type="button" on:click=move |_| all.set(true)>
                    {w.say(k::MESSAGES_EARLIER)}
                </button>
            </Show>
            <ul role="list" aria-live="polite">
                <For each=messages key=|e| e.seq.to_string() let(entry)>
                    <li class:mine=entry.actor.role.is_owners()>
                        <small>
                            {match entry.actor.name.clone() {
                                Some(name) => Signal::stored(name),
                                None => Signal::derive(w.say(k::YOU)),
                            }} " · " {move || moment(entry.at)}
                        </small>
                        <p class="own-words">{entry.text.clone()}</p>
                    </li>
                </For>
                <Show when=unsent>
                    <li class="mine unsent">
                        <p class="own-words">{move || slip.draft().text}</p>
                    </li>
                </Show>
            </ul>
            <Show
                when=move || case.with(|c| may::message(c).is_ok())
                fallback=move || view! { <p class="quiet-words">{w.say(k::MESSAGE_CLOSED)}</p> }
            >
                <WordsForm slip id="message" label=k::MESSAGE send=k::MESSAGE_SEND leaves=true />
            </Show>
        </section>
    }
}
