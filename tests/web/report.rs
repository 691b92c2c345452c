//! The report: what is missing in a step is said at its field, no word that was typed is lost, and what is sent
//! was shown before.

use crate::screen::{Screen, document, forget, until};
use contract::person::Session;
use leptos::prelude::*;
use leptos_router::components::Router;
use platform::intl;
use portal::portal::Portal;
use portal::report::ReportPage;
use portal::ui::{Toast, ToastPlace};
use serde_json::{Value, json};
use ui::words::Words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlInputElement};

const WHAT: &str = "Was nicht stimmt, in Ihren Worten";
const SAFE: &str = "Ist das Auto fahrsicher?";
const ON: &str = "Weiter";
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
    Toast::provide();
    provide_context(Portal::open(session, words, Callback::new(|()| ())));
    view! {
        <ReportPage />
        <ToastPlace />
    }
}

/// Opens the report of one person at an address. Behind this page is a server that knows nothing of the API.
fn report(person: &str, address: &str) -> Screen {
    let history = window().history().expect("a history");
    let replaced = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    replaced.expect("an address");
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

/// Goes on, and waits for the step with this question, which takes the focus a moment after it is there: were the page
/// left before, it would take the next one's.
async fn go_on(page: &Screen, question: &str) {
    step(page, ON).await;
    asks(page, question).await;
}

async fn step(page: &Screen, button: &str) {
    platform::page::blur();
    page.press(button);
    let focused = || document().active_element().map(|e| e.tag_name());
    until("the question has the focus", || {
        focused().as_deref() == Some("H1")
    })
    .await;
}

/// Types where the car is.
fn stands_at(page: &Screen, place: &str) {
    let field = page.field("Wo steht das Auto? (freiwillig)");
    let field: HtmlInputElement = field.dyn_into().expect("a field of one line");
    field.set_value(place);
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &bubbling).expect("an event");
    field.dispatch_event(&event).expect("heard");
}

async fn asks(page: &Screen, question: &str) {
    until(question, || page.text("h1").contains(question)).await;
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_in_german_at_its_field_until_it_is_there() {
    forget();
    let page = report("ines", "/report");
    let invalid = || page.field(WHAT).get_attribute("aria-invalid");
    assert_eq!(invalid().as_deref(), Some("false"));
    assert_eq!(page.description(&page.field(WHAT)), "");

    page.press(ON);
    until("the field is marked", || {
        invalid().as_deref() == Some("true")
    })
    .await;
    assert_eq!(
        page.description(&page.field(WHAT)),
        "Bitte schreiben Sie hier etwas."
    );
    assert_eq!(
        document().active_element(),
        Some(page.field(WHAT)),
        "the focus"
    );
    page.type_into(WHAT, "Es klappert");
    until("the mark goes", || invalid().as_deref() == Some("false")).await;
    assert_eq!(page.description(&page.field(WHAT)), "");

    // Nothing is said of an answer before anybody wanted to go on without it.
    go_on(&page, "fahrsicher").await;
    assert_eq!(page.description(&page.group(SAFE)), "");
    page.press(ON);
    let said = || page.description(&page.group(SAFE));
    until("it is said", || said() == "Bitte wählen Sie etwas aus.").await;
    assert_eq!(document().active_element(), Some(page.group(SAFE)));
    assert_eq!(kept("ines").map(|k| k["sealed"].clone()), Some(Value::Null));
    page.choose("Ja");
    until("it is said no more", || said().is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_is_typed_is_there_again_for_the_same_person_and_for_nobody_else() {
    forget();
    let page = report("ines", "/report");
    page.type_into(WHAT, "Es klappert vorn links");
    go_on(&page, "fahrsicher").await;
    page.choose("Nein");
    drop(page);

    // A step whose turn has not come is not shown, whatever the address says.
    let other = report("jon", "/report?step=4");
    asks(&other, "Was stimmt mit Möwe nicht?").await;
    // Once another field is there, whatever was kept is on the page too.
    other.press("Weiteres Anliegen hinzufügen");
    until("another", || other.has("Anliegen 2")).await;
    assert_eq!(other.typed(WHAT), "");
    other.type_into(WHAT, "Jons Worte");
    drop(other);

    // Loaded again, it is the same step.
    let again = report("ines", "/report?step=2");
    until("the answer is back", || again.is_chosen("Nein")).await;
    step(&again, "Zurück").await;
    let back = || again.has(WHAT) && again.typed(WHAT) == "Es klappert vorn links";
    until("the words are back", back).await;
}

#[wasm_bindgen_test]
async fn a_concern_taken_out_can_be_had_back_with_its_words() {
    forget();
    let page = report("ines", "/report");
    page.type_into(WHAT, "Es klappert");
    page.press("Weiteres Anliegen hinzufügen");
    until("another", || page.has("Anliegen 2")).await;
    page.type_into("Anliegen 2", "Es zieht nach links");
    page.press("Dieses Anliegen entfernen");
    until("it is gone", || !page.has("Anliegen 2")).await;
    let said = || page.text(".toasts[role=status]");
    until("it is said", || {
        said().starts_with("Anliegen 2 ist entfernt.")
    })
    .await;
    page.press("Rückgängig");
    until("it is back", || page.has("Anliegen 2")).await;
    assert_eq!(page.typed("Anliegen 2"), "Es zieht nach links");
    assert_eq!(page.typed(WHAT), "Es klappert");
}

#[wasm_bindgen_test]
async fn what_was_sent_was_shown_and_waits_under_the_same_key() {
    forget();
    let waits = |page: &Screen| {
        let said = page.text(".delivery[role=status]");
        said.starts_with("Noch nicht gesendet.")
    };
    let page = report("ines", "/report");
    page.type_into(WHAT, "Es klappert");
    go_on(&page, "fahrsicher").await;
    page.choose("Ja");
    stands_at(&page, "Kai 4");
    step(&page, ON).await;
    until("the third step", || !page.has("Ja")).await;
    go_on(&page, "Stimmt alles so?").await;
    let letter = page.text(".paper");
    for said in [
        "Hamburg Hafen",
        "Kai 1, Hamburg",
        "Möwe",
        "Es klappert",
        "Heute",
        "Ja",
        "Kai 4",
    ] {
        assert!(letter.contains(said), "{said} in: {letter}");
    }
    page.press(SEND);
    until("it waits", || waits(&page)).await;
    let before = kept("ines").expect("kept");
    assert_eq!(before["sealed"]["key"], before["key"]);
    let body = &before["sealed"]["body"];
    assert_eq!(body["concerns"][0]["text"], "Es klappert");
    assert_eq!(body["place"], "Kai 4");
    assert_eq!(body["centre"], "hamburg-hafen");
    // Pressed again, it is the same command.
    page.press(SEND);
    drop(page);

    // Whoever comes back sees the letter as it went, and cannot change it.
    let again = report("ines", "/report");
    until("it waits still", || waits(&again)).await;
    assert!(again.text(".paper").contains("Es klappert"));
    assert!(
        again
            .all(".part button")
            .iter()
            .all(|b| b.has_attribute("disabled"))
    );
    assert_eq!(kept("ines"), Some(before));
    drop(again);
    forget();
}

#[wasm_bindgen_test]
fn a_measure_is_written_in_the_readers_language_and_by_their_region() {
    assert_eq!(intl::number("de", 12.44, ""), "12,4");
    assert_eq!(intl::number("en", 41.0, "percent"), "41%");
    let region = platform::device::languages().into_iter().next();
    let region = region.unwrap_or_default();
    let (far, fast) = match region.as_str() {
        "en-US" | "en-GB" => ("62 mi", "62 mph"),
        _ => ("100 km", "100 km/h"),
    };
    assert_eq!(intl::distance("en", 100.2), far);
    assert_eq!(intl::speed("en", 100.2), fast);
    let warm = if region == "en-US" { "70°F" } else { "21°C" };
    assert_eq!(intl::temperature("en", 21.0), warm);
}
