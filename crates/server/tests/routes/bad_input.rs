use crate::support::{Server, accept, command, message, problem, report};
use contract::case::CaseList;
use contract::problem::{Fault, Kind};
use reqwest::Method;
use serde_json::{Value, json};

/// Changes a good report, and says what is then wrong with it.
type Change = (&'static str, fn(&mut Value), &'static str, Fault);

#[tokio::test]
async fn every_fault_of_a_report_is_refused_with_its_pointer_and_changes_nothing() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let table: [Change; 13] = [
        (
            "empty",
            |r| r["body"]["concerns"][0]["text"] = "".into(),
            "/body/concerns/0/text",
            Fault::Empty,
        ),
        (
            "spaces",
            |r| r["body"]["concerns"][0]["text"] = " \n ".into(),
            "/body/concerns/0/text",
            Fault::Empty,
        ),
        (
            "long",
            |r| r["body"]["concerns"][0]["text"] = "x".repeat(2001).into(),
            "/body/concerns/0/text",
            Fault::TooLong,
        ),
        (
            "control",
            |r| r["body"]["concerns"][0]["text"] = "a\u{7}".into(),
            "/body/concerns/0/text",
            Fault::ControlCharacter,
        ),
        (
            "override",
            |r| r["body"]["place"] = "a\u{202E}b".into(),
            "/body/place",
            Fault::DirectionOverride,
        ),
        (
            "check digit",
            |r| r["body"]["vin"] = "1M8GDM9A1KP042788".into(),
            "/body/vin",
            Fault::VinCheckDigit,
        ),
        (
            "short VIN",
            |r| r["body"]["vin"] = "1M8".into(),
            "/body/vin",
            Fault::VinLength,
        ),
        (
            "letter O",
            |r| r["body"]["vin"] = "WVWZZZ1JZXWO00001".into(),
            "/body/vin",
            Fault::VinCharacter,
        ),
        (
            "unknown field",
            |r| r["body"]["colour"] = "red".into(),
            "/body/colour",
            Fault::UnknownField,
        ),
        (
            "unknown in envelope",
            |r| r["owner"] = "jon".into(),
            "/owner",
            Fault::UnknownField,
        ),
        (
            "missing",
            |r| drop(r["body"].as_object_mut().map(|b| b.remove("drivable"))),
            "/body/drivable",
            Fault::Missing,
        ),
        (
            "wrong kind",
            |r| r["body"]["concerns"] = "text".into(),
            "/body/concerns",
            Fault::WrongValue,
        ),
        (
            "no concern",
            |r| r["body"]["concerns"] = json!([]),
            "/body/concerns",
            Fault::Empty,
        ),
    ];
    for (name, change, pointer, fault) in table {
        let mut bad = report(&name.replace(' ', "-"));
        change(&mut bad);
        let said = ines.refused("/api/cases", &bad).await;
        assert_eq!(said.kind, Kind::InvalidInput, "{name}");
        assert_eq!(
            (said.errors[0].pointer.as_str(), said.errors[0].code),
            (pointer, fault),
            "{name}"
        );
    }
    let list: CaseList = ines.get("/api/cases").await.json().await.expect("a list");
    assert!(list.cases.is_empty());
    ines.done("/api/cases", &report("k")).await;
}

#[tokio::test]
async fn what_is_no_json_is_refused_whatever_its_size() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let deep = format!("{{\"body\":{}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    let huge = format!("{{\"key\":\"{}\"}}", "x".repeat(100_000));
    for (body, kind) in [
        ("", Kind::MalformedJson),
        ("{", Kind::MalformedJson),
        ("\u{feff}{}", Kind::MalformedJson),
        (deep.as_str(), Kind::InvalidInput),
        (huge.as_str(), Kind::TooLarge),
        ("[]", Kind::InvalidInput),
        ("null", Kind::InvalidInput),
    ] {
        let said = problem(ines.post_text("/api/cases", body).await).await;
        let head: String = body.chars().take(12).collect();
        assert_eq!(said.kind, kind, "{head}");
    }
    let form = ines
        .request(Method::POST, "/api/cases")
        .header("content-type", "text/plain")
        .body("{}");
    assert_eq!(
        problem(form.send().await.expect("an answer")).await.kind,
        Kind::WrongMediaType
    );
    let none = ines.request(Method::POST, "/api/cases").body("{}");
    assert_eq!(
        problem(none.send().await.expect("an answer")).await.kind,
        Kind::WrongMediaType
    );
}

#[tokio::test]
async fn a_command_of_another_time_is_told_so() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    for (version, kind) in [(0, Kind::VersionTooOld), (99, Kind::VersionUnknown)] {
        let mut old = report("k");
        old["contract"] = version.into();
        assert_eq!(
            ines.refused("/api/cases", &old).await.kind,
            kind,
            "{version}"
        );
    }
}

#[tokio::test]
async fn a_command_for_a_state_the_case_is_not_in_changes_nothing() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let desk = format!("/api/desk/cases/{id}");
    let promise = command("p", json!({ "due": server.now().plus_minutes(10).0 }));
    assert_eq!(
        sam.refused(&format!("{desk}/promises"), &promise)
            .await
            .kind,
        Kind::NotAccepted
    );
    let past = accept("a", server.now().plus_minutes(-40));
    let said = sam.refused(&format!("{desk}/acceptance"), &past).await;
    assert_eq!(
        (said.errors[0].pointer.as_str(), said.errors[0].code),
        ("/body/next_update", Fault::Past)
    );
    let said = sam
        .refused(&format!("{desk}/messages"), &message("m", "\u{200B}"))
        .await;
    assert_eq!(said.errors[0].code, Fault::Empty);
    assert_eq!(sam.case("/api/desk", &id).await.seq, 1);
}
