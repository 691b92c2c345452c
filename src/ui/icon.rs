//! Icons: one sprite, public/icons/sprite.svg, that each page carries inline; a name is the end of a symbol's id.

use leptos::prelude::*;

/// An icon by its name. It stands beside words, so it is nothing to those who hear the page.
pub fn icon(name: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <use href=format!("#i-{name}") />
        </svg>
    }
    .into_any()
}

/// The shape that goes with every fault's words.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 2 19 18H1Z" />
            <path class="cut" d="M10 8v4M10 15v.5" />
        </svg>
    }
}

/// The shape that goes with the words of what is settled.
#[component]
pub fn Tick() -> impl IntoView {
    view! {
        <svg class="tick" viewBox="0 0 20 20" aria-hidden="true">
            <path d="m3 11 5 5 9-12" />
        </svg>
    }
}
