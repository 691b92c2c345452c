//! Each fault, as a client meets it.

use crate::{Client, GEAR, SPEED, start, still};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;
use vehicle_sim::{Dialect, Fault, Options, Scene, Sim, Value};

const BOTH: [Dialect; 2] = [Dialect::V2, Dialect::V3];

fn moving(dialect: Dialect) -> Sim {
    let sim = start(still(dialect));
    sim.skip(Duration::from_secs(60));
    sim
}

fn suffer(sim: &Sim, fault: Fault) {
    sim.set_faults(vec![fault]).expect("a fault of this car");
}

/// Speed and its time.
async fn speed(client: &mut Client) -> (String, String) {
    let answer = client.get(SPEED).await;
    let of = |key: &str| {
        answer["data"]["dp"][key]
            .as_str()
            .expect("a text")
            .to_owned()
    };
    (of("value"), of("ts"))
}

fn path() -> String {
    SPEED.to_owned()
}

#[tokio::test]
async fn a_frozen_signal_keeps_value_and_time_and_a_stuck_one_its_value() {
    for dialect in BOTH {
        let sim = moving(dialect);
        let mut client = Client::to(&sim).await;
        let before = speed(&mut client).await;
        suffer(&sim, Fault::Freeze { path: path() });
        sim.skip(Duration::from_secs(5));
        assert_eq!(speed(&mut client).await, before);

        suffer(&sim, Fault::Stuck { path: path() });
        sim.skip(Duration::from_secs(5));
        let after = speed(&mut client).await;
        assert!(
            after.0 == before.0 && after.1 > before.1,
            "{before:?} {after:?}"
        );

        sim.set_faults(vec![]).expect("none");
        sim.skip(Duration::from_secs(5));
        assert_ne!(speed(&mut client).await.0, before.0);
    }
}

#[tokio::test]
async fn a_value_is_bent_at_once_and_told_to_who_listens() {
    let sim = moving(Dialect::V2);
    let mut client = Client::to(&sim).await;
    client
        .ask(json!({ "action": "subscribe", "path": SPEED }))
        .await;
    client.event().await;
    let table = [
        (
            Fault::Jump {
                path: path(),
                value: Value::text("7"),
            },
            json!("7"),
        ),
        (Fault::NotANumber { path: path() }, json!("NaN")),
        (Fault::Huge { path: path() }, json!("1000000000")),
        (Fault::Vanish { path: path() }, json!(null)),
    ];
    for (fault, value) in table {
        suffer(&sim, fault);
        assert_eq!(client.event().await["data"]["dp"]["value"], value);
    }
    // What has vanished is not announced again and again.
    sim.skip(Duration::from_secs(10));
    assert!(client.events().await.is_empty());

    suffer(&sim, Fault::GearOutOfRange);
    assert_eq!(client.get(GEAR).await["data"]["dp"]["value"], "300");
    suffer(&sim, Fault::FutureTime { seconds: 86_400 });
    assert!(speed(&mut client).await.1.starts_with("2026-11-24T08:01"));
    assert!(
        sim.set_faults(vec![Fault::Vanish {
            path: "Vehicle.Nothing".into()
        }])
        .is_err()
    );
}

#[tokio::test]
async fn a_dead_source_says_nothing_behind_a_broker_that_lives() {
    for dialect in BOTH {
        let sim = moving(dialect);
        let mut client = Client::to(&sim).await;
        let before = speed(&mut client).await;
        suffer(&sim, Fault::DeadSource);
        sim.skip(Duration::from_secs(60));
        sim.set_scene(Scene::ParkedAtHome, None);
        assert_eq!(speed(&mut client).await, before);
    }
}

#[tokio::test]
async fn a_car_that_publishes_changes_only_is_quiet_while_parked() {
    let sim = start(still(Dialect::V2));
    let mut client = Client::to(&sim).await;
    client
        .ask(json!({ "action": "subscribe", "path": SPEED }))
        .await;
    client.event().await;
    suffer(&sim, Fault::ChangesOnly);
    sim.skip(Duration::from_secs(15));
    assert!(client.events().await.is_empty());
    sim.skip(Duration::from_secs(15));
    assert_eq!(client.events().await.len(), 1);
}

#[tokio::test]
async fn events_may_be_errors() {
    for dialect in BOTH {
        let sim = start(Options {
            first_event: false,
            ..still(dialect)
        });
        let mut client = Client::to(&sim).await;
        suffer(&sim, Fault::ErrorEvents);
        let filter = match dialect {
            Dialect::V2 => json!(null),
            Dialect::V3 => {
                json!({ "variant": "change", "parameter": { "logic-op": "ne", "diff": "0" } })
            }
        };
        client
            .ask(json!({ "action": "subscribe", "path": SPEED, "filter": filter }))
            .await;
        sim.skip(Duration::from_secs(60));
        assert_eq!(client.event().await["error"]["number"], 503);
    }
}

#[tokio::test]
async fn a_silent_broker_takes_requests_and_connections_and_answers_none() {
    for dialect in BOTH {
        let sim = moving(dialect);
        suffer(&sim, Fault::Silent);
        let mut client = Client::to(&sim).await;
        client
            .send(json!({ "action": "get", "path": SPEED, "requestId": "unheard" }).to_string())
            .await;
        let quiet = tokio::time::timeout(Duration::from_millis(300), client.next()).await;
        assert!(quiet.is_err(), "{quiet:?}");
        sim.set_faults(vec![]).expect("none");
        assert_eq!(client.get(SPEED).await["requestId"], "1");
    }
}

#[tokio::test]
async fn a_message_may_end_in_its_middle() {
    for dialect in BOTH {
        let sim = moving(dialect);
        let mut client = Client::to(&sim).await;
        suffer(&sim, Fault::CloseMidMessage);
        client
            .send(json!({ "action": "get", "path": SPEED, "requestId": "1" }).to_string())
            .await;
        client.next().await.expect_err("half a message is none");
        // The next connection comes to be, and ends as that one.
        let mut client = Client::to(&sim).await;
        client
            .send(json!({ "action": "get", "path": SPEED, "requestId": "1" }).to_string())
            .await;
        client.next().await.expect_err("half a message is none");
    }
}

#[tokio::test]
async fn a_broker_that_is_away_refuses_and_comes_back_at_the_same_port() {
    let sim = moving(Dialect::V2);
    let mut client = Client::to(&sim).await;
    client.get(SPEED).await;
    suffer(&sim, Fault::Refuse);
    client.next().await.expect_err("the connection has ended");
    until(|| async { tokio::net::TcpStream::connect(sim.address()).await.is_err() }).await;
    sim.set_faults(vec![]).expect("none");
    until(|| async { tokio::net::TcpStream::connect(sim.address()).await.is_ok() }).await;
    Client::to(&sim).await.get(SPEED).await;
}

#[tokio::test]
async fn a_flood_is_thousands_of_events_and_answers_come_between_them() {
    for dialect in BOTH {
        let sim = moving(dialect);
        let mut client = Client::to(&sim).await;
        let began = Instant::now();
        suffer(&sim, Fault::Flood { per_second: 10_000 });
        for _ in 0..3000 {
            client.event().await;
        }
        assert!(
            began.elapsed() > Duration::from_millis(200),
            "{:?}",
            began.elapsed()
        );
        client.get(SPEED).await;
        sim.set_faults(vec![]).expect("none");
        client.get(SPEED).await;
    }
}

#[tokio::test]
async fn a_flood_waits_for_a_slow_reader_and_does_not_pile_up() {
    let sim = start(Options {
        send_buffer: Some(4096),
        ..still(Dialect::V2)
    });
    let mut client = Client::to(&sim).await;
    suffer(
        &sim,
        Fault::Flood {
            per_second: 1_000_000,
        },
    );
    client.event().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    sim.set_faults(vec![]).expect("none");
    // What comes is what the sockets' buffers held: half a second of the flood would be half a million.
    let had = client.events().await.len();
    assert!(had < 5_000, "{had}");
}

#[tokio::test]
async fn a_car_that_has_gone_takes_its_connections_with_it() {
    let sim = moving(Dialect::V2);
    let mut client = Client::to(&sim).await;
    client.get(SPEED).await;
    drop(sim);
    client.next().await.expect_err("the connection has ended");
}

async fn until<F: Future<Output = bool>>(mut holds: impl FnMut() -> F) {
    let late = Instant::now() + Duration::from_secs(20);
    while !holds().await {
        assert!(Instant::now() < late, "it has not come to hold");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
