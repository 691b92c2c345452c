//! VISS v2 as the Eclipse KUKSA databroker serves it.

use crate::{Client, GEAR, RANGE, SPEED, start, still};
use serde_json::{Value as Json, json};
use std::time::Duration;
use tokio_tungstenite::tungstenite::Error;
use vehicle_sim::{Dialect, Options, Vss};

async fn car() -> (vehicle_sim::Sim, Client) {
    let sim = start(still(Dialect::V2));
    let client = Client::to(&sim).await;
    (sim, client)
}

#[tokio::test]
async fn it_echoes_its_own_subprotocol_or_none() {
    let sim = start(still(Dialect::V2));
    for (offered, echoed) in [
        ("VISSv3, VISSv2", Some("VISSv2")),
        ("VISSv2", Some("VISSv2")),
        ("", None),
    ] {
        let mut client = Client::offering(&sim, offered).await.expect("a connection");
        assert_eq!(client.echoed.as_deref(), echoed, "{offered}");
        assert_eq!(
            client.get(SPEED).await["data"]["dp"]["value"],
            "0",
            "{offered}"
        );
    }
    // It echoes nothing to one who offers v3 alone, and that fails in this client as it does in a browser.
    let failed = Client::offering(&sim, "VISSv3").await.err();
    assert!(matches!(failed, Some(Error::Protocol(_))), "{failed:?}");
}

#[tokio::test]
async fn one_signal_comes_with_its_time_and_the_answer_without() {
    let (_sim, mut client) = car().await;
    let expected = json!({ "action": "get", "requestId": "1",
        "data": { "path": GEAR, "dp": { "value": "126", "ts": "2026-11-23T08:00:00.000Z" } } });
    assert_eq!(client.get(GEAR).await, expected);
}

#[tokio::test]
async fn several_come_relative_to_the_path_and_the_unknown_are_absent() {
    let (_sim, mut client) = car().await;
    let filter =
        json!({ "type": "paths", "parameter": ["Speed", "Nothing", "Diagnostics.DTCList"] });
    let answer = client
        .ask(json!({ "action": "get", "path": "Vehicle", "filter": filter }))
        .await;
    let data = answer["data"].as_array().expect("an array");
    let said: Vec<_> = data
        .iter()
        .map(|d| (d["path"].clone(), d["dp"]["value"].clone()))
        .collect();
    let expected = [
        (json!(SPEED), json!("0")),
        (json!("Vehicle.Diagnostics.DTCList"), json!([])),
    ];
    assert_eq!(said, expected);
    assert!(answer.get("ts").is_none(), "{answer}");

    let filter = json!({ "type": "paths", "parameter": ["Nothing"] });
    let none = client
        .ask(json!({ "action": "get", "path": "Vehicle", "filter": filter }))
        .await;
    assert_eq!(none["data"], json!([]));
}

#[tokio::test]
async fn what_nobody_has_set_is_null_since_the_broker_started() {
    let (sim, mut client) = car().await;
    sim.skip(Duration::from_secs(60));
    sim.set_signals([(RANGE, Json::Null)]).expect("a path");
    let dp = client.get(RANGE).await["data"]["dp"].clone();
    assert_eq!(
        dp,
        json!({ "value": null, "ts": "2026-11-23T08:00:00.000Z" })
    );
}

#[tokio::test]
async fn what_it_cannot_do_it_says_as_the_databroker_does() {
    let (_sim, mut client) = car().await;
    let bad = (400, "bad_request");
    let table = [
        (
            json!({ "action": "get", "path": "Vehicle.Nothing" }),
            (404, "invalid_path"),
        ),
        (
            json!({ "action": "get", "path": "Vehicle" }),
            (404, "invalid_path"),
        ),
        (
            json!({ "action": "get", "path": "Vehicle.*", "filter": { "type": "paths", "parameter": ["Speed"] } }),
            (404, "invalid_path"),
        ),
        (
            json!({ "action": "get", "path": SPEED, "filter": { "variant": "paths", "parameter": ["A"] } }),
            bad,
        ),
        (
            json!({ "action": "get", "path": SPEED, "filter": { "type": "metadata" } }),
            bad,
        ),
        (
            json!({ "action": "subscribe", "path": SPEED, "filter": { "type": "change" } }),
            bad,
        ),
        (
            json!({ "action": "subscribe", "path": SPEED,
            "filter": { "type": "timebased", "parameter": { "period": "1000" } } }),
            bad,
        ),
        (
            json!({ "action": "subscribe", "path": "Vehicle" }),
            (404, "invalid_path"),
        ),
        (
            json!({ "action": "unsubscribe", "subscriptionId": "none" }),
            (404, "invalid_subscription_id"),
        ),
        (
            json!({ "action": "set", "path": SPEED, "value": "1" }),
            (401, "read_only"),
        ),
        (json!({ "action": "set", "path": GEAR, "value": "P" }), bad),
        (json!({ "action": "fly", "path": SPEED }), bad),
    ];
    for (request, (number, reason)) in table {
        let answer = client.ask(request.clone()).await;
        assert_eq!(answer["error"]["number"], number, "{request} {answer}");
        assert_eq!(answer["error"]["reason"], reason, "{request} {answer}");
        assert!(answer["error"]["message"].is_string(), "{answer}");
        assert_eq!(answer["action"], request["action"]);
        // What could not even be read as a request is answered without a time.
        let read = number != 400 || request["action"] == "set";
        assert_eq!(answer.get("ts").is_some(), read, "{request} {answer}");
    }
}

#[tokio::test]
async fn a_request_id_is_a_text_and_what_is_no_json_is_answered_without_one() {
    let (_sim, mut client) = car().await;
    for text in [
        r#"{"action":"get","path":"Vehicle.Speed","requestId":7}"#,
        "nonsense",
        "[1]",
    ] {
        client.send(text).await;
        let answer = client.answer().await;
        assert_eq!(answer["error"]["number"], 400, "{text} {answer}");
        assert_eq!(answer["requestId"], Json::Null, "{text} {answer}");
    }
}

#[tokio::test]
async fn several_requests_in_one_message_are_answered_in_order_and_no_answer_is_lost() {
    let (_sim, mut client) = car().await;
    let one =
        |n: u32| json!({ "action": "get", "path": SPEED, "requestId": n.to_string() }).to_string();
    client.send((0..30).map(one).collect::<String>()).await;
    for n in 0..30 {
        assert_eq!(client.answer().await["requestId"], n.to_string());
    }
}

#[tokio::test]
async fn metadata_is_nested_with_datatype_and_unit() {
    let ask =
        |path| json!({ "action": "get", "path": path, "filter": { "type": "static-metadata" } });
    for (vss, datatype, unit) in [
        (Vss::V4, "float", "km"),
        (Vss::V5, "float", "km"),
        (Vss::V6, "uint32", "m"),
    ] {
        let sim = start(Options {
            vss,
            ..still(Dialect::V2)
        });
        let mut client = Client::to(&sim).await;
        let answer = client.ask(ask("Vehicle.TraveledDistance")).await;
        let leaf = &answer["metadata"]["TraveledDistance"];
        assert_eq!(
            (&leaf["datatype"], &leaf["unit"]),
            (&json!(datatype), &json!(unit)),
            "{answer}"
        );
        let answer = client.ask(ask("Vehicle.VersionVSS")).await;
        assert_eq!(
            answer["metadata"]["VersionVSS"]["children"]["Major"]["type"],
            "attribute"
        );
    }
}

#[tokio::test]
async fn a_subscription_speaks_at_once_and_then_when_somebody_publishes() {
    let (sim, mut client) = car().await;
    let timebased = json!({ "type": "timebased", "parameter": { "period": 1 } });
    for filter in [Json::Null, timebased] {
        let answer = client
            .ask(json!({ "action": "subscribe", "path": SPEED, "filter": filter }))
            .await;
        let id = &answer["subscriptionId"];
        let first = client.event().await;
        assert_eq!(&first["subscriptionId"], id);
        assert_eq!(first["data"]["path"], SPEED);
        assert!(client.events().await.is_empty());

        // A timebased one leaves out what comes sooner than its period.
        tokio::time::sleep(Duration::from_millis(2)).await;
        sim.skip(Duration::from_secs(1));
        assert_eq!(client.events().await.len(), 1);
        assert!(client.events().await.is_empty());

        let end = json!({ "action": "unsubscribe", "subscriptionId": id });
        assert_eq!(&client.ask(end.clone()).await["subscriptionId"], id);
        sim.skip(Duration::from_secs(1));
        assert!(client.events().await.is_empty());
        assert_eq!(
            client.ask(end).await["error"]["reason"],
            "invalid_subscription_id"
        );
    }
}

#[tokio::test]
async fn the_first_event_may_come_before_the_answer_and_after_it() {
    let mut before = Vec::new();
    for seed in 0..8 {
        let sim = start(Options {
            seed,
            ..still(Dialect::V2)
        });
        let mut client = Client::to(&sim).await;
        client
            .send(json!({ "action": "subscribe", "path": SPEED, "requestId": "1" }).to_string())
            .await;
        before.push(client.next().await.expect("a message")["action"] == "subscription");
    }
    assert!(
        before.contains(&true) && before.contains(&false),
        "{before:?}"
    );
}

#[tokio::test]
async fn a_slow_reader_loses_events_and_is_not_told() {
    let (sim, mut client) = car().await;
    client
        .ask(json!({ "action": "subscribe", "path": SPEED }))
        .await;
    client.event().await;
    // One thread runs this test: until it waits, nothing is taken from the queue of ten.
    for speed in 1..=50 {
        sim.set_signals([(SPEED, json!(speed))]).expect("a path");
    }
    let events = client.events().await;
    let last = &events.last().expect("events")["data"]["dp"]["value"];
    assert_eq!(
        (events.len(), last),
        (11, &json!("11")),
        "ten wait, and one has the sender's own place"
    );
    assert_eq!(client.get(SPEED).await["data"]["dp"]["value"], "50");
}
