//! The message thread: the owner's words on the left, the centre's on the right, the composer below.

use super::actor;
use super::composer::Composer;
use crate::desk::Desk;
use contract::case::EntryKind;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The thread with its composer.
#[component]
pub fn Thread(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let said = move || {
        let now = desk.now.get();
        let zone = desk.zone();
        case.with(|c| {
            let messages = c.timeline.iter();
            let messages = messages.filter(|e| e.kind == EntryKind::Messaged);
            messages
                .map(|e| {
                    let ours = !e.actor.role.is_owners();
                    let who = actor(desk, c, &e.actor);
                    let at = w.moment(e.at, now, &zone);
                    let text = e.text.clone().unwrap_or_else(|| w.t(k::DESK_NO_TEXT));
                    (e.seq, ours, who, at, text)
                })
                .collect::<Vec<_>>()
        })
    };
    let said = Memo::new(move |_| said());
    view! {
        <section class="thread" aria-labelledby="thread-title">
            <h3 id="thread-title">{w.say(k::DESK_THREAD)}</h3>
            {move || {
                said.with(Vec::is_empty)
                    .then(|| view! { <p class="quiet">{w.t(k::DESK_THREAD_NONE)}</p> })
            }}
            <ol role="list" aria-live="polite" aria-relevant="additions">
                <For each=move || said.get() key=Clone::clone let((_, ours, who, at, text))>
                    <li class:ours=ours>
                        <small>
                            <b>{who}</b>
                            " "
                            <time>{at}</time>
                        </small>
                        <p>{text}</p>
                    </li>
                </For>
            </ol>
            <Composer case />
        </section>
    }
}
