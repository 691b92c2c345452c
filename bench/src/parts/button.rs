//! The button: the one thing to do, what else can be done, and what cannot be done now.

use crate::page::State;
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::{Mark, icon};
use ui::words::Words;

/// Every state.
pub fn states(w: Words) -> Vec<State> {
    let plain = |class: &'static str, key: Key| {
        view! { <button class=class type="button">{w.t(key)}</button> }.into_any()
    };
    vec![
        ("the one thing to do", plain("btn", k::ESTIMATE_REVIEW)),
        ("quiet: another way", plain("btn quiet", k::ESTIMATE_BACK)),
        (
            "disabled",
            view! { <button class="btn" type="button" disabled>{w.t(k::ESTIMATE_REVIEW)}</button> }
                .into_any(),
        ),
        (
            "quiet, disabled",
            view! { <button class="btn quiet" type="button" disabled>{w.t(k::ESTIMATE_BACK)}</button> }
                .into_any(),
        ),
        (
            "held back, with the reason beside it; it keeps the focus",
            view! {
                <div class="acts">
                    <button class="btn" type="button" aria-disabled="true" aria-describedby="held-back">
                        {w.t(k::ESTIMATE_REVIEW)}
                    </button>
                    <p class="fault" id="held-back"><Mark /> {w.t(k::ESTIMATE_CHOOSE_FIRST)}</p>
                </div>
            }
            .into_any(),
        ),
        (
            "with an icon",
            view! {
                <a class="btn quiet" href="#button">{icon("call")} {call(w)}</a>
            }
            .into_any(),
        ),
        (
            "two side by side",
            view! {
                <div class="acts">
                    {plain("btn", k::VISIT_CANCEL_YES)} {plain("btn quiet", k::VISIT_CANCEL_NO)}
                </div>
            }
            .into_any(),
        ),
        (
            "long words",
            view! { <button class="btn" type="button">{w.t(k::ESTIMATE_APPROVE_ALL)}</button> }
                .into_any(),
        ),
    ]
}

fn call(w: Words) -> String {
    w.tf(k::CALL, &[("centre", "Hamburg Hafen")])
}
