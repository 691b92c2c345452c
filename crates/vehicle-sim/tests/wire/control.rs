//! The control over HTTP, and the car's time.

use crate::{Client, GEAR, SPEED, start, still};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use vehicle_sim::{Dialect, Fault, Options, Scene, Sim};

/// Status, headers in lower case, and body.
async fn ask(sim: &Sim, request: &str, origin: &str, body: &str) -> (u16, String, String) {
    let url = sim.control_url().expect("a control");
    let host = url
        .trim_start_matches("http://")
        .trim_end_matches("/control");
    let mut tcp = tokio::net::TcpStream::connect(host)
        .await
        .expect("a connection");
    let origin = if origin.is_empty() {
        String::new()
    } else {
        format!("origin: {origin}\r\n")
    };
    let text = format!(
        "{request} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{origin}content-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    tcp.write_all(text.as_bytes())
        .await
        .expect("a request sent");
    let mut answer = String::new();
    tcp.read_to_string(&mut answer).await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .expect("a status");
    (status, head.to_lowercase(), body.to_owned())
}

async fn state(sim: &Sim, request: &str, body: Json) -> Json {
    let (status, _, text) = ask(sim, request, "", &body.to_string()).await;
    assert_eq!(status, 200, "{request} {text}");
    serde_json::from_str(&text).expect("JSON")
}

#[tokio::test]
async fn a_tester_moves_the_car() {
    let sim = start(still(Dialect::V2));
    let now = state(&sim, "GET /control", json!({})).await;
    assert_eq!(
        (&now["scene"], &now["seed"]),
        (&json!("motorway"), &json!(1))
    );

    let now = state(&sim, "POST /control/skip", json!({ "seconds": 60 })).await;
    assert_eq!(now["signals"][GEAR]["value"], "127");
    assert_eq!(now["now"], "2026-11-23T08:01:00.000Z");

    let now = state(
        &sim,
        "PUT /control/signals",
        json!({ GEAR: 126, SPEED: null }),
    )
    .await;
    assert_eq!(now["signals"][GEAR]["value"], "126");
    assert_eq!(now["signals"][SPEED]["value"], Json::Null);
    // It holds though the scene goes on.
    let now = state(&sim, "POST /control/skip", json!({ "seconds": 60 })).await;
    assert_eq!(now["signals"][GEAR]["value"], "126");

    let faults = json!([{ "kind": "jump", "path": SPEED, "value": "9" }]);
    let now = state(&sim, "PUT /control/faults", faults.clone()).await;
    assert_eq!(now["faults"], faults);

    let play = json!({ "scene": "airport-draining-battery", "factor": 0.0 });
    let now = state(&sim, "PUT /control/scene", play).await;
    assert_eq!(
        now["signals"]["Vehicle.Powertrain.Range"]["value"],
        "131000"
    );
    assert_eq!(now["signals"][SPEED]["value"], "9");
    let now = state(&sim, "POST /control/skip", json!({ "seconds": 6 * 3600 })).await;
    assert_eq!(now["signals"]["Vehicle.Powertrain.Range"]["value"], "77000");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let sim = start(still(Dialect::V2));
    let before = sim.state();
    let table = [
        (
            "PUT /control/signals",
            json!({ SPEED: 7, "Vehicle.Nothing": 1 }),
            422,
        ),
        ("PUT /control/signals", json!({ SPEED: {} }), 422),
        (
            "PUT /control/faults",
            json!([{ "kind": "freeze", "path": "Vehicle.Nothing" }]),
            422,
        ),
        ("PUT /control/faults", json!([{ "kind": "gremlins" }]), 422),
        ("PUT /control/scene", json!({ "scene": "paris" }), 422),
        ("POST /control/skip", json!({ "seconds": -1 }), 400),
    ];
    for (request, body, expected) in table {
        let (status, _, text) = ask(&sim, request, "", &body.to_string()).await;
        assert_eq!(status, expected, "{request} {body} {text}");
    }
    assert_eq!(sim.state(), before);
}

#[tokio::test]
async fn only_a_page_of_this_machine_moves_the_car() {
    let sim = start(still(Dialect::V2));
    let origin = "http://bench.localhost:3000";
    let (status, head, _) = ask(&sim, "OPTIONS /control/scene", origin, "").await;
    assert_eq!(status, 204);
    assert!(
        head.contains(&format!("access-control-allow-origin: {origin}")),
        "{head}"
    );
    assert!(
        head.contains("access-control-allow-methods: get, put, post"),
        "{head}"
    );

    let body = json!({ "seconds": 60 }).to_string();
    let (status, head, _) = ask(&sim, "POST /control/skip", "http://example.com", &body).await;
    assert_eq!(status, 403);
    assert!(!head.contains("access-control"), "{head}");
    assert_eq!(
        sim.signal(GEAR).and_then(|s| s.value),
        Some(vehicle_sim::Value::text("126"))
    );
}

#[tokio::test]
async fn compressed_time_leaves_out_no_step_and_ends_where_it_should() {
    let sim = start(Options {
        factor: 200.0,
        scene: Scene::Motorway,
        ..still(Dialect::V2)
    });
    let mut client = Client::to(&sim).await;
    client
        .ask(json!({ "action": "subscribe", "path": SPEED }))
        .await;
    let mut times = Vec::new();
    while times.len() < 200 {
        let event = client.event().await;
        times.push(
            event["data"]["dp"]["ts"]
                .as_str()
                .expect("a time")
                .to_owned(),
        );
    }
    // A tenth of a second of the car's between two, though hardly a millisecond of ours.
    let mut later = times
        .iter()
        .map(|t| t.parse::<jiff::Timestamp>().expect("a time"));
    let first = later.next().expect("one");
    let last = later.next_back().expect("another");
    let took = last.duration_since(first).as_secs_f64();
    assert!((19.8..22.0).contains(&took), "{took}");
}

#[tokio::test]
async fn a_car_asleep_is_told_and_says_no_more() {
    let sim = start(Options {
        scene: Scene::Asleep,
        factor: 1000.0,
        ..still(Dialect::V2)
    });
    let before = sim.signal(SPEED).expect("a signal");
    sim.skip(std::time::Duration::from_secs(3600));
    assert_eq!(sim.signal(SPEED).expect("a signal"), before);
    sim.set_faults(vec![Fault::ChangesOnly]).expect("a fault");
    assert_eq!(sim.signal(SPEED).expect("a signal"), before);
}
