//! What a car sends by itself, with its owner's consent, for three days.

use crate::support::{INES_VIN, Person, Server, everything, problem, read};
use contract::problem::Kind;
use contract::vehicle::{Signal, SignalsTaken, VehicleRecord};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::time::Duration;

const OTHER_VIN: &str = "5YJ3E1EA0KF000316";
const RANGE: &str = "Vehicle.Powertrain.Range";
const LATITUDE: &str = "Vehicle.CurrentLocation.Latitude";

fn path() -> String {
    format!("/api/vehicles/{INES_VIN}/signals")
}

fn signal(path: &str, value: &str, at: i64) -> Value {
    json!({ "path": path, "value": value, "at": at })
}

fn batch(signals: &[Value]) -> Value {
    json!({ "signals": signals })
}

async fn sends(car: &Person, signals: &[Value]) -> SignalsTaken {
    read(car.post(&path(), &batch(signals)).await, 200).await
}

/// What somebody sees of the car, of one path.
async fn seen(person: &Person, of: &str) -> Vec<Signal> {
    let answer = person.get(&format!("/api/vehicles/{INES_VIN}")).await;
    let record: VehicleRecord = read(answer, 200).await;
    let here = record.signals.into_iter().filter(|s| s.path == of);
    here.collect()
}

fn values(signals: &[Signal]) -> Vec<&str> {
    signals.iter().map(|s| s.value.as_str()).collect()
}

fn agreed(kinds: &[&str]) -> Value {
    let mut allowed = everything();
    allowed["kinds"] = json!(kinds);
    allowed
}

fn stored(server: &Server) -> i64 {
    let db = Connection::open(server::store::file(server.data.path())).expect("opens");
    db.query_row("SELECT count(*) FROM signals", [], |r| r.get(0))
        .expect("a count")
}

#[tokio::test]
async fn what_was_agreed_to_is_kept_and_the_owner_sees_it_newest_last() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, _) = server.paired(&ines, INES_VIN, &agreed(&["range"])).await;
    let before = seen(&ines, RANGE).await.len();
    let now = server.now().0;
    let sent = [
        signal(RANGE, "80000", now),
        signal(RANGE, "90000", now - 3_600_000),
        signal(LATITUDE, "53.5", now),
        signal(RANGE, "99000", now - 73 * 3_600_000),
    ];
    let taken = sends(&car, &sent).await;
    assert_eq!((taken.kept, taken.not_agreed, taken.too_old), (2, 1, 1));
    // Sent again after a lost answer, it is there once.
    sends(&car, &sent).await;
    for person in [&ines, &car] {
        let all = seen(person, RANGE).await;
        assert_eq!(all.len(), before + 2);
        assert!(values(&all).ends_with(&["90000", "80000"]), "{all:?}");
        let place = seen(person, LATITUDE).await;
        assert!(place.iter().all(|s| s.value != "53.5"));
    }
    // Where the car is, is its owner's to know, not their driver's.
    let ole = server.owner("ole").await;
    assert_eq!(seen(&ole, RANGE).await.len(), before);
}

#[tokio::test]
async fn only_the_car_itself_speaks_for_it() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let one = batch(&[signal(RANGE, "80000", server.now().0)]);
    let refused = problem(ines.post(&path(), &one).await).await;
    assert_eq!(refused.kind, Kind::NotAllowed);
    let refused = problem(server.nobody().post(&path(), &one).await).await;
    assert_eq!(refused.kind, Kind::SignInNeeded);
    let other = format!("/api/vehicles/{OTHER_VIN}/signals");
    let refused = problem(car.post(&other, &one).await).await;
    assert_eq!(refused.kind, Kind::VehicleNotFound);
    assert_eq!(stored(&server), 0);
}

#[tokio::test]
async fn a_fault_is_pointed_at_and_nothing_of_the_batch_is_kept() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let now = server.now().0;
    let good = signal(RANGE, "80000", now);
    let ahead = signal(RANGE, "80000", now + 5 * 60_000 + 1);
    let refused = problem(car.post(&path(), &batch(&[good.clone(), ahead])).await).await;
    assert_eq!(refused.errors[0].pointer, "/signals/1/at");
    let many = vec![good; 257];
    let refused = problem(car.post(&path(), &batch(&many)).await).await;
    assert_eq!(refused.errors[0].pointer, "/signals");
    assert_eq!(refused.errors[0].limit, Some(256));
    assert_eq!(stored(&server), 0);
}

#[tokio::test]
async fn consent_that_is_withdrawn_takes_what_is_stored_along() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let (car, id) = server.paired(&ines, INES_VIN, &everything()).await;
    let now = server.now().0;
    let both = [signal(RANGE, "80000", now), signal(LATITUDE, "53.5", now)];
    sends(&car, &both).await;
    assert_eq!(stored(&server), 2);
    let pairing = format!("/api/vehicles/{INES_VIN}/pairings/{id}");
    let request = ines.request(Method::PUT, &pairing);
    let request = request.header(CONTENT_TYPE, "application/json");
    let body = agreed(&["range"]).to_string();
    let changed = request.body(body).send().await.expect("an answer");
    assert_eq!(changed.status(), 200);
    assert_eq!(stored(&server), 1);
    assert_eq!(sends(&car, &both).await.not_agreed, 1);
    let ended = ines.request(Method::DELETE, &pairing).send().await;
    assert_eq!(ended.expect("an answer").status(), 204);
    assert_eq!(stored(&server), 0);
}

#[tokio::test]
async fn after_three_days_and_beyond_five_thousand_the_oldest_go() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let ines = server.owner("ines").await;
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    let (now, before) = (server.now().0, seen(&ines, RANGE).await.len());
    for part in 0..20 {
        let of = |n: i64| signal(RANGE, &n.to_string(), now - 60_000_000 + part * 256 + n);
        let signals: Vec<Value> = (0..256).map(of).collect();
        sends(&car, &signals).await;
    }
    assert_eq!(stored(&server), 5_000);
    server.later(72 * 60);
    assert_eq!(seen(&ines, RANGE).await.len(), before);
    // The clock forgets them within a second or so.
    let gone = async {
        while stored(&server) > 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let gone = tokio::time::timeout(Duration::from_secs(20), gone).await;
    assert!(gone.is_ok(), "they are still there");
}
