//! Day and night take effect at the touch, and are remembered.

use crate::screen::{Screen, document, forget, until};
use leptos::prelude::*;
use portal::account::Settings;
use portal::app::{House, Who};
use portal::theme::dress;
use wasm_bindgen_test::wasm_bindgen_test;

fn settings() -> Screen {
    Screen::german(|_| {
        provide_context(House {
            theme: dress(),
            who: RwSignal::new(Who::Asking),
            keys: RwSignal::new(true),
        });
        view! { <Settings /> }
    })
}

fn root(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

fn theme() -> Option<String> {
    root("data-theme")
}

#[wasm_bindgen_test]
async fn the_theme_chosen_is_on_the_root_at_once_and_there_the_next_time() {
    forget();
    let page = settings();
    assert!(page.is_chosen("Wie Auto oder Gerät"));
    page.choose("Nacht");
    until("night", || theme().as_deref() == Some("night")).await;
    page.choose("Tag");
    until("day", || theme().as_deref() == Some("day")).await;
    page.choose("Hoher Kontrast");
    let contrast = || root("data-contrast").as_deref() == Some("more");
    until("high contrast", contrast).await;
    page.choose("Nacht");
    until("night again", || {
        theme().as_deref() == Some("night") && !contrast()
    })
    .await;
    drop(page);

    platform::page::root("data-theme", "");
    let again = settings();
    assert!(again.is_chosen("Nacht") && !again.is_chosen("Tag"));
    until("night, remembered", || theme().as_deref() == Some("night")).await;
    drop(again);
    forget();
}
