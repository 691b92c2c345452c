use crate::support::{Person, Server, problem, read};
use contract::bench::{Bench, Line};
use contract::problem::Kind;
use reqwest::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;
use server::clock::Clock;

async fn demonstration() -> Server {
    Server::by(Clock::chosen(None, true).expect("a clock")).await
}

fn json_to(request: RequestBuilder, body: &serde_json::Value) -> RequestBuilder {
    request
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string())
}

async fn lines(tester: &Person, phone: &str) -> Bench {
    let lines = json!({ "phone": phone, "desk": "good", "car": "good" });
    let put = json_to(tester.request(Method::PUT, "/api/bench/lines"), &lines);
    read(put.send().await.expect("an answer"), 200).await
}

#[tokio::test]
async fn the_bench_is_at_its_own_host_and_nowhere_else() {
    let server = demonstration().await;
    let bench: Bench = read(server.at("bench.localhost").get("/api/bench").await, 200).await;
    assert!(bench.phone.starts_with("http://phone.bench.localhost:"));
    assert!(bench.car.is_none());
    for host in ["localhost", "phone.bench.localhost", "owner.localhost"] {
        let refused = problem(server.at(host).get("/api/bench").await).await;
        assert_eq!(refused.kind, Kind::RouteNotFound, "{host}");
    }
}

#[tokio::test]
async fn the_clock_goes_forward_and_open_streams_hear_of_it_at_once() {
    let server = demonstration().await;
    let tester = server.at("bench.localhost");
    let before: Bench = read(tester.get("/api/bench").await, 200).await;
    let mut stream = server.owner("ines").await.get("/api/live").await;
    let first = stream.chunk().await.expect("a piece").expect("a beat");
    assert!(String::from_utf8_lossy(&first).contains("event: beat"));
    let body = json!({ "minutes": 60 });
    let after: Bench = read(tester.post("/api/bench/clock", &body).await, 200).await;
    assert!((60..62).contains(&before.now.minutes_until(after.now)));
    let next = stream.chunk().await.expect("a piece").expect("a beat");
    assert!(String::from_utf8_lossy(&next).contains("event: beat"));
    for minutes in [0, 43_201] {
        let body = json!({ "minutes": minutes });
        let refused = tester.post("/api/bench/clock", &body).await;
        assert_eq!(problem(refused).await.kind, Kind::InvalidInput);
    }
}

#[tokio::test]
async fn over_a_cut_line_nothing_is_answered_and_what_was_under_way_breaks_off() {
    let server = demonstration().await;
    let (tester, phone) = (
        server.at("bench.localhost"),
        server.at("phone.bench.localhost"),
    );
    let phone = phone.signed_in("/api", "ines").await;
    let mut stream = phone.get("/api/live").await;
    assert!(stream.chunk().await.expect("a piece").is_some());

    assert_eq!(lines(&tester, "cut").await.lines.phone, Line::Cut);
    assert!(stream.chunk().await.is_err(), "the stream breaks off");
    let asked = phone.request(Method::GET, "/api/session").send().await;
    assert!(asked.is_err(), "{asked:?}");
    // The others' lines are as good as they were.
    let sam = server.at("desk.bench.localhost");
    assert_eq!(sam.get("/api/desk/sign-in").await.status(), StatusCode::OK);

    lines(&tester, "good").await;
    assert_eq!(phone.get("/api/session").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_screen_is_opened_as_somebody_and_stays_on_its_host() {
    let server = demonstration().await;
    let phone = server.at("phone.bench.localhost");
    let answer = phone.get("/api/bench/enter?person=ines&to=/account").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[LOCATION], "/account");
    let cookie = answer.headers()[SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("servicelane-owner=") && cookie.contains("HttpOnly"));
    let answer = phone.get("/api/bench/enter?person=sam&to=/desk/").await;
    let cookie = answer.headers()[SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("servicelane-desk="), "{cookie}");
    let out = phone.get("/api/bench/enter").await;
    assert_eq!(out.headers().get_all(SET_COOKIE).iter().count(), 2);

    let nobody = problem(phone.get("/api/bench/enter?person=nobody").await).await;
    assert_eq!(nobody.kind, Kind::SignInFailed);
    for to in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "",
    ] {
        let path = format!("/api/bench/enter?person=ines&to={to}");
        let refused = problem(phone.get(&path).await).await;
        assert_eq!(refused.kind, Kind::RouteNotFound, "{to}");
    }
    let elsewhere = server.at("localhost");
    let refused = elsewhere.get("/api/bench/enter?person=ines").await;
    assert_eq!(problem(refused).await.kind, Kind::RouteNotFound);
}
