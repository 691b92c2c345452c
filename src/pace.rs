//! A touch is answered by the very next paint; the room it asks for is built after that.

use leptos::ev::MouseEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use platform::page;
use std::cell::Cell;

thread_local! {
    static UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

/// Does something after the next paint. Of two quick touches the second is dropped: it was meant for what is about
/// to go.
pub fn soon(then: impl FnOnce() + 'static) {
    if UNDER_WAY.replace(true) {
        return;
    }
    page::after_paint(|| {
        UNDER_WAY.set(false);
        then();
    });
}

/// Goes to an address within the portal, soon.
pub fn goer() -> impl Fn(String) + Clone {
    let navigate = use_navigate();
    move |to: String| {
        let navigate = navigate.clone();
        soon(move || {
            page::blur();
            navigate(&to, NavigateOptions::default());
        });
    }
}

/// What the frame does with a click on any of its links, before the router hears of it.
pub fn on_link() -> impl Fn(MouseEvent) {
    let go = goer();
    move |event| {
        if let Some(to) = page::asked_for(&event) {
            event.prevent_default();
            go(to);
        }
    }
}
