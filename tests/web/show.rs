//! A list leaves in place the rows that stay, and a condition what it shows.

use crate::screen::{Screen, text, until};
use leptos::prelude::*;
use portal::ui::{For, Show};
use wasm_bindgen_test::wasm_bindgen_test;

/// What stands in the rows, one after the other.
fn rows(page: &Screen) -> Vec<String> {
    page.all("li").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn a_row_stays_in_the_document_while_its_key_does() {
    let letters = RwSignal::new(vec!["a", "b"]);
    let page = Screen::german(move |_| {
        view! {
            <ul>
                <For each=move || letters.get() key=|letter| letter.to_string() let(letter)>
                    <li>{letter}</li>
                </For>
            </ul>
        }
    });
    until("two rows", || rows(&page) == ["a", "b"]).await;
    let kept = &page.all("li")[0];
    kept.set_attribute("data-kept", "").expect("marked");
    letters.set(vec!["c", "b", "a"]);
    until("another order", || rows(&page) == ["c", "b", "a"]).await;
    assert!(page.all("li")[2].has_attribute("data-kept"));
    letters.set(Vec::new());
    until("no rows", || rows(&page).is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_is_shown_stays_while_the_condition_does() {
    let count = RwSignal::new(1);
    let page = Screen::german(move |_| {
        view! {
            <Show when=move || count.get() != 0 fallback=|| view! { <p>"none"</p> }>
                <p>{move || count.get()}</p>
            </Show>
        }
    });
    until("one", || page.text("p") == "1").await;
    page.one("p")
        .set_attribute("data-kept", "")
        .expect("marked");
    count.set(2);
    until("two", || page.text("p") == "2").await;
    assert!(page.one("p").has_attribute("data-kept"));
    count.set(0);
    until("none", || page.text("p") == "none").await;
}
