//! VISS v3 as COVESA's standard has it.

use crate::{Client, GEAR, RANGE, SPEED, start, still};
use serde_json::{Value as Json, json};
use std::time::Duration;
use tokio_tungstenite::tungstenite::Error;
use vehicle_sim::{Dialect, Options, Unoffered};

async fn car() -> (vehicle_sim::Sim, Client) {
    let sim = start(still(Dialect::V3));
    let client = Client::to(&sim).await;
    (sim, client)
}

#[tokio::test]
async fn it_echoes_its_own_subprotocol_and_treats_others_as_it_is_told() {
    for unoffered in [Unoffered::EchoNothing, Unoffered::Refuse] {
        let sim = start(Options {
            unoffered,
            ..still(Dialect::V3)
        });
        let client = Client::to(&sim).await;
        assert_eq!(client.echoed.as_deref(), Some("VISSv3"));
        for offered in ["VISSv2", ""] {
            let failed = Client::offering(&sim, offered).await.err();
            let as_told = match (unoffered, offered) {
                (Unoffered::Refuse, _) => {
                    matches!(&failed, Some(Error::Http(r)) if r.status() == 400)
                }
                // Nothing echoed fails in this client as it does in a browser, if it has offered something.
                (Unoffered::EchoNothing, "") => failed.is_none(),
                (Unoffered::EchoNothing, _) => matches!(&failed, Some(Error::Protocol(_))),
            };
            assert!(as_told, "{unoffered:?} {offered:?} {failed:?}");
        }
    }
}

#[tokio::test]
async fn one_signal_is_an_object_and_several_are_an_array() {
    let (_sim, mut client) = car().await;
    let now = "2026-11-23T08:00:00.000Z";
    let expected = json!({ "action": "get", "requestId": "1", "ts": now,
        "data": { "path": GEAR, "dp": { "value": "126", "ts": now } } });
    assert_eq!(client.get(GEAR).await, expected);

    let table = [
        (json!(["Speed", "Nothing", "Powertrain.Range"]), Some(2)),
        (json!("Chassis.Axle.*.Wheel.*.Tire.Pressure"), Some(4)),
        (json!(["Speed"]), None),
    ];
    for (parameter, several) in table {
        let filter = json!({ "variant": "paths", "parameter": parameter });
        let answer = client
            .ask(json!({ "action": "get", "path": "Vehicle", "filter": filter }))
            .await;
        assert_eq!(
            answer["data"].as_array().map(Vec::len),
            several,
            "{parameter}"
        );
    }
}

#[tokio::test]
async fn a_signal_without_a_value_says_so() {
    let (sim, mut client) = car().await;
    sim.set_signals([(RANGE, Json::Null)]).expect("a path");
    let dp = client.get(RANGE).await["data"]["dp"].clone();
    assert_eq!(dp["value"], "viss-inline:Data-not-available");
}

#[tokio::test]
async fn what_it_cannot_do_it_says_with_number_reason_and_description() {
    let (_sim, mut client) = car().await;
    let table = [
        (json!({ "action": "get", "path": "Vehicle.Nothing" }), 404),
        (json!({ "action": "get", "path": "Vehicle" }), 404),
        (
            json!({ "action": "get", "path": SPEED, "filter": { "type": "paths", "parameter": ["A"] } }),
            400,
        ),
        (json!({ "action": "get" }), 400),
        (json!({ "action": "subscribe", "path": SPEED }), 400),
        (
            json!({ "action": "subscribe", "path": SPEED,
            "filter": { "variant": "timebased", "parameter": { "period": "0" } } }),
            400,
        ),
        (json!({ "action": "set", "path": SPEED, "value": "1" }), 403),
        (
            json!({ "action": "unsubscribe", "subscriptionId": "none" }),
            404,
        ),
        (json!({ "action": "fly", "path": SPEED }), 400),
    ];
    for (request, number) in table {
        let answer = client.ask(request.clone()).await;
        assert_eq!(answer["error"]["number"], number, "{request} {answer}");
        assert!(answer["error"]["reason"].is_string(), "{answer}");
        assert!(answer["error"]["description"].is_string(), "{answer}");
        assert!(answer["ts"].is_string(), "{answer}");
    }
    client.send("nonsense").await;
    assert_eq!(client.answer().await["error"]["number"], 400);
}

#[tokio::test]
async fn metadata_is_a_piece_of_the_tree() {
    let (_sim, mut client) = car().await;
    let filter = json!({ "variant": "metadata", "parameter": "" });
    let answer = client
        .ask(json!({ "action": "get", "path": SPEED, "filter": filter }))
        .await;
    assert_eq!(answer["metadata"]["Speed"]["unit"], "km/h", "{answer}");
}

#[tokio::test]
async fn a_change_is_told_when_it_is_one() {
    let (sim, mut client) = car().await;
    let filter = json!({ "variant": "change", "parameter": { "logic-op": "ne", "diff": "0" } });
    let answer = client
        .ask(json!({ "action": "subscribe", "path": SPEED, "filter": filter }))
        .await;
    let first = client.event().await;
    assert_eq!(first["subscriptionId"], answer["subscriptionId"]);
    assert_eq!(first["data"]["dp"]["value"], "0");

    // In Park the speed is published, and stays what it is.
    sim.skip(Duration::from_secs(10));
    assert!(client.events().await.is_empty());
    sim.skip(Duration::from_secs(30));
    let events = client.events().await;
    assert_eq!(events.len(), 1);

    let end = json!({ "action": "unsubscribe", "subscriptionId": answer["subscriptionId"] });
    let answer = client.ask(end).await;
    assert!(
        answer.get("error").is_none() && answer.get("subscriptionId").is_none(),
        "{answer}"
    );
    sim.skip(Duration::from_secs(1));
    assert!(client.events().await.is_empty());
}

#[tokio::test]
async fn a_change_may_be_asked_for_by_its_size_and_without_a_first_event() {
    let sim = start(Options {
        first_event: false,
        ..still(Dialect::V3)
    });
    let mut client = Client::to(&sim).await;
    let filter = json!({ "variant": "change", "parameter": { "logic-op": "gt", "diff": "5" } });
    client
        .ask(json!({ "action": "subscribe", "path": SPEED, "filter": filter }))
        .await;
    assert!(client.events().await.is_empty());
    for (speed, told) in [(3, 0), (5, 0), (6, 1), (10, 0), (0, 0), (12, 1)] {
        sim.set_signals([(SPEED, json!(speed))]).expect("a path");
        assert_eq!(client.events().await.len(), told, "{speed}");
    }
}

#[tokio::test]
async fn a_timebased_subscription_speaks_though_nobody_publishes() {
    let (_sim, mut client) = car().await;
    let filter = json!([
        { "variant": "paths", "parameter": ["Speed", "Powertrain.Range"] },
        { "variant": "timebased", "parameter": { "period": "20" } },
    ]);
    client
        .ask(json!({ "action": "subscribe", "path": "Vehicle", "filter": filter }))
        .await;
    for _ in 0..3 {
        assert_eq!(
            client.event().await["data"].as_array().map(Vec::len),
            Some(2)
        );
    }
}
