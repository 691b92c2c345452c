use crate::support::{VIN, World, problem};
use contract::agent::AgentPairing;
use contract::problem::Kind;
use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    COOKIE, SET_COOKIE,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn the_portal_is_served_as_the_server_does_and_nothing_beside_it() {
    let world = World::new().await;
    for path in ["/", "/cases/abc", "/vehicles", "/index.html"] {
        let page = world
            .page(Method::GET, path)
            .header(ACCEPT_ENCODING, "gzip, br");
        let page = page.send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        assert_eq!(page.headers()[CONTENT_ENCODING], "br");
        let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("'sha256-"));
    }
    for path in [
        "/gone.js",
        "/agent",
        "/agent/more",
        "/vehicle/x",
        "/index.html.br",
    ] {
        let refused = problem(world.get(path).await).await;
        assert_eq!(refused.kind, Kind::RouteNotFound, "{path}");
    }
    let plain = problem(world.get("/vehicle").await).await;
    assert_eq!(plain.kind, Kind::RouteNotFound);
    let put = world
        .page(Method::PUT, "/agent/pairing")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(put).await.kind, Kind::MethodNotAllowed);
}

#[tokio::test]
async fn the_page_acts_under_the_cars_credential_and_has_none_itself() {
    let world = World::new().await;
    world.pair(&[]).await;
    // What the page brings itself counts for nothing.
    let asked = world.page(Method::GET, "/api/session");
    let asked = asked
        .header(COOKIE, "owner=x")
        .header(AUTHORIZATION, "Bearer x");
    let session = asked.send().await.unwrap();
    assert_eq!(session.status(), StatusCode::OK);
    assert!(!session.headers().contains_key(SET_COOKIE));
    let report = json!({ "key": "k1", "contract": 1, "release": "test", "surface": "car", "drive": "parked",
        "body": { "vin": VIN, "centre": "hamburg-hafen", "drivable": "yes",
            "concerns": [{ "text": "Es klappert", "since": "today" }] } });
    let sent = world
        .page(Method::POST, "/api/cases")
        .header(CONTENT_TYPE, "application/json");
    let sent = sent.body(report.to_string()).send().await.unwrap();
    assert_eq!(sent.status(), StatusCode::CREATED);
    let cases: Value = world.get("/api/cases").await.json().await.unwrap();
    assert_eq!(cases["cases"].as_array().map(Vec::len), Some(1), "{cases}");
    // The server's own refusals pass as they are.
    let missing = problem(world.get("/api/cases/none").await).await;
    assert_eq!(missing.kind, Kind::CaseNotFound);
    for path in ["/api/desk/cases", "/api/pairings/token", "/api/sign-in"] {
        let refused = problem(world.get(path).await).await;
        assert_eq!(refused.kind, Kind::RouteNotFound, "{path}");
    }
    let out = world
        .page(Method::DELETE, "/api/session")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(out).await.kind, Kind::NotAllowed);
    assert_eq!(world.pairing().await, AgentPairing::Paired);
}

#[tokio::test]
async fn events_flow_while_the_stream_is_open() {
    let world = World::new().await;
    world.pair(&[]).await;
    let mut live = world.get("/api/live").await;
    assert_eq!(live.headers()[CONTENT_TYPE], "text/event-stream");
    let mut beats = 0;
    while beats < 3 {
        let chunk = tokio::time::timeout(Duration::from_secs(30), live.chunk()).await;
        let chunk = chunk.expect("in time").unwrap().expect("more");
        beats += String::from_utf8_lossy(&chunk)
            .matches("event: beat")
            .count();
    }
}

#[tokio::test]
async fn a_revoked_credential_is_forgotten() {
    let mut world = World::new().await;
    world.pair(&["charge"]).await;
    let list = format!("/api/vehicles/{VIN}/pairings");
    let list = world.phone(Method::GET, &list).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    let id = list["pairings"][0]["id"].as_str().unwrap();
    let path = format!("/api/vehicles/{VIN}/pairings/{id}");
    let ended = world.phone(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    let refused = problem(world.get("/api/session").await).await;
    assert_eq!(refused.kind, Kind::NotPaired);
    assert_eq!(world.pairing().await, AgentPairing::None);
    world.restart().await;
    assert_eq!(world.pairing().await, AgentPairing::None);
    world.pair(&[]).await;
}

#[tokio::test]
async fn a_server_that_is_away_ends_nothing() {
    let mut world = World::new().await;
    world.pair(&[]).await;
    world.stop_server().await;
    let refused = problem(world.get("/api/cases").await).await;
    assert_eq!((refused.kind, refused.status), (Kind::Unavailable, 502));
    assert_eq!(world.pairing().await, AgentPairing::Paired);
}
