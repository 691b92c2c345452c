//! Releases of the portal: given out to everybody, heard of from cars, halted by themselves, and in the operator's hand.

use crate::support::{INES_VIN, JON_VIN, Person, Server, everything, problem, read};
use contract::problem::Kind;
use contract::release::{Fleet, RolloutState, STABLE};
use contract::time::Timestamp;
use release::key::Key;
use release::make::{Said, make};
use release::repository::{Holders, Repository};
use release::stage::{Rollout, Stage};
use reqwest::header::{CONTENT_TYPE, RANGE};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::config::ReleasesConfig;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// A maker's repository: release 1 for everybody, release 2 for five cars of a hundred.
struct Maker {
    folder: TempDir,
    online: std::path::PathBuf,
}

fn now() -> Timestamp {
    let passed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    Timestamp(passed.as_millis() as i64)
}

impl Maker {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let keys = folder.path().join("keys");
        fs::create_dir(&keys).expect("made");
        let [offline, online] =
            ["offline", "online"].map(|name| Key::make(&keys.join(name)).expect("a key"));
        let repository = Repository::open(&folder.path().join("repository")).expect("opens");
        let holders = Holders {
            root: vec![offline.public()],
            root_threshold: 1,
            targets: vec![offline.public()],
            targets_threshold: 1,
            online: online.public(),
        };
        repository.draft_root(&holders, now()).expect("drafted");
        for counter in [1, 2] {
            let portal = TempDir::new().expect("a folder");
            fs::write(
                portal.path().join("index.html"),
                format!("<p>{counter}</p>"),
            )
            .expect("written");
            let facts = contract::release::ReleaseFacts {
                counter,
                version: format!("1.{counter}.0"),
                ..Default::default()
            };
            let min_agent = "0.1.0".to_owned().try_into().expect("a version");
            let said = Said {
                facts,
                min_agent,
                models: vec![],
            };
            repository
                .add(&make(portal.path(), said).expect("made"), now())
                .expect("added");
            repository.sign(&offline).expect("signed");
            repository.publish(&online, now()).expect("published");
        }
        let mut stage = Stage::default();
        let channel = stage.channels.entry(STABLE.into()).or_default();
        channel.steady = 1;
        channel.rollout = Some(Rollout {
            counter: 2,
            percent: 5,
            ..Default::default()
        });
        repository.restage(&stage, &online, now()).expect("staged");
        let online = keys.join("online");
        Self { folder, online }
    }

    fn config(&self, halt_after: u64) -> ReleasesConfig {
        ReleasesConfig {
            folder: self.folder.path().join("repository"),
            online_key: Some(self.online.clone()),
            halt_after,
            halt_share: 2,
        }
    }
}

async fn world(halt_after: u64) -> (Maker, Server) {
    let maker = Maker::new();
    let releases = maker.config(halt_after);
    let server = Server::start_with(|config| config.releases = Some(releases)).await;
    (maker, server)
}

async fn says(car: &Person, counter: u64, ready: bool) -> StatusCode {
    let said = json!({ "running": 1, "tried": { "counter": counter, "ready": ready }, "trouble": null, "agent": "0.1.0" });
    car.post("/api/car/release", &said).await.status()
}

async fn fleet(operator: &Person) -> Fleet {
    read(operator.get("/api/desk/releases").await, 200).await
}

async fn rollout(operator: &Person) -> RolloutState {
    fleet(operator)
        .await
        .channels
        .remove(0)
        .rollout
        .expect("a rollout")
}

async fn changes(operator: &Person, percent: u8, halted: bool) -> reqwest::Response {
    let body: Value = json!({ "channel": STABLE, "percent": percent, "halted": halted });
    let request = operator.request(Method::PUT, "/api/desk/releases");
    let request = request.header(CONTENT_TYPE, "application/json");
    request.body(body.to_string()).send().await.expect("answer")
}

#[tokio::test]
async fn everybody_gets_what_is_published_in_stretches_too_and_nothing_else() {
    let (maker, server) = world(5).await;
    let nobody = server.nobody();
    let whole = nobody.get("/releases/metadata/timestamp.json").await;
    assert_eq!(whole.headers()["cache-control"], "no-cache");
    let whole = whole.bytes().await.expect("bytes");
    let file = maker
        .folder
        .path()
        .join("repository/metadata/timestamp.json");
    assert_eq!(whole, fs::read(file).expect("read"));
    let request = nobody.request(Method::GET, "/releases/metadata/1.root.json");
    let part = request
        .header(RANGE, "bytes=10-")
        .send()
        .await
        .expect("answer");
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert!(
        part.headers()["content-range"]
            .to_str()
            .expect("text")
            .starts_with("bytes 10-")
    );
    let request = nobody.request(Method::GET, "/releases/metadata/1.root.json");
    let beyond = request
        .header(RANGE, "bytes=99999999-")
        .send()
        .await
        .expect("answer");
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    for none in [
        "/releases/metadata/9.root.json",
        "/releases/.draft/targets.json",
        "/releases/metadata/.lock",
        "/releases/metadata/..%2f.lock",
        "/releases/metadata/%2e%2e",
        "/releases/files/..%2f..%2fkeys%2fonline",
        "/releases/keys/online",
        "/releases/metadata",
    ] {
        assert_eq!(
            nobody.get(none).await.status(),
            StatusCode::NOT_FOUND,
            "{none}"
        );
    }
}

#[tokio::test]
async fn a_car_counts_once_and_alone_halts_nothing() {
    let (_maker, server) = world(2).await;
    let (ines, operator) = (server.owner("ines").await, server.advisor("opal").await);
    let (car, _) = server.paired(&ines, INES_VIN, &everything()).await;
    for _ in 0..5 {
        assert_eq!(says(&car, 2, false).await, StatusCode::NO_CONTENT);
    }
    // Nor does a word about what nobody signed count.
    assert_eq!(says(&car, 77, false).await, StatusCode::NO_CONTENT);
    let seen = fleet(&operator).await;
    assert_eq!(seen.cars, 1);
    let two = seen
        .releases
        .iter()
        .find(|row| row.counter == 2)
        .expect("listed");
    assert_eq!(
        (two.version.as_deref(), two.tried, two.failed),
        (Some("1.2.0"), 1, 1)
    );
    assert!(seen.releases.iter().all(|row| row.counter != 77));
    assert_eq!(rollout(&operator).await.halted, None);
    // A second car says the same: now it halts, and cars are told so by what is signed.
    let jon = server.owner("jon").await;
    let (other, _) = server.paired(&jon, JON_VIN, &everything()).await;
    says(&other, 2, false).await;
    let why = loop {
        if let Some(why) = rollout(&operator).await.halted {
            break why;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(why, "2 of 2 cars did not start it");
}

#[tokio::test]
async fn an_operator_raises_halts_and_goes_on_and_that_outlives_a_restart() {
    let (maker, mut server) = world(5).await;
    let operator = server.advisor("opal").await;
    let seen: Fleet = read(changes(&operator, 25, false).await, 200).await;
    assert_eq!(
        seen.channels[0]
            .rollout
            .as_ref()
            .map(|r| (r.counter, r.percent)),
        Some((2, 25))
    );
    changes(&operator, 25, true).await;
    let releases = maker.config(5);
    server
        .restart_with(|config| config.releases = Some(releases))
        .await;
    let operator = server.advisor("opal").await;
    assert!(rollout(&operator).await.halted.is_some());
    changes(&operator, 50, false).await;
    let now = rollout(&operator).await;
    assert_eq!((now.percent, now.halted), (50, None));
    let refused = problem(changes(&operator, 101, false).await).await;
    assert_eq!(refused.kind, Kind::InvalidInput);
}

#[tokio::test]
async fn where_none_are_configured_there_are_none() {
    let server = Server::start().await;
    let operator = server.advisor("opal").await;
    assert!(fleet(&operator).await.channels.is_empty());
    assert_eq!(
        problem(changes(&operator, 5, false).await).await.kind,
        Kind::ReleaseNotFound
    );
    let none = server
        .nobody()
        .get("/releases/metadata/timestamp.json")
        .await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_car_said_goes_with_its_pairing() {
    let (_maker, server) = world(5).await;
    let (ines, operator) = (server.owner("ines").await, server.advisor("opal").await);
    let (car, id) = server.paired(&ines, INES_VIN, &everything()).await;
    says(&car, 2, true).await;
    assert_eq!(fleet(&operator).await.cars, 1);
    let path = format!("/api/vehicles/{INES_VIN}/pairings/{id}");
    ines.request(Method::DELETE, &path)
        .send()
        .await
        .expect("answer");
    let seen = fleet(&operator).await;
    assert_eq!(
        (
            seen.cars,
            seen.releases.iter().map(|row| row.tried).sum::<u64>()
        ),
        (0, 0)
    );
}
