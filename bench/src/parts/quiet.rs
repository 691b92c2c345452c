//! Nothing there yet, and nothing there.

use super::fixed;
use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::{Empty, Skeleton};
use ui::words::Words;

/// What stands where something will.
pub fn loading(w: Words) -> Vec<State> {
    let place = |key| view! { <Skeleton say=fixed(w.t(key)) /> }.into_any();
    vec![
        ("a case", place(k::CASE_LOADING)),
        ("free times", place(k::VISIT_LOADING)),
    ]
}

/// Nothing here, with and without a way on.
pub fn empty(_: Words) -> Vec<State> {
    let next = ("#empty".to_owned(), k::HOME_REPORT);
    vec![
        (
            "with a way on",
            view! { <Empty say=k::HOME_NONE next /> }.into_any(),
        ),
        (
            "nothing to do",
            view! { <Empty say=k::VISIT_NONE /> }.into_any(),
        ),
    ]
}
