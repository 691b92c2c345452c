//! A thousand cars and the real server: a release that starts everywhere, one that starts nowhere, and the one after it.
//! Each car is a real updater with a disk of its own and the credential of its own pairing; only its screen is a stand-in,
//! which starts a release or does not.

use crate::maker::{Maker, now, portal, rollout, steady};
use crate::shelf::PATIENCE;
use agent::update::{Found, Line, Source, Updater};
use contract::release::{Fleet, STABLE};
use contract::vin::Vin;
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, ORIGIN, SET_COOKIE};
use rusqlite::{Connection, params};
use serde_json::json;
use server::clock::Clock;
use server::config::{Config, ReleasesConfig};
use server::web::assets::Files;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CARS: usize = 1000;

struct Car {
    vin: String,
    credential: String,
    updater: Updater,
}

struct World {
    maker: Maker,
    server: server::Running,
    at: String,
    http: Client,
    cars: Vec<Car>,
    _state: TempDir,
}

fn vin(i: usize) -> String {
    format!("WVWZZZ1JZXW{i:06}")
}

/// Where a thousand disks are no burden: in memory, where there is such a place.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => TempDir::new_in(memory).unwrap(),
        false => TempDir::new().unwrap(),
    }
}

fn config(maker: &Maker) -> Config {
    let mut config = Config::demo().unwrap();
    let mut owner = config.owners[0].clone();
    owner.id = contract::id::PersonId::parse("fleet").unwrap();
    let one = owner.vehicles[0].clone();
    let own = |i| {
        let mut car = one.clone();
        car.vin = Vin::parse(&vin(i)).unwrap();
        car
    };
    // Beyond those of the demonstration's own.
    owner.vehicles = (0..CARS).map(|i| own(i + 100)).collect();
    config.owners.push(owner);
    config.limits.commands_per_second = 1_000_000;
    config.releases = Some(ReleasesConfig {
        folder: maker.folder.path().to_owned(),
        online_key: Some(maker.path(".keys/online")),
        halt_after: 5,
        halt_share: 2,
    });
    config
}

async fn serve(maker: &Maker, data: PathBuf) -> server::Running {
    let options = server::Options {
        config: config(maker),
        data,
        listen: "127.0.0.1:0".parse().unwrap(),
        clock: Clock::System,
        files: Files::default(),
        demo: true,
        beat: Duration::from_secs(20),
    };
    server::start(options).await.unwrap()
}

impl World {
    async fn new() -> Self {
        let (maker, state) = (Maker::new(), folder());
        let data = state.path().join("data");
        serve(&maker, data.clone()).await.stop().await;
        // As if each had been paired from its screen: a thousand people with telephones are not here.
        let mut db = Connection::open(server::store::file(&data)).unwrap();
        let tx = db.transaction().unwrap();
        for i in 100..CARS + 100 {
            let id = contract::id::PairingId::from_random(i as u128);
            let token: [u8; 32] = Sha256::digest(format!("credential-{i}")).into();
            let rights =
                json!({ "report": true, "follow": true, "contacts": true, "approve_money": false })
                    .to_string();
            tx.execute(
                "INSERT INTO pairings VALUES (?1, ?2, 'fleet', ?3, 0, ?4, '[]')",
                params![id.as_str(), vin(i), token, rights],
            )
            .unwrap();
        }
        tx.commit().unwrap();
        drop(db);
        let server = serve(&maker, data).await;
        let at = format!("http://{}", server.addr);
        let shipped = state.path().join("shipped");
        std::fs::create_dir(&shipped).unwrap();
        std::fs::write(shipped.join("index.html"), "<p>from the factory</p>").unwrap();
        let source = Source {
            root: maker.shipped.clone(),
            base: format!("{at}/releases/").parse().unwrap(),
            model: "M1".into(),
            region: "eu".into(),
            metered: None,
            tester: false,
        };
        let line = Line::new(PATIENCE);
        let car = |i: usize| Car {
            vin: vin(i),
            credential: format!("credential-{i}"),
            updater: Updater::of(
                &state.path().join(format!("{i}")),
                &shipped,
                Some(source.clone()),
                line.clone(),
            )
            .unwrap(),
        };
        let cars = (100..CARS + 100).map(car).collect();
        Self {
            maker,
            server,
            at,
            http: Client::new(),
            cars,
            _state: state,
        }
    }

    /// Every car looks once, one after the other as over an hour; how many of them tried something, and what.
    async fn hour(&self, starts: impl Fn(u64) -> bool) -> usize {
        let mut tried = 0;
        for car in &self.cars {
            let Found::Waits(counter) = car.updater.look(&car.vin).await.unwrap() else {
                continue;
            };
            tried += 1;
            {
                let mut shelf = car.updater.shelf();
                shelf.switch().unwrap();
                assert_eq!(shelf.open_page().unwrap(), counter);
                if starts(counter) {
                    shelf.ready().unwrap();
                } else {
                    assert!(!shelf.not_ready().unwrap(), "one more start");
                    assert_eq!(shelf.open_page().unwrap(), counter);
                    assert!(shelf.not_ready().unwrap());
                }
            }
            self.reports(car, counter, starts(counter)).await;
        }
        tried
    }

    async fn reports(&self, car: &Car, counter: u64, ready: bool) {
        let running = car.updater.shelf().pointer().running;
        let said = json!({ "running": running, "tried": { "counter": counter, "ready": ready }, "trouble": null, "agent": "0.1.0" });
        let answer = self
            .http
            .post(format!("{}/api/car/release", self.at))
            .bearer_auth(&car.credential)
            .header(ORIGIN, &self.at)
            .header(CONTENT_TYPE, "application/json")
            .body(said.to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 204);
    }

    fn on(&self, counter: u64) -> usize {
        self.cars
            .iter()
            .filter(|car| car.updater.shelf().pointer().shown() == counter)
            .count()
    }

    async fn fleet(&self) -> Fleet {
        let url = format!("{}/api/desk", self.at);
        let signed = self
            .http
            .post(format!("{url}/session"))
            .header(ORIGIN, &self.at)
            .header(CONTENT_TYPE, "application/json");
        let signed = signed.body(r#"{"code":"opal"}"#).send().await.unwrap();
        let cookie = signed.headers()[SET_COOKIE]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let answer = self
            .http
            .get(format!("{url}/releases"))
            .header("cookie", cookie)
            .send()
            .await
            .unwrap();
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_thousand_cars_and_a_release_that_does_not_start() {
    let began = Instant::now();
    let world = World::new().await;
    let starts = |counter| counter != 3;

    world.hour(starts).await;
    assert_eq!(world.on(1), CARS);

    world.maker.releases(&portal(2, "two"));
    world.maker.gives(rollout(1, 2, 10), now());
    let first = world.hour(starts).await;
    assert!((70..=130).contains(&first), "{first}");
    assert_eq!((world.on(2), world.on(1)), (first, CARS - first));
    world.maker.gives(steady(2), now());
    world.hour(starts).await;
    assert_eq!(world.on(2), CARS);

    world.maker.releases(&portal(3, "three"));
    world.maker.gives(rollout(2, 3, 10), now());
    let failed = world.hour(starts).await;
    assert!((5..first).contains(&failed), "{failed} cars tried it");
    assert_eq!(world.on(2), CARS, "every one of them went back");
    let fleet = world.fleet().await;
    let given = fleet
        .channels
        .iter()
        .find(|c| c.channel == STABLE)
        .unwrap()
        .rollout
        .clone()
        .unwrap();
    let halted = given.halted.expect("it halted by itself");
    let three = fleet.releases.iter().find(|row| row.counter == 3).unwrap();
    assert_eq!((three.tried, three.failed), (failed as u64, failed as u64));
    assert_eq!(world.hour(starts).await, 0, "halted is halted");
    // Even where somebody goes on with it, no car tries it twice.
    world.maker.gives(rollout(2, 3, 0), now());
    let burnt: Vec<_> = world
        .cars
        .iter()
        .filter(|car| car.updater.told().failed.is_some())
        .collect();
    assert_eq!(burnt.len(), failed);
    world.maker.gives(rollout(2, 3, 100), now());
    for car in &burnt {
        assert_eq!(car.updater.look(&car.vin).await.unwrap(), Found::Nothing);
    }
    world.maker.gives(steady(2), now());

    world.maker.releases(&portal(4, "four"));
    world.maker.gives(rollout(2, 4, 100), now());
    assert_eq!(world.hour(starts).await, CARS);
    assert_eq!(world.on(4), CARS);
    let fleet = world.fleet().await;
    let four = fleet.releases.iter().find(|row| row.counter == 4).unwrap();
    assert_eq!(
        (fleet.cars, four.cars, four.failed),
        (CARS as u64, CARS as u64, 0)
    );
    println!(
        "{CARS} cars: 2 at 10 % reached {first}, then all; 3 at 10 % was tried by {failed} and halted ({halted}), all back on 2, \
         none tried it again; 4 reached all; {:.1} s",
        began.elapsed().as_secs_f64()
    );
    world.server.stop().await;
}
