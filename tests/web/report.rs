//! The report: what is missing is said at its field, and no word that was typed is lost.

use crate::screen::{Screen, document, forget, until};
use contract::person::Session;
use leptos::prelude::*;
use leptos_router::components::Router;
use portal::portal::Portal;
use portal::report::ReportPage;
use serde_json::{Value, json};
use ui::words::Words;
use wasm_bindgen_test::wasm_bindgen_test;

const WHAT: &str = "Was stimmt nicht?";
const SEND: &str = "Meldung senden";

fn session(person: &str) -> Session {
    let session = json!({
        "audience": "owner", "person": person, "name": "Ines Morgen", "role": "owner",
        "brand": "Servicelane", "now": platform::now(),
        "vehicles": [{
            "vin": "WVWZZZ1JZXW000001", "nickname": "Möwe", "model": "Kombi 2024", "centre": "hamburg-hafen",
        }],
        "centres": [{
            "id": "hamburg-hafen", "name": "Hamburg Hafen", "address": "Kai 1, Hamburg",
            "zone": "Europe/Berlin", "phone": "+49 40 1", "place": { "lat": 53.5, "lon": 10.0 },
        }],
    });
    serde_json::from_value(session).expect("a session")
}

/// The page, as the portal of one person shows it.
#[component]
fn Room(session: Session, words: Words) -> impl IntoView {
    provide_context(Portal::open(session, words, Callback::new(|()| ())));
    view! { <ReportPage /> }
}

/// Opens the report of one person. Behind this page is a server that knows nothing of the API.
fn report(person: &str) -> Screen {
    let session = session(person);
    Screen::german(move |words| {
        view! {
            <Router>
                <Room session words />
            </Router>
        }
    })
}

fn kept(person: &str) -> Option<Value> {
    let json = platform::store::read(&format!("draft/{person}/report"))?;
    serde_json::from_str(&json).ok()
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_in_german_at_its_field_until_it_is_there() {
    forget();
    let page = report("ines");
    let invalid = || page.field(WHAT).get_attribute("aria-invalid");
    let drivable = page.group("Ist das Auto fahrsicher?");
    assert_eq!(invalid().as_deref(), Some("false"));
    assert_eq!(page.description(&page.field(WHAT)), "");

    page.press(SEND);
    until("the field is marked", || {
        invalid().as_deref() == Some("true")
    })
    .await;
    assert_eq!(
        page.description(&page.field(WHAT)),
        "Bitte schreiben Sie hier etwas."
    );
    assert_eq!(page.description(&drivable), "Bitte wählen Sie etwas aus.");
    assert!(
        page.text(".delivery[role=status]")
            .starts_with("Nicht gesendet:")
    );
    assert_eq!(
        document().active_element(),
        Some(page.field(WHAT)),
        "the focus"
    );
    assert_eq!(kept("ines").map(|k| k["sealed"].clone()), Some(Value::Null));

    page.type_into(WHAT, "Es klappert");
    until("the mark goes", || invalid().as_deref() == Some("false")).await;
    assert_eq!(page.description(&page.field(WHAT)), "");
}

#[wasm_bindgen_test]
async fn what_is_typed_is_there_again_for_the_same_person_and_for_nobody_else() {
    forget();
    let page = report("ines");
    page.type_into(WHAT, "Es klappert vorn links");
    page.choose("Nein");
    drop(page);

    let other = report("jon");
    // Once another field is there, whatever was kept is on the page too.
    other.press("Weiteres Anliegen hinzufügen");
    until("another", || other.has("Anliegen 2")).await;
    assert_eq!(other.typed(WHAT), "");
    assert!(!other.is_chosen("Nein"));
    other.type_into(WHAT, "Jons Worte");
    drop(other);

    let again = report("ines");
    let back = || again.typed(WHAT) == "Es klappert vorn links";
    until("the words are back", back).await;
    assert!(again.is_chosen("Nein"));
}

#[wasm_bindgen_test]
async fn what_was_sent_and_not_answered_waits_under_the_same_key() {
    forget();
    let waits = |page: &Screen| {
        let said = page.text(".delivery[role=status]");
        said.starts_with("Noch nicht gesendet.")
    };
    let page = report("ines");
    page.type_into(WHAT, "Es klappert");
    page.choose("Ja");
    page.press(SEND);
    until("it waits", || waits(&page)).await;
    assert!(page.field(WHAT).has_attribute("readonly"));
    let before = kept("ines").expect("kept");
    assert_eq!(before["sealed"]["key"], before["key"]);
    assert_eq!(
        before["sealed"]["body"]["concerns"][0]["text"],
        "Es klappert"
    );
    // Pressed again, it is the same command.
    page.press(SEND);
    drop(page);

    let again = report("ines");
    until("it waits still", || waits(&again)).await;
    until("the words", || again.typed(WHAT) == "Es klappert").await;
    assert!(again.field(WHAT).has_attribute("readonly"));
    assert_eq!(kept("ines"), Some(before));
    drop(again);
    forget();
}
