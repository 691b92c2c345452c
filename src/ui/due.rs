//! "Next update by 14:30", big and exact, and how much of the wait is left, as a road that is driven.

use leptos::prelude::*;

/// A time that counts.
#[component]
pub fn Due(
    /// What is due.
    #[prop(into)]
    label: Signal<String>,
    /// When, by the clock that counts.
    #[prop(into)]
    time: Signal<String>,
    /// How far away that is, and by whose clock.
    #[prop(into)]
    near: Signal<String>,
    /// How much of the wait is over, in hundredths; `None` where nobody knows when it began.
    #[prop(into)]
    over: Signal<Option<u8>>,
    /// It passed.
    #[prop(into)]
    missed: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="due" class:missed=missed>
            <h2>{label}</h2>
            <p>
                <b>{time}</b>
                " "
                <span>{near}</span>
            </p>
            {move || {
                over.get()
                    .map(|over| {
                        view! {
                            <span class="road countdown" aria-hidden="true">
                                <i style:width=format!("{over}%")></i>
                            </span>
                        }
                    })
            }}
        </div>
    }
}
