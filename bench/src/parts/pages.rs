//! A long list by the page.

use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::Pages;
use ui::words::Words;

/// At its ends and between.
pub fn states(w: Words) -> Vec<State> {
    let label = Signal::derive(w.say(k::HISTORY));
    let at = |at: usize| {
        let at = RwSignal::new(at);
        view! { <Pages label count=Signal::stored(103) each=40 at heading="pages" /> }.into_any()
    };
    vec![
        ("the newest", at(0)),
        ("in between", at(1)),
        ("the oldest", at(2)),
    ]
}
