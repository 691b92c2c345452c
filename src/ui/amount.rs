//! Money, written so that nobody can misread it: the currency with it, figures of one width, never broken.

use contract::money::Money;
use leptos::prelude::*;
use ui::words::Words;

/// An amount in the reader's way of writing it.
#[component]
pub fn Amount(
    /// The amount.
    #[prop(into)]
    money: Signal<Money>,
    /// It is the one figure of its screen.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let class = if large { "amount figure" } else { "amount" };
    view! { <b class=class>{move || w.money(money.get())}</b> }
}
