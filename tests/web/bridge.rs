//! The app around the page, as the page hears it: an object on the window, as an Android host puts it there.

use crate::screen::{Screen, document, forget, until};
use leptos::prelude::*;
use portal::account::Settings;
use portal::app::{House, Who};
use portal::host;
use portal::theme::dress;
use ui::words::Words;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::js_sys::eval;

/// A host that answers the first question, and can be made to say more.
const HOST: &str = r#"
    window.servicelane = { postMessage(text) {
        const { id, method } = JSON.parse(text);
        this.say({ kind: "res", id, method, result: { methods: [], theme: { name: "night" } } });
    }, say(message) { this.onmessage({ data: JSON.stringify({ v: 1, ...message }) }); } };
"#;

fn says(method: &str, params: &str) {
    let message = format!("{{ kind: 'evt', method: '{method}', params: {params} }}");
    eval(&format!("servicelane.say({message})")).expect("the page listens");
}

fn root(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

#[wasm_bindgen_test]
async fn the_hosts_light_and_language_count_until_somebody_chooses_their_own() {
    forget();
    eval(HOST).expect("a host");
    host::meet(|| ());
    let page = Screen::german(|_| {
        provide_context(House {
            theme: dress(),
            who: RwSignal::new(Who::Asking),
            keys: RwSignal::new(true),
        });
        host::follow(expect_context::<Words>());
        view! { <Settings /> }
    });
    until("the host's night", || {
        root("data-theme").as_deref() == Some("night")
    })
    .await;
    assert!(page.is_chosen("Wie Auto oder Gerät"));
    says("safeArea", "{ top: 44, right: 0, bottom: 34.5, left: 0 }");
    let style = root("style").unwrap_or_default();
    assert!(style.contains("--safe-top: 44px") && style.contains("--safe-bottom: 34.5px"));

    says("theme", "{ name: 'day' }");
    until("the host's day", || {
        root("data-theme").as_deref() == Some("day")
    })
    .await;
    assert!(page.is_chosen("Deutsch"));
    says("locale", "{ tag: 'nb-NO' }");
    until("the host's language", || page.is_chosen("Norsk")).await;

    page.choose("Nacht");
    until("one's own night", || {
        root("data-theme").as_deref() == Some("night")
    })
    .await;
    says("theme", "{ name: 'night' }");
    says("theme", "{ name: 'day' }");
    // Heard after them, and so done after them.
    says("locale", "{ tag: 'es' }");
    until("the host's next language", || page.is_chosen("Español")).await;
    assert_eq!(root("data-theme").as_deref(), Some("night"));
    page.choose("Wie Auto oder Gerät");
    until("the host's again", || {
        root("data-theme").as_deref() == Some("day")
    })
    .await;
    eval("delete window.servicelane; document.documentElement.removeAttribute('style')")
        .expect("gone");
    drop(page);
    forget();
}
