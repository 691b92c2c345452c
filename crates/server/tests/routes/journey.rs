//! The whole journey over HTTP: what happens by itself, what races, and who never learns what.

use crate::support::{Person, Server, accept, close, command, report};
use contract::appointment::OfferList;
use contract::case::Stage;
use contract::manager::{ContactList, Level};
use contract::problem::{Kind, Problem};
use contract::reward::RewardView;
use contract::survey::{GroupFigures, NamedAnswer, Survey};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What an owner wrote that nobody may read with a name.
const SECRET: &str = "Die Annahme war unhoeflich zu mir";

async fn read<T: DeserializeOwned>(person: &Person, path: &str) -> T {
    let answer = person.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.expect("reads")
}

async fn put(person: &Person, path: &str, body: &Value) -> reqwest::Response {
    let request = person.request(Method::PUT, path);
    let request = request.header(CONTENT_TYPE, "application/json");
    request
        .body(body.to_string())
        .send()
        .await
        .expect("an answer")
}

/// Ines's case in Hamburg, accepted by Sam.
async fn accepted(server: &Server) -> (Person, Person, String) {
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("r").await;
    sam.done(
        &format!("/api/desk/cases/{id}/acceptance"),
        &accept("a", server.now()),
    )
    .await;
    (ines, sam, id)
}

async fn closed(server: &Server) -> (Person, Person, String) {
    let (ines, sam, id) = accepted(server).await;
    sam.done(&format!("/api/desk/cases/{id}/closure"), &close("c"))
        .await;
    (ines, sam, id)
}

fn answers() -> Value {
    json!({ "score": 1, "satisfied": "no", "why": SECRET, "conduct": ["rude"] })
}

/// Waits for something the server does by itself, once a second.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_visit_is_found_taken_and_its_last_place_filled() {
    let server = Server::start().await;
    let (ines, ada) = (server.owner("ines").await, server.owner("ada").await);
    let mut last = None;
    // Three bays: the fourth car of the same hour is too much.
    for n in 0..4 {
        let who = if n < 2 { &ines } else { &ada };
        let mut reported = report(&format!("r{n}"));
        if n >= 2 {
            reported["body"]["vin"] = "WVWZZZ1JZXW000002".into();
        }
        let id = who.done("/api/cases", &reported).await.case;
        let list: OfferList = read(who, &format!("/api/cases/{id}/offers")).await;
        assert!(list.offers.windows(2).all(|w| w[0].starts <= w[1].starts));
        let wanted = last.clone().unwrap_or_else(|| {
            let centre = list.offers.iter().find(|o| o.kind.slug() == "centre");
            centre.expect("an offer").clone()
        });
        let choice = json!({ "centre": wanted.centre, "kind": wanted.kind, "starts": wanted.starts, "price": wanted.price });
        let path = format!("/api/cases/{id}/appointment");
        if n < 3 {
            who.done(&path, &command(&format!("b{n}"), choice)).await;
        } else {
            assert!(!list.offers.contains(&wanted), "a full hour is not offered");
            let said = who.refused(&path, &command("b3", choice)).await;
            assert_eq!(said.kind, Kind::SlotFilled);
        }
        last = Some(wanted);
    }
}

#[tokio::test]
async fn contacts_come_with_the_intake_and_go_with_the_close() {
    let server = Server::start().await;
    let (ines, sam, id) = accepted(&server).await;
    let path = format!("/api/cases/{id}/contacts");
    let list: ContactList = read(&ines, &path).await;
    let said: Vec<_> = list
        .contacts
        .iter()
        .map(|c| (c.level, c.name.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (Level::Local, "Greta Holm"),
            (Level::Regional, "Ruth Brandt")
        ]
    );
    sam.done(&format!("/api/desk/cases/{id}/closure"), &close("c"))
        .await;
    assert_eq!(ines.get(&path).await.status(), StatusCode::NOT_FOUND);

    let off = Server::start_with(|c| c.centres[0].contacts = false).await;
    let (ines, _, id) = accepted(&off).await;
    let answer = ines.get(&format!("/api/cases/{id}/contacts")).await;
    assert_eq!(
        crate::support::problem(answer).await.kind,
        Kind::ContactsOff
    );
}

#[tokio::test]
async fn a_missed_promise_climbs_by_itself_over_a_restart_too() {
    let mut server = Server::start().await;
    let (ines, _, id) = accepted(&server).await;
    let missed = async |ines: &Person| {
        let case = ines.case("/api", &id).await;
        case.promise.and_then(|p| p.missed)
    };
    assert_eq!(missed(&ines).await, None);
    server.later(30);
    until("the local manager has it", async || {
        missed(&ines).await == Some(Level::Local)
    })
    .await;
    server.restart().await;
    server.later(60);
    let ines = server.owner("ines").await;
    until("the regional manager has it", async || {
        missed(&ines).await == Some(Level::Regional)
    })
    .await;
    let case = ines.case("/api", &id).await;
    assert_eq!(case.timeline.len(), 4, "once a level");
}

#[tokio::test]
async fn a_claim_raced_from_fifty_requests_is_one_reward_with_one_code() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let (ines, _, id) = closed(&server).await;
    let path = format!("/api/cases/{id}/reward");
    let early = ines
        .refused(&path, &command("early", json!({ "pick": "discount" })))
        .await;
    assert_eq!(early.kind, Kind::SurveyNeeded);
    ines.done(
        &format!("/api/cases/{id}/survey"),
        &command("s", json!({ "answers": answers() })),
    )
    .await;
    let claims = (0..50).map(|n| {
        let (ines, path) = (ines.clone(), path.clone());
        let pick = if n % 2 == 0 {
            json!("discount")
        } else {
            json!({ "article": "mug" })
        };
        tokio::spawn(async move {
            ines.done(&path, &command(&format!("k{n}"), json!({ "pick": pick })))
                .await
        })
    });
    let mut heads = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        heads.push(claim.await.expect("answered").head);
    }
    heads.dedup();
    assert_eq!(heads.len(), 1, "one event, one receipt");
    let first: RewardView = read(&ines, &path).await;
    let code = first.code.expect("a code");
    assert_eq!(code.len(), 10);

    // The shop takes it once, however it is typed; nobody without the credential does.
    let redeem = |token: &'static str, code: String| {
        let request = server
            .nobody()
            .request(Method::POST, "/api/shop/redemptions");
        let request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        let request = request.header(CONTENT_TYPE, "application/json");
        request.body(json!({ "code": code }).to_string()).send()
    };
    let typed = format!("{} {}", code[..5].to_lowercase(), &code[5..]);
    let denied = redeem("guess", typed.clone()).await.expect("an answer");
    assert_eq!(denied.status(), StatusCode::UNAUTHORIZED);
    let taken = redeem("demo-shop", typed.clone()).await.expect("an answer");
    assert_eq!(taken.status(), StatusCode::CREATED);
    let twice: Problem = redeem("demo-shop", typed)
        .await
        .expect("an answer")
        .json()
        .await
        .expect("a problem");
    assert_eq!(twice.kind, Kind::CodeRedeemed);
    let unknown = redeem("demo-shop", "0000000000".into())
        .await
        .expect("an answer");
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_survey_saves_as_it_goes_and_two_screens_do_not_overwrite_one_another() {
    let server = Server::start().await;
    let (ines, _, id) = closed(&server).await;
    let path = format!("/api/cases/{id}/survey");
    let fresh: Survey = read(&ines, &path).await;
    assert_eq!(
        (fresh.version, fresh.answers.score),
        (0, None),
        "nothing is preset"
    );
    let saved = put(
        &ines,
        &path,
        &json!({ "answers": { "score": 4 }, "version": 0 }),
    )
    .await;
    assert_eq!(saved.status(), StatusCode::OK);
    // Another screen, which has not seen it.
    let late = put(
        &ines,
        &path,
        &json!({ "answers": { "score": 2 }, "version": 0 }),
    )
    .await;
    assert_eq!(
        crate::support::problem(late).await.kind,
        Kind::SurveyChanged
    );
    let kept: Survey = read(&ines, &path).await;
    assert_eq!((kept.version, kept.answers.score), (1, Some(4)));
    let wrong = put(
        &ines,
        &path,
        &json!({ "answers": { "score": 9 }, "version": 1 }),
    )
    .await;
    let wrong = crate::support::problem(wrong).await;
    assert_eq!(wrong.errors[0].pointer, "/body/answers/score");
    ines.done(&path, &command("s", json!({ "answers": answers() })))
        .await;
    let again = put(
        &ines,
        &path,
        &json!({ "answers": { "score": 5 }, "version": 2 }),
    )
    .await;
    assert_eq!(crate::support::problem(again).await.kind, Kind::SurveyGiven);
}

#[tokio::test]
async fn nobody_but_the_owner_and_the_quality_lead_receives_a_named_answer() {
    let server = Server::start().await;
    let (ines, sam, id) = closed(&server).await;
    let position = ines.get("/api/cases").await.text().await.expect("text");
    let position: Value = serde_json::from_str(&position).expect("json");
    ines.done(
        &format!("/api/cases/{id}/survey"),
        &command("s", json!({ "answers": answers() })),
    )
    .await;

    let after = position["position"].as_str().expect("a position");
    let mut said = String::new();
    for who in ["sam", "greta", "ruth", "henrik", "opal"] {
        let person = server.advisor(who).await;
        for path in [
            "/cases",
            "/cases?closed=true",
            &format!("/cases/{id}"),
            "/answers",
            "/figures",
        ] {
            said += &person
                .get(&format!("/api/desk{path}"))
                .await
                .text()
                .await
                .expect("text");
        }
        if who != "opal" {
            said += &first_bytes(&person, &format!("/api/desk/live?after={after}")).await;
        }
    }
    let carmen = server.owner("carmen").await;
    for path in [
        format!("/api/cases/{id}"),
        format!("/api/cases/{id}/survey"),
    ] {
        said += &carmen.get(&path).await.text().await.expect("text");
    }
    said += &first_bytes(&ines, &format!("/api/live?after={after}")).await;
    assert!(said.contains("survey-given"), "the streams were read");
    assert!(!said.contains("unhoeflich"), "an answer left with somebody");
    drop(sam);

    let mine: Survey = read(&ines, &format!("/api/cases/{id}/survey")).await;
    assert_eq!(mine.answers.why.as_deref(), Some(SECRET));
    let quentin = server.advisor("quentin").await;
    let named: Vec<NamedAnswer> = read(&quentin, "/api/desk/answers").await;
    assert_eq!(named[0].answers.why.as_deref(), Some(SECRET));
    assert_eq!(named[0].advisor.as_deref(), Some("Sam Okafor"));
    let done = quentin
        .post(
            &format!("/api/desk/answers/{id}/action"),
            &json!({ "text": "Spoken with both" }),
        )
        .await;
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    let named: Vec<NamedAnswer> = read(&quentin, "/api/desk/answers").await;
    assert_eq!(named[0].action.as_deref(), Some("Spoken with both"));
}

/// What a stream says at once: everything missed, then the first beat.
async fn first_bytes(person: &Person, path: &str) -> String {
    let mut answer = person.get(path).await;
    let mut text = String::new();
    while !text.contains("event: beat") {
        let chunk = answer.chunk().await.expect("a chunk").expect("not the end");
        text += &String::from_utf8_lossy(&chunk);
    }
    text
}

#[tokio::test]
async fn figures_are_shown_from_five_answers_on_and_in_whole_groups() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    for n in 0..6 {
        server.later(1);
        let id = ines.reports(&format!("r{n}")).await;
        sam.done(
            &format!("/api/desk/cases/{id}/acceptance"),
            &accept(&format!("a{n}"), server.now()),
        )
        .await;
        sam.done(
            &format!("/api/desk/cases/{id}/closure"),
            &close(&format!("c{n}")),
        )
        .await;
        let answers = json!({ "score": if n < 5 { 4 } else { 1 }, "satisfied": "yes" });
        ines.done(
            &format!("/api/cases/{id}/survey"),
            &command(&format!("s{n}"), json!({ "answers": answers })),
        )
        .await;
        let figures: Vec<GroupFigures> = read(&sam, "/api/desk/figures").await;
        if n < 4 {
            assert_eq!(figures, []);
        } else {
            // The sixth, a 1, does not show by itself.
            assert_eq!(
                (figures[0].answered, figures[0].scores),
                (5, [0, 0, 0, 5, 0])
            );
        }
    }
}

#[tokio::test]
async fn the_recall_bill_reaches_nobody_as_a_charge() {
    let server = Server::start().await;
    let (carmen, live) = (server.owner("carmen").await, server.advisor("live").await);
    let mut reported = report("r");
    reported["body"]["vin"] = "1G1FY6S06N4100017".into();
    reported["body"]["centre"] = "oslo-alna".into();
    let id = carmen.done("/api/cases", &reported).await.case;
    let desk = format!("/api/desk/cases/{id}");
    live.done(&format!("{desk}/acceptance"), &accept("a", server.now()))
        .await;
    let line = |coverage: Option<&str>| {
        json!({ "id": "pack", "kind": "work", "title": "Battery pack, replace", "reason": "Cells have failed",
            "component": "ELECTRICAL SYSTEM:PROPULSION SYSTEM:TRACTION BATTERY", "coverage": coverage,
            "parts": { "minor": 2_500_000, "currency": "NOK" }, "labour": { "minor": 500_000, "currency": "NOK" } })
    };
    let estimate = |key: &str, coverage| {
        let next = server.now().plus_minutes(60);
        command(
            key,
            json!({ "follows": 0, "lines": [line(coverage)], "next_update": next }),
        )
    };
    for (key, coverage, fault) in [
        ("e1", None, "unclassed"),
        ("e2", Some("not-covered"), "signature-needed"),
    ] {
        let said = live
            .refused(&format!("{desk}/estimates"), &estimate(key, coverage))
            .await;
        assert_eq!(said.errors[0].code.slug(), fault);
        assert_eq!(said.errors[0].pointer, "/body/lines/0/coverage");
    }
    live.done(
        &format!("{desk}/estimates"),
        &estimate("e3", Some("recall")),
    )
    .await;
    let case = carmen.case("/api", id.as_str()).await;
    assert_eq!(case.stage, Stage::WaitingForApproval);
    assert_eq!(case.estimate.expect("an estimate").total.minor, 0);
}

#[tokio::test]
async fn what_was_paid_before_a_recall_is_found_and_told_once() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    // The car is the same, however its number is typed.
    let typed = ["5yj3e1ea0kf000316 ", "5YJ3E1EA0KF000316"];
    for (key, vin, found) in [("r1", typed[0], 1), ("r2", typed[1], 0)] {
        let mut reported = report(key);
        reported["body"]["vin"] = vin.into();
        let id = ines.done("/api/cases", &reported).await.case;
        let case = ines.case("/api", id.as_str()).await;
        assert_eq!(case.refunds.len(), found, "{key}");
        assert_eq!(case.vin.as_deref(), Some(typed[1]));
    }
    let record: contract::vehicle::VehicleRecord =
        read(&ines, "/api/vehicles/5yj3e1ea0kf000316").await;
    assert_eq!(record.vin.as_str(), typed[1]);
    assert!(!record.recalls.is_empty());
}

#[tokio::test]
async fn a_car_that_drains_is_urgent_and_first_at_the_desk_with_what_it_said() {
    let server = Server::start().await;
    let (jon, sam) = (server.owner("jon").await, server.advisor("sam").await);
    server.owner("ines").await.reports("before").await;
    let record: contract::vehicle::VehicleRecord =
        read(&jon, "/api/vehicles/1M8GDM9AXKP042788").await;
    let mut reported = report("r");
    reported["body"]["vin"] = "1M8GDM9AXKP042788".into();
    reported["body"]["signals"] = serde_json::to_value(&record.signals).expect("json");
    let id = jon.done("/api/cases", &reported).await.case;
    let case = sam.case("/api/desk", id.as_str()).await;
    assert!(case.urgent);
    assert_eq!(case.signals.len(), record.signals.len());
    let list: contract::case::CaseList = read(&sam, "/api/desk/cases").await;
    assert!(
        list.cases[0].urgent && list.cases[0].id == id,
        "it comes first"
    );
}
