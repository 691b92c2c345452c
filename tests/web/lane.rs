//! The lane names where the case stands; the line beside a button, how a form stands.

use crate::screen::{Screen, text, until};
use contract::case::Stage;
use contract::problem::{Kind, Problem};
use leptos::prelude::*;
use portal::parts::Delivery;
use portal::ui::Lane;
use ui::outbox::Status;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_lane_names_the_stage_and_follows_the_case() {
    let stage = RwSignal::new(Stage::Accepted);
    let screen = Screen::german(move |_| view! { <Lane stage /> });
    let current = || screen.text("[aria-current=step]");
    let done = || screen.all("li.done").iter().map(text).collect::<Vec<_>>();

    assert_eq!(
        screen.one("ol").get_attribute("aria-label").as_deref(),
        Some("Fortschritt Ihres Falls")
    );
    let all: Vec<_> = screen.all("li").iter().map(text).collect();
    assert_eq!(
        all,
        [
            "Gemeldet",
            "Angenommen",
            "Fehlersuche",
            "Wartet auf Sie",
            "In Reparatur",
            "In der Prüfung",
            "Fertig"
        ]
    );
    assert_eq!(
        (current().as_str(), done()),
        ("Angenommen", vec![all[0].clone()])
    );

    // A stage between two stops is named where the car stands.
    stage.set(Stage::WaitingForParts);
    until("the lane names it", || current() == "Wartet auf Teile").await;
    assert_eq!(done(), all[..4]);

    stage.set(Stage::Closed);
    until("the lane shows the end", || current() == "Erledigt").await;
    assert_eq!(done().len(), 7);
}

#[wasm_bindgen_test]
async fn a_forms_standing_is_said_aloud_and_a_refusal_says_why() {
    let status = RwSignal::new(Status::Idle);
    let screen = Screen::german(move |_| view! { <Delivery status /> });
    let said = || screen.text("[role=status]");
    assert_eq!(said(), "");

    status.set(Status::Waiting);
    until("it waits", || said().starts_with("Noch nicht gesendet.")).await;

    let closed = crate::screen::catalog(i18n::Lang::De);
    let closed = closed.get(i18n::k::PROBLEM_CASE_CLOSED);
    status.set(Status::Refused(Problem::new(Kind::CaseClosed)));
    until("the refusal in German", || said() == closed).await;
    assert_eq!(
        screen.all(".fault svg.mark").len(),
        1,
        "not by colour alone"
    );
}
