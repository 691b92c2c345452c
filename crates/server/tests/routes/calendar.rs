//! The agreed visit as a file for the owner's own calendar.

use crate::support::{Person, Server, accept, close, command, problem};
use contract::appointment::{Offer, OfferList};
use contract::problem::Kind;
use reqwest::StatusCode;
use serde_json::json;

/// Visits of one kind that can be had in Hamburg.
async fn offers(person: &Person, id: &str, kind: &str) -> Vec<Offer> {
    let answer = person.get(&format!("/api/cases/{id}/offers")).await;
    let OfferList { mut offers } = answer.json().await.expect("offers");
    offers.retain(|o| o.kind.slug() == kind && o.centre.as_str() == "hamburg-hafen");
    offers
}

async fn book(person: &Person, id: &str, key: &str, offer: &Offer) {
    let choice = json!({ "centre": offer.centre, "kind": offer.kind, "starts": offer.starts, "price": offer.price });
    let path = format!("/api/cases/{id}/appointment");
    person.done(&path, &command(key, choice)).await;
}

/// The file's lines, unfolded.
async fn lines(person: &Person, id: &str) -> Vec<String> {
    let answer = person.get(&format!("/api/cases/{id}/calendar")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        answer.headers()["content-type"],
        "text/calendar; charset=utf-8"
    );
    let text = answer.text().await.expect("text");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let whole = text.replace("\r\n ", "");
    whole.lines().map(str::to_owned).collect()
}

fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    let mut found = lines
        .iter()
        .filter_map(|l| l.strip_prefix(name)?.strip_prefix(':'));
    let value = found.next().unwrap_or_else(|| panic!("{name}: {lines:?}"));
    assert_eq!(found.next(), None, "{name} is there once");
    value
}

/// An instant as calendars write it.
fn utc(millis: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(millis).expect("an instant");
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[tokio::test]
async fn a_visit_is_a_file_for_a_calendar_and_a_moved_one_takes_its_place() {
    let server = Server::start_with(|c| {
        c.brand = "Möwe; Söhne".into();
        c.centres[0].centre.address = "Am Sandtorkai 1, 20457 Hamburg\nTor 3".into();
    })
    .await;
    let (ines, ole, jon) = (
        server.owner("ines").await,
        server.owner("ole").await,
        server.owner("jon").await,
    );
    let id = ines.reports("r").await;
    let path = format!("/api/cases/{id}/calendar");
    let none = problem(ines.get(&path).await).await;
    assert_eq!(none.kind, Kind::NoAppointment);

    let all = offers(&ines, &id, "centre").await;
    let (first, second) = (&all[0], &all[1]);
    book(&ines, &id, "b1", first).await;
    let case = ines.case("/api", &id).await;
    let number = case.id.number();
    let answer = ines.get(&path).await;
    assert_eq!(
        answer.headers()["content-disposition"],
        format!("attachment; filename=\"visit-{number}.ics\"")
    );
    // A driver of the car sees it too, and reads the same.
    let file = lines(&ole, &id).await;
    assert_eq!(lines(&ines, &id).await, file);
    assert_eq!(
        (file[0].as_str(), value(&file, "VERSION")),
        ("BEGIN:VCALENDAR", "2.0")
    );
    let uid = value(&file, "UID").to_owned();
    assert_eq!(uid, format!("visit-{id}@servicelane"));
    assert_eq!(value(&file, "DTSTART"), utc(first.starts.0));
    assert_eq!(value(&file, "DTEND"), utc(first.ends().0));
    assert_eq!(value(&file, "DTSTAMP"), utc(server.now().0));
    assert_eq!(value(&file, "SEQUENCE"), case.seq.to_string());
    assert_eq!(value(&file, "STATUS"), "CONFIRMED");
    assert_eq!(value(&file, "SUMMARY"), "Möwe\\; Söhne\\, Hamburg Hafen");
    // A line's end is written as `\n` or `\N`.
    let plain = |name: &str| value(&file, name).replace("\\N", "\\n");
    assert_eq!(
        plain("LOCATION"),
        "Am Sandtorkai 1\\, 20457 Hamburg\\nTor 3"
    );
    assert_eq!(plain("DESCRIPTION"), format!("+49 40 5550 1200\\n{number}"));

    server.later(5);
    book(&ines, &id, "b2", second).await;
    let moved = lines(&ines, &id).await;
    assert_eq!(value(&moved, "UID"), uid);
    assert_eq!(value(&moved, "DTSTART"), utc(second.starts.0));
    let sequence = |lines: &[String]| value(lines, "SEQUENCE").parse::<u32>().expect("a number");
    assert!(sequence(&moved) > sequence(&file));
    assert!(value(&moved, "DTSTAMP") > value(&file, "DTSTAMP"));

    let said = problem(jon.get(&path).await).await;
    assert_eq!(said.kind, Kind::CaseNotFound);
    let nobody = problem(server.nobody().get(&path).await).await;
    assert_eq!(nobody.kind, Kind::SignInNeeded);
    let cancel = format!("/api/cases/{id}/appointment-cancellation");
    ines.done(&cancel, &command("c", json!({}))).await;
    let gone = problem(ines.get(&path).await).await;
    assert_eq!(gone.kind, Kind::NoAppointment);
}

#[tokio::test]
async fn a_technician_comes_to_no_address_of_ours_and_a_close_calls_the_visit_off() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("r").await;
    let visit = offers(&ines, &id, "mobile").await.remove(0);
    book(&ines, &id, "b", &visit).await;
    let file = lines(&ines, &id).await;
    assert!(!file.iter().any(|l| l.starts_with("LOCATION")), "{file:?}");
    let desk = format!("/api/desk/cases/{id}");
    sam.done(&format!("{desk}/acceptance"), &accept("a", server.now()))
        .await;
    sam.done(&format!("{desk}/closure"), &close("c")).await;
    assert_eq!(value(&lines(&ines, &id).await, "STATUS"), "CANCELLED");
}
