//! The stepper: where one is in a conversation of few steps.

use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::Steps;
use ui::words::Words;

/// At each of its places.
pub fn states(_: Words) -> Vec<State> {
    vec![
        ("at the first step", steps(0, 0)),
        ("in the middle", steps(1, 1)),
        (
            "gone back to the first, come as far as the last",
            steps(0, 2),
        ),
        ("at the last", steps(2, 2)),
    ]
}

fn steps(at: usize, reached: usize) -> AnyView {
    let at = RwSignal::new(at);
    view! {
        <Steps
            label=k::NAV_REPORT
            names=vec![k::CASE_ABOUT, k::VISIT_CHOOSE, k::SURVEY_REVIEW]
            at
            reached=Signal::stored(reached)
            go=Callback::new(move |step| at.set(step))
        />
    }
    .into_any()
}
