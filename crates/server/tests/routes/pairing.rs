//! A car is paired: from the code on its screen to the last word of its credential.

use crate::support::{
    INES_VIN, JON_VIN, Person, Server, command, everything, message, problem, read, report,
};
use contract::case::CaseList;
use contract::command::DriveState;
use contract::pairing::{Pairing, PairingCode, PairingList, PairingProgress, PairingView};
use contract::person::{Role, Session};
use contract::problem::Kind;
use contract::vehicle::SignalKind;
use reqwest::header::{CONTENT_TYPE, COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::config::Config;
use std::sync::atomic::Ordering;

/// The other car of Ines's.
const OTHER_VIN: &str = "5YJ3E1EA0KF000316";

async fn begin(server: &Server, vin: &str) -> PairingCode {
    let ask = json!({ "vin": vin, "drive": "parked" });
    read(server.nobody().post("/api/pairings", &ask).await, 201).await
}

fn poll_body(code: &PairingCode, drive: &str) -> Value {
    json!({ "device_code": code.device_code, "drive": drive })
}

/// Asks, an interval after it asked last.
async fn poll(server: &Server, code: &PairingCode, drive: &str) -> PairingProgress {
    server.time.fetch_add(5_000, Ordering::Relaxed);
    let body = poll_body(code, drive);
    let answer = server.nobody().post("/api/pairings/token", &body).await;
    read(answer, 200).await
}

fn of(code: &PairingCode) -> String {
    format!("/api/pairings/{}", code.user_code)
}

async fn confirm(owner: &Person, code: &PairingCode) -> reqwest::Response {
    let path = format!("{}/confirmation", of(code));
    owner.post(&path, &everything()).await
}

async fn put(person: &Person, path: &str, body: &Value) -> reqwest::Response {
    let request = person.request(Method::PUT, path);
    let request = request.header(CONTENT_TYPE, "application/json");
    request.body(body.to_string()).send().await.expect("answer")
}

async fn delete(person: &Person, path: &str) -> StatusCode {
    let request = person.request(Method::DELETE, path);
    request.send().await.expect("answer").status()
}

#[tokio::test]
async fn a_car_is_paired_from_its_own_screen_and_its_owners_phone() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let code = begin(&server, INES_VIN).await;
    assert_eq!((code.expires_in, code.interval), (300, 5));
    assert!(code.address_with_code.ends_with(&code.user_code));
    assert_eq!(
        poll(&server, &code, "parked").await,
        PairingProgress::Pending
    );

    // The phone may write it as it likes, and from here on both screens show the same.
    let typed = of(&code).to_lowercase();
    let seen: PairingView = read(ines.get(&typed).await, 200).await;
    assert_eq!(
        (seen.vin.as_str(), seen.nickname.as_str()),
        (INES_VIN, "Möwe")
    );
    let claimed = PairingProgress::Claimed {
        nickname: seen.nickname,
        word: seen.word,
    };
    assert_eq!(poll(&server, &code, "parked").await, claimed);

    // Confirmed twice by an impatient thumb is confirmed once.
    for _ in 0..2 {
        assert_eq!(confirm(&ines, &code).await.status(), StatusCode::NO_CONTENT);
    }
    // It has driven off meanwhile: nothing is given to it before it is parked again.
    assert_eq!(poll(&server, &code, "moving").await, claimed);
    let PairingProgress::Granted {
        credential,
        pairing,
    } = poll(&server, &code, "parked").await
    else {
        panic!("not granted");
    };
    assert_eq!(credential.len(), 43);
    assert_eq!(pairing.vin.as_str(), INES_VIN);

    // The code is dead.
    let nobody = server.nobody();
    let again = poll_body(&code, "parked");
    let used = nobody.post("/api/pairings/token", &again).await;
    assert_eq!(problem(used).await.kind, Kind::PairingNotFound);
    assert_eq!(
        problem(ines.get(&of(&code)).await).await.kind,
        Kind::PairingNotFound
    );

    let mut car = server.nobody();
    car.bearer = Some(credential);
    let session: Session = read(car.get("/api/session").await, 200).await;
    assert_eq!(session.role, Role::Driver);
    assert_eq!(session.vehicles.len(), 1);
    assert_eq!(session.car, Some(pairing.rights));
}

#[tokio::test]
async fn a_car_knows_what_its_owner_agrees_to_now() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, id) = server.paired(&ines, INES_VIN, &everything()).await;
    let own = format!("/api/vehicles/{INES_VIN}/pairings");
    let path = format!("{own}/{id}");
    for kinds in [vec![SignalKind::Range, SignalKind::Tyres], vec![]] {
        let mut allowed = everything();
        allowed["kinds"] = json!(kinds);
        let after: Pairing = read(put(&ines, &path, &allowed).await, 200).await;
        assert_eq!(after.kinds, kinds);
        let told: PairingList = read(car.get(&own).await, 200).await;
        assert_eq!(told.pairings, [after]);
    }
    // It asks about itself, and changes nothing.
    let other = format!("/api/vehicles/{OTHER_VIN}/pairings");
    let other = problem(car.get(&other).await).await;
    assert_eq!(other.kind, Kind::VehicleNotFound);
    let changed = problem(put(&car, &path, &everything()).await).await;
    assert_eq!(changed.kind, Kind::NotAllowed);
    assert_eq!(delete(&car, &path).await, StatusCode::FORBIDDEN);
    assert_eq!(delete(&ines, &path).await, StatusCode::NO_CONTENT);
    let ended = problem(car.get(&own).await).await;
    assert_eq!(ended.kind, Kind::SignInNeeded);
}

#[tokio::test]
async fn only_a_parked_car_is_paired() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    for drive in ["idling", "moving", "unknown", "none"] {
        let ask = json!({ "vin": INES_VIN, "drive": drive });
        let refused = problem(server.nobody().post("/api/pairings", &ask).await).await;
        assert_eq!(refused.kind, Kind::DriveLocked, "{drive}");
        assert!(refused.drive.is_some());
    }
    let code = begin(&server, INES_VIN).await;
    ines.get(&of(&code)).await;
    poll(&server, &code, "moving").await;
    let refused = problem(confirm(&ines, &code).await).await;
    assert_eq!(
        (refused.kind, refused.drive),
        (Kind::DriveLocked, Some(DriveState::Moving))
    );
    // Parked, but that was a while ago.
    poll(&server, &code, "parked").await;
    server.time.fetch_add(15_001, Ordering::Relaxed);
    let refused = problem(confirm(&ines, &code).await).await;
    assert_eq!(
        (refused.kind, refused.drive),
        (Kind::DriveLocked, Some(DriveState::Unknown))
    );
    poll(&server, &code, "parked").await;
    assert_eq!(confirm(&ines, &code).await.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn who_asks_too_fast_is_told_to_slow_down_and_a_code_dies_in_five_minutes() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let code = begin(&server, INES_VIN).await;
    let nobody = server.nobody();
    poll(&server, &code, "parked").await;
    for interval in [10, 15] {
        let again = poll_body(&code, "parked");
        let at_once = nobody.post("/api/pairings/token", &again).await;
        let told: PairingProgress = read(at_once, 200).await;
        assert_eq!(told, PairingProgress::SlowDown { interval });
    }
    server.later(5);
    assert_eq!(
        problem(ines.get(&of(&code)).await).await.kind,
        Kind::PairingNotFound
    );
    assert_eq!(
        problem(confirm(&ines, &code).await).await.kind,
        Kind::PairingNotFound
    );
    assert_eq!(
        poll(&server, &code, "parked").await,
        PairingProgress::Expired
    );
}

#[tokio::test]
async fn the_owner_says_no_and_a_newer_code_takes_the_place_of_the_older_one() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let old = begin(&server, INES_VIN).await;
    let code = begin(&server, INES_VIN).await;
    assert_eq!(
        problem(ines.get(&of(&old)).await).await.kind,
        Kind::PairingNotFound
    );
    let unlooked = problem(confirm(&ines, &code).await).await;
    assert_eq!(unlooked.kind, Kind::PairingNotFound, "nothing was compared");
    let path = format!("{}/refusal", of(&code));
    let refused = ines.post(&path, &json!({})).await;
    assert_eq!(refused.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        poll(&server, &code, "parked").await,
        PairingProgress::Denied
    );
    assert_eq!(
        problem(confirm(&ines, &code).await).await.kind,
        Kind::PairingNotFound
    );
}

#[tokio::test]
async fn somebody_elses_car_is_as_unknown_as_a_guess_and_guesses_are_counted() {
    let server = Server::start().await;
    let (ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let driver = server.owner("ole").await;
    let code = begin(&server, JON_VIN).await;
    assert_eq!(
        problem(driver.get(&of(&code)).await).await.kind,
        Kind::NotAllowed
    );
    let theirs = problem(ines.get(&of(&code)).await).await;
    let unknown = problem(ines.get("/api/pairings/BCDF-GHJK").await).await;
    assert_eq!(theirs.kind, Kind::PairingNotFound);
    assert_eq!((theirs.kind, theirs.title), (unknown.kind, unknown.title));
    for _ in 0..8 {
        ines.get("/api/pairings/BCDF-GHJK").await;
    }
    let own = begin(&server, INES_VIN).await;
    let held = problem(ines.get(&of(&own)).await).await;
    assert_eq!(held.kind, Kind::TooManyRequests);
    assert!(held.until.is_some());
    // Nobody else waits for it.
    assert_eq!(jon.get(&of(&code)).await.status(), StatusCode::OK);
    server.later(5);
    let own = begin(&server, INES_VIN).await;
    assert_eq!(ines.get(&of(&own)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn strangers_knock_so_often_and_no_more() {
    let server = Server::start_with(|c| c.limits.pairings_per_minute = 3).await;
    let nobody = server.nobody();
    begin(&server, INES_VIN).await;
    for _ in 0..2 {
        let guess = json!({ "device_code": "guess", "drive": "parked" });
        let refused = nobody.post("/api/pairings/token", &guess).await;
        assert_eq!(problem(refused).await.kind, Kind::PairingNotFound);
    }
    let ask = json!({ "vin": INES_VIN, "drive": "parked" });
    let refused = nobody.post("/api/pairings", &ask).await;
    assert_eq!(problem(refused).await.kind, Kind::TooManyRequests);
}

#[tokio::test]
async fn revoking_ends_the_credential_and_the_open_streams_at_once() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, id) = server.paired(&ines, INES_VIN, &everything()).await;
    let mut live = car.get("/api/live").await;
    assert_eq!(live.status(), StatusCode::OK);
    let list: PairingList = read(
        ines.get(&format!("/api/vehicles/{INES_VIN}/pairings"))
            .await,
        200,
    )
    .await;
    assert_eq!(list.pairings[0].id.as_str(), id);
    let path = format!("/api/vehicles/{INES_VIN}/pairings/{id}");
    let wrong = format!("/api/vehicles/{OTHER_VIN}/pairings/{id}");
    assert_eq!(delete(&ines, &wrong).await, StatusCode::NOT_FOUND);
    let jon = server.owner("jon").await;
    assert_eq!(delete(&jon, &path).await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&ines, &path).await, StatusCode::NO_CONTENT);
    while live.chunk().await.expect("no fault").is_some() {}
    for path in ["/api/session", "/api/cases", "/api/live"] {
        assert_eq!(car.get(path).await.status(), StatusCode::UNAUTHORIZED);
    }
    let refused = car.refused("/api/cases", &report("late")).await;
    assert_eq!(refused.kind, Kind::SignInNeeded);
    assert_eq!(delete(&ines, &path).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_credential_outlives_a_restart_ends_with_a_sign_out_and_is_replaced_by_the_next() {
    let mut server = Server::start().await;
    let ines = server.owner("ines").await;
    let (mut first, _) = server.paired(&ines, INES_VIN, &everything()).await;
    server.restart().await;
    first.base = server.nobody().base;
    assert_eq!(first.get("/api/session").await.status(), StatusCode::OK);
    let ines = server.owner("ines").await;
    let (second, _) = server.paired(&ines, INES_VIN, &everything()).await;
    assert_eq!(first.get("/api/session").await.status(), 401);
    // Signing out everywhere is the car's own affair too: its owner stays.
    assert_eq!(delete(&second, "/api/sessions").await, 204);
    assert_eq!(second.get("/api/session").await.status(), 401);
    assert_eq!(ines.get("/api/session").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_cookie_and_a_credential_are_never_taken_at_once() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    for person in [&ines, &sam] {
        let cookie = person.cookie.clone().expect("a cookie");
        for path in ["/api/session", "/api/desk/session"] {
            let request = car.request(Method::GET, path).header(COOKIE, &cookie);
            let both = problem(request.send().await.expect("an answer")).await;
            assert_eq!(both.kind, Kind::TwoCredentials, "{path}");
        }
    }
    let desk = problem(car.get("/api/desk/session").await).await;
    assert_eq!(desk.kind, Kind::SignInNeeded);
}

#[tokio::test]
async fn a_car_does_what_its_owner_shares_and_that_changes_at_once() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let nothing = json!({ "rights": { "report": false, "follow": false, "contacts": false,
        "approve_money": false }, "kinds": [] });
    let (car, id) = server.paired(&ines, INES_VIN, &nothing).await;
    let case = ines.reports("own").await;
    let parked = |mut command: Value| {
        command["drive"] = "parked".into();
        command
    };
    let vehicle = format!("/api/vehicles/{INES_VIN}");
    for path in ["/api/cases", "/api/live", &vehicle] {
        let refused = problem(car.get(path).await).await;
        assert_eq!(refused.kind, Kind::NotShared, "{path}");
    }
    let refused = car.refused("/api/cases", &parked(report("r1"))).await;
    assert_eq!(refused.kind, Kind::NotShared);
    let seen = problem(car.get(&format!("/api/cases/{case}")).await).await;
    assert_eq!(seen.kind, Kind::CaseNotFound);

    let path = format!("/api/vehicles/{INES_VIN}/pairings/{id}");
    let after: Pairing = read(put(&ines, &path, &everything()).await, 200).await;
    assert!(after.rights.report && after.kinds.len() == 8);
    let list: CaseList = read(car.get("/api/cases").await, 200).await;
    assert_eq!(list.cases.len(), 1);
    car.done("/api/cases", &parked(report("r2"))).await;
    let path = format!("/api/cases/{case}/messages");
    car.done(&path, &parked(message("m1", "Wir kommen"))).await;
    assert_eq!(car.get(&vehicle).await.status(), StatusCode::OK);
    for path in ["survey", "reward"] {
        let path = format!("/api/cases/{case}/{path}");
        assert_eq!(car.get(&path).await.status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_car_knows_of_itself_alone() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let mut of_other = report("other");
    of_other["body"]["vin"] = OTHER_VIN.into();
    let other = ines.done("/api/cases", &of_other).await.case;
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let own = ines.reports("own").await;
    let list: CaseList = read(car.get("/api/cases").await, 200).await;
    let ids: Vec<_> = list.cases.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, [own.as_str()]);
    for path in ["", "/offers", "/record", "/contacts"] {
        let path = format!("/api/cases/{other}{path}");
        assert_eq!(car.get(&path).await.status(), 404, "{path}");
    }
    let mut said = message("m1", "Hallo");
    said["drive"] = "parked".into();
    let path = format!("/api/cases/{other}/messages");
    assert_eq!(car.refused(&path, &said).await.kind, Kind::CaseNotFound);
    let vehicle = car.get(&format!("/api/vehicles/{OTHER_VIN}")).await;
    assert_eq!(problem(vehicle).await.kind, Kind::VehicleNotFound);
    of_other["key"] = "mine".into();
    of_other["drive"] = "parked".into();
    let refused = car.refused("/api/cases", &of_other).await;
    assert_eq!(refused.kind, Kind::VehicleNotFound);

    // Of what was missed, and of what comes, it hears its own.
    let epoch = list
        .position
        .split('-')
        .next()
        .expect("an epoch")
        .to_owned();
    let mut live = car.get(&format!("/api/live?after={epoch}-0")).await;
    let mut heard = String::new();
    while !heard.contains("event: beat") {
        let chunk = live.chunk().await.expect("no fault").expect("a chunk");
        heard.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(heard.contains(own.as_str()) && !heard.contains(other.as_str()));
    for (id, key) in [(other.as_str(), "m2"), (own.as_str(), "m3")] {
        let path = format!("/api/cases/{id}/messages");
        ines.done(&path, &message(key, "Guten Tag")).await;
    }
    let chunk = live.chunk().await.expect("no fault").expect("a chunk");
    let heard = String::from_utf8_lossy(&chunk);
    assert!(heard.contains(own.as_str()) && !heard.contains(other.as_str()));
}

#[tokio::test]
async fn what_the_car_is_doing_locks_its_screen_and_nobody_elses() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let case = ines.reports("own").await;
    let said = |drive: &str| {
        let mut command = message(drive, "Hallo");
        command["drive"] = drive.into();
        command
    };
    let path = format!("/api/cases/{case}/messages");
    for (drive, told) in [
        ("idling", DriveState::Idling),
        ("moving", DriveState::Moving),
        ("unknown", DriveState::Unknown),
        ("none", DriveState::Unknown),
    ] {
        let refused = car.refused(&path, &said(drive)).await;
        assert_eq!(
            (refused.kind, refused.drive),
            (Kind::DriveLocked, Some(told))
        );
        ines.done(&path, &said(drive)).await;
    }
    // Written in Park and sent on the motorway.
    car.done(&path, &said("parked")).await;
    // A call is recorded whatever the car is doing: only how the case stands decides.
    let mut call = command(
        "call",
        json!({ "level": "local", "channel": "call", "subject": "estimate" }),
    );
    call["drive"] = "moving".into();
    let path = format!("/api/cases/{case}/contacts");
    assert_ne!(car.refused(&path, &call).await.kind, Kind::DriveLocked);
}

#[tokio::test]
async fn a_car_that_is_sold_loses_its_pairing() {
    let mut server = Server::start().await;
    let ines = server.owner("ines").await;
    let (mut car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let sold = |c: &mut Config| {
        c.owners[0].vehicles.retain(|v| v.vin.as_str() != INES_VIN);
    };
    server.restart_with(sold).await;
    car.base = server.nobody().base;
    assert_eq!(car.get("/api/session").await.status(), 401);
    // Were it given back, it would have to be paired anew.
    server.restart().await;
    car.base = server.nobody().base;
    assert_eq!(car.get("/api/session").await.status(), 401);
}
