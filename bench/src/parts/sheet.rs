//! The sheet that things lie on, and the rows and cards that can be touched whole.

use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::Mark;
use ui::words::Words;

/// Every kind.
pub fn states(w: Words) -> Vec<State> {
    let tile = move |class: &'static str, expanded: Option<&'static str>| {
        view! {
            <button class=class type="button" aria-expanded=expanded>
                <b>{w.t(k::HOME_WAITS_ESTIMATE)}</b>
                <br />
                <small>"Nordlicht"</small>
            </button>
        }
        .into_any()
    };
    vec![
        (
            "sheet",
            view! {
                <section class="sheet">
                    <h2>{w.t(k::OUTCOME_CAUSE)}</h2>
                    <p>{w.t(k::RECALL_FREE)}</p>
                    <p class="acts">
                        <a class="btn quiet" href="#sheet">{w.t(k::MESSAGE)}</a>
                    </p>
                </section>
            }
            .into_any(),
        ),
        (
            "sheet, grave",
            view! {
                <section class="sheet grave">
                    <h2>{w.t(k::RECALL_NUMBER)}</h2>
                    <p class="fault"><Mark /> {w.t(k::RECALL_PARK_IT)}</p>
                    <p>{w.t(k::RECALL_FREE)}</p>
                </section>
            }
            .into_any(),
        ),
        ("card to touch", tile("tile", None)),
        ("card that waits for the owner", tile("tile wait", None)),
        ("card to open, closed", tile("tile", Some("false"))),
        ("card to open, open", tile("tile", Some("true"))),
    ]
}
