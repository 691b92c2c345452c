//! The toast: a word about what was just done, and the way back.

use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::{Toast, ToastPlace};
use ui::words::Words;

/// With a way back, which stays and is shown from the start; and without one, which goes by itself.
pub fn states(w: Words) -> Vec<State> {
    let toast = Toast::here();
    let say = move || toast.say(w.t(k::ESTIMATE_RECORDED));
    let undo = move || toast.undo(w.t(k::DISPUTE_SENT), say);
    undo();
    let buttons = view! {
        <p class="acts" lang="en" dir="ltr">
            <button class="btn quiet" type="button" on:click=move |_| say()>
                "Say something"
            </button>
            <button class="btn quiet" type="button" on:click=move |_| undo()>
                "Say something that can be undone"
            </button>
        </p>
    };
    vec![
        (
            "where it stands on this surface",
            view! { <ToastPlace /> }.into_any(),
        ),
        ("each again", buttons.into_any()),
    ]
}
