//! What is decided at the desk beside cases: who may, what is refused, and that it is in force at once.

mod imports;
mod staff;

use crate::support::{Person, Server, accept, problem};
use contract::manager::ContactList;
use contract::problem::{Fault, Kind, Problem};
use contract::settings::{Calendar, Changed, Settings, Terms};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const SETTINGS: &str = "/api/desk/settings";
const HAMBURG: &str = "/api/desk/centres/hamburg-hafen/contacts";

async fn put(person: &Person, path: &str, seen: u64, to: Value) -> Response {
    let request = person.request(Method::PUT, path);
    let body = json!({ "seen": seen, "to": to }).to_string();
    let request = request.header(CONTENT_TYPE, "application/json").body(body);
    request.send().await.expect("an answer")
}

/// A change that is made.
async fn set(person: &Person, path: &str, seen: u64, to: Value) -> Settings {
    let answer = put(person, path, seen, to).await;
    let status = answer.status();
    let text = answer.text().await.expect("text");
    assert_eq!(status, StatusCode::OK, "{text}");
    serde_json::from_str(&text).expect("settings")
}

async fn refused(person: &Person, path: &str, seen: u64, to: Value) -> Problem {
    problem(put(person, path, seen, to).await).await
}

async fn settings(person: &Person) -> Settings {
    let answer = person.get(SETTINGS).await;
    answer.json().await.expect("settings")
}

/// An accepted case of Ines's in Hamburg: where its managers' contacts are.
async fn contacts_of_a_case(server: &Server) -> String {
    let id = server.owner("ines").await.reports("r").await;
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/acceptance");
    sam.done(&path, &accept("a", server.now())).await;
    format!("/api/cases/{id}/contacts")
}

async fn names(owner: &Person, contacts: &str) -> Vec<String> {
    let list: ContactList = owner.get(contacts).await.json().await.expect("contacts");
    list.contacts.into_iter().map(|c| c.name).collect()
}

#[tokio::test]
async fn a_centre_is_switched_off_from_above_and_its_owners_have_no_contacts_at_once() {
    let mut server = Server::start().await;
    let contacts = contacts_of_a_case(&server).await;
    let (ines, ruth) = (server.owner("ines").await, server.advisor("ruth").await);
    assert_eq!(names(&ines, &contacts).await.len(), 2);
    for (code, kind) in [
        ("sam", Kind::NotAllowed),
        ("greta", Kind::NotAllowed),
        ("quentin", Kind::NotAllowed),
        ("live", Kind::CentreNotFound),
    ] {
        let person = server.advisor(code).await;
        let said = refused(&person, HAMBURG, 0, json!({ "on": false })).await;
        assert_eq!(said.kind, kind, "{code}");
    }
    let after = set(&ruth, HAMBURG, 0, json!({ "on": false })).await;
    assert_eq!(after.version, 1);
    let switches: Vec<_> = after
        .centres
        .iter()
        .map(|c| (c.id.as_str(), c.contacts))
        .collect();
    assert_eq!(switches, [("hamburg-hafen", false), ("oslo-alna", true)]);
    let gone = problem(ines.get(&contacts).await).await;
    assert_eq!(gone.kind, Kind::ContactsOff);

    // What was on the screen is not what is there: nothing is undone unseen.
    let stale = refused(&ruth, HAMBURG, 0, json!({ "on": true })).await;
    assert_eq!(stale.kind, Kind::SettingsChanged);
    // The same again changes nothing, and nothing is told.
    let again = set(&ruth, HAMBURG, 1, json!({ "on": false })).await;
    assert_eq!((again.version, again.changes.len()), (1, 1));
    assert_eq!(again.changes[0].by, "Ruth Brandt");
    let what = Changed::Contacts {
        centre: "Hamburg Hafen".into(),
        on: false,
    };
    assert_eq!(again.changes[0].what, what);
    // Another centre's people hear nothing of it.
    let live = settings(&server.advisor("live").await).await;
    assert_eq!((live.centres.len(), live.changes.len()), (1, 0));
    let opal = server.advisor("opal").await;
    let unknown = "/api/desk/centres/bergen/contacts";
    let said = refused(&opal, unknown, 1, json!({ "on": true })).await;
    assert_eq!(said.kind, Kind::CentreNotFound);

    server.restart().await;
    let after = settings(&server.advisor("opal").await).await;
    assert_eq!((after.version, after.centres[0].contacts), (1, false));
}

#[tokio::test]
async fn times_and_limits_are_for_all_centres_and_stay_in_their_ranges() {
    let server = Server::start().await;
    let (henrik, sam) = (server.advisor("henrik").await, server.advisor("sam").await);
    let mut terms = serde_json::to_value(settings(&sam).await.terms).expect("json");
    terms["reopen_days"] = 21.into();
    terms["disputes_per_day"] = 5.into();
    let path = "/api/desk/terms";
    assert_eq!(
        refused(&sam, path, 0, terms.clone()).await.kind,
        Kind::NotAllowed
    );
    let mut wrong = terms.clone();
    wrong["reopen_days"] = 0.into();
    wrong["messages_per_day"] = 5000.into();
    let faults: Vec<_> = refused(&henrik, path, 0, wrong).await.errors;
    let faults: Vec<_> = faults
        .iter()
        .map(|e| (e.pointer.as_str(), e.code, e.limit))
        .collect();
    assert_eq!(
        faults,
        [
            ("/to/messages_per_day", Fault::TooMany, Some(1000)),
            ("/to/reopen_days", Fault::TooFew, Some(1))
        ]
    );
    let after = set(&henrik, path, 0, terms.clone()).await;
    assert_eq!((after.version, after.terms.reopen_days), (1, 21));
    let fields = vec!["disputes_per_day".to_owned(), "reopen_days".to_owned()];
    let seen = settings(&sam).await;
    assert_eq!(seen.changes[0].what, Changed::Terms { fields });
    assert_eq!(seen.changes[0].by, "Henrik Solberg");
    assert_eq!(
        refused(&henrik, path, 0, terms).await.kind,
        Kind::SettingsChanged
    );
}

#[tokio::test]
async fn of_two_changes_over_the_same_version_one_is_made() {
    let server = Server::start().await;
    let (henrik, opal) = (server.advisor("henrik").await, server.advisor("opal").await);
    let terms = |days: i64| {
        let terms = Terms {
            reopen_days: days,
            ..Terms::default()
        };
        json!(terms)
    };
    for seen in 0..10 {
        let days = 30 + 2 * seen as i64;
        let (a, b) = tokio::join!(
            put(&henrik, "/api/desk/terms", seen, terms(days)),
            put(&opal, "/api/desk/terms", seen, terms(days + 1)),
        );
        let mut said = [a.status().as_u16(), b.status().as_u16()];
        said.sort_unstable();
        assert_eq!(said, [200, 409]);
    }
    assert_eq!(settings(&opal).await.changes.len(), 10);
}

#[tokio::test]
async fn a_centres_calendar_is_its_peoples() {
    let server = Server::start().await;
    let of = |centre: &str| format!("/api/desk/centres/{centre}/calendar");
    let sam = server.advisor("sam").await;
    let calendar: Calendar = sam
        .get(&of("hamburg-hafen"))
        .await
        .json()
        .await
        .expect("a calendar");
    assert_eq!(calendar.bays, 3);
    // It is Sunday; Monday to Friday 8 to 18 in Hamburg, Saturday 9 to 13, twice over.
    assert_eq!(calendar.days.len(), 12);
    let (monday, saturday) = (calendar.days[0], calendar.days[5]);
    assert_eq!(monday.opens, server.now().plus_minutes(23 * 60));
    assert_eq!(monday.opens.minutes_until(monday.closes), 600);
    assert_eq!(saturday.opens.minutes_until(saturday.closes), 240);
    for (code, centre, kind) in [
        ("sam", "oslo-alna", Kind::CentreNotFound),
        ("sam", "bergen", Kind::CentreNotFound),
        ("quentin", "oslo-alna", Kind::NotAllowed),
        ("opal", "oslo-alna", Kind::NotAllowed),
        ("opal", "bergen", Kind::CentreNotFound),
    ] {
        let answer = server.advisor(code).await.get(&of(centre)).await;
        assert_eq!(problem(answer).await.kind, kind, "{code} {centre}");
    }
}
