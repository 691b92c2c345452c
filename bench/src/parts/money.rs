//! Money: the currency with it, figures of one width, never broken.

use super::amount;
use crate::page::State;
use leptos::prelude::*;
use portal::ui::Amount;
use ui::words::Words;

/// Amounts from nothing to many figures, and the one figure of a screen.
pub fn states(_: Words) -> Vec<State> {
    let small = |minor, currency| {
        view! { <Amount money=Signal::stored(amount(minor, currency)) /> }.into_any()
    };
    let column = [890, 16_200, 128_405, 1_250_000];
    let row = |minor| view! { <li>{small(minor, "EUR")}</li> };
    vec![
        ("in a sentence", small(16_200, "EUR")),
        ("nothing", small(0, "EUR")),
        ("less than nothing: a refund", small(-8_950, "EUR")),
        ("kroner", small(1_250_000, "NOK")),
        ("dollars", small(16_200, "USD")),
        (
            "the one figure of its screen",
            view! {
                <div class="sheet bill">
                    <p><Amount money=Signal::stored(amount(128_405, "EUR")) large=true /></p>
                </div>
            }
            .into_any(),
        ),
        (
            "one under the other",
            view! { <ul class="amounts" role="list">{column.map(row).into_iter().collect_view()}</ul> }
                .into_any(),
        ),
    ]
}
