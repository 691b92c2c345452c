//! What the owner reported, in their own words, and how it ended once it has.

use crate::desk::Desk;
use contract::command::Since;
use i18n::{Key, k};
use leptos::prelude::*;
use ui::file::Shown;

/// The concerns, the weightiest first.
#[component]
pub fn Concerns(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let w = Desk::here().words;
    let concerns = Memo::new(move |_| case.with(|c| c.concerns.clone()));
    view! {
        <section class="concerns" aria-labelledby="concerns-title">
            <h3 id="concerns-title">{w.say(k::DESK_CONCERNS)}</h3>
            <ol role="list">
                {move || {
                    concerns
                        .get()
                        .into_iter()
                        .map(|concern| {
                            let text = concern.text.unwrap_or_else(|| w.t(k::DESK_NO_TEXT));
                            view! {
                                <li>
                                    <p class="own-words">{text}</p>
                                    <small>{w.t(since(concern.since))}</small>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
        </section>
    }
}

/// Cause and remedy, once the case is closed.
#[component]
pub fn Closure(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let w = Desk::here().words;
    let closure = Memo::new(move |_| case.with(|c| c.closure.clone()));
    move || {
        closure.get().map(|closure| {
            let gone = || w.t(k::DESK_NO_TEXT);
            view! {
                <section class="closure">
                    <h3>{w.t(k::DESK_CLOSURE_CAUSE)}</h3>
                    <p class="own-words">{closure.cause.unwrap_or_else(gone)}</p>
                    <h3>{w.t(k::DESK_CLOSURE_REMEDY)}</h3>
                    <p class="own-words">{closure.remedy.unwrap_or_else(gone)}</p>
                </section>
            }
        })
    }
}

fn since(since: Since) -> Key {
    match since {
        Since::Today => k::DESK_SINCE_TODAY,
        Since::ThisWeek => k::DESK_SINCE_THIS_WEEK,
        Since::Longer => k::DESK_SINCE_LONGER,
        Since::Unsure => k::DESK_SINCE_UNSURE,
    }
}
