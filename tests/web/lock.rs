//! The lock: what it covers is put aside, and taken up where it was.

use crate::screen::{Screen, document, until};
use leptos::prelude::*;
use platform::page;
use portal::drive::{Lock, car};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn found(selector: &str) -> Option<HtmlElement> {
    let element = document().query_selector(selector).ok()??;
    element.dyn_into().ok()
}

fn is_open() -> bool {
    found("#asked").is_some_and(|dialog| dialog.has_attribute("open"))
}

#[wasm_bindgen_test]
async fn a_question_is_put_aside_with_its_page_and_comes_back_with_it() {
    let screen = Screen::german(|_| {
        view! {
            <dialog id="asked">
                <button id="yes">"Ja"</button>
            </dialog>
        }
    });
    page::dialog("asked", true);
    assert!(page::focus("yes"));
    let place = page::place();
    // An open one would keep everything else from being touched.
    assert!(!is_open());
    place.take_up();
    until("the question is back", is_open).await;
    let focused = || document().active_element().map(|e| e.id());
    until("and the focus in it", || {
        focused().as_deref() == Some("yes")
    })
    .await;
    drop(screen);
}

#[wasm_bindgen_test]
async fn a_car_that_nobody_hears_anything_of_is_locked_at_once() {
    let screen = Screen::german(|_| {
        view! {
            <Lock card=|_| view! { <p id="card">"Später"</p> }.into_any()>
                <textarea id="typed"></textarea>
            </Lock>
        }
    });
    let typed = || found("#typed").is_some_and(|field| field.offset_parent().is_some());
    assert!(typed());
    car::enter();
    until("what was typed is put aside", || !typed()).await;
    until("the card stands there", || found("#card").is_some()).await;
    drop(screen);
}
