//! The client that the portal and the companion drive, unchanged, against the simulated car over real sockets: in both
//! dialects, in every version of VSS, and with everything that can be wrong.
//!
//! These wait for what the client believes, in the world's own time: evidence is fresh for two seconds, whatever a
//! test would like.

mod driver;

use contract::command::DriveState::{Idling, Moving, Parked, Unknown};
use driver::Driver;
use serde_json::json;
use std::time::Duration;
use vehicle::client::{Client, Health, Terms};
use vehicle::path::{CODES, ODOMETER, SELECTED_GEAR, SPEED};
use vehicle_sim::{Dialect, Fault, Options, Scene, Sim, Unoffered, Vss};

const DIALECTS: [Dialect; 2] = [Dialect::V2, Dialect::V3];

/// A car at home, awake.
fn car(dialect: Dialect) -> Sim {
    sim(Options {
        dialect,
        ..Options::default()
    })
}

fn sim(options: Options) -> Sim {
    Sim::start(options).expect("a car that listens")
}

/// A client of this car's.
fn watch(sim: &Sim) -> Driver {
    Driver::at(sim.url(), Terms::default())
}

#[tokio::test]
async fn a_drive_is_followed_from_park_to_park_in_both_dialects() {
    for dialect in DIALECTS {
        let sim = car(dialect);
        sim.set_scene(Scene::Motorway, None);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        sim.skip(Duration::from_secs(19));
        at.comes_to(Idling).await;
        at.comes_to(Moving).await;
        sim.set_scene(Scene::ParkedAtHome, None);
        at.comes_to(Parked).await;
    }
}

#[tokio::test]
async fn a_v3_server_that_echoes_nothing_or_refuses_is_found_out() {
    for unoffered in [Unoffered::EchoNothing, Unoffered::Refuse] {
        let sim = sim(Options {
            dialect: Dialect::V3,
            unoffered,
            ..Options::default()
        });
        watch(&sim).comes_to(Parked).await;
    }
}

#[tokio::test]
async fn every_version_is_read_as_vss_6_has_it() {
    for dialect in DIALECTS {
        for vss in [Vss::V4, Vss::V5, Vss::V6] {
            let sim = sim(Options {
                dialect,
                vss,
                scene: Scene::AirportDrainingBattery,
                ..Options::default()
            });
            let mut at = watch(&sim);
            at.until("it has read everything", |c| {
                let said = c.signals();
                [ODOMETER, CODES, "Vehicle.Powertrain.Range"]
                    .iter()
                    .all(|path| said.iter().any(|s| s.path == *path))
            })
            .await;
            let said = at.client.signals();
            let value = |path: &str| {
                said.iter()
                    .find(|s| s.path == path)
                    .map(|s| s.value.clone())
                    .unwrap_or_default()
            };
            let metres: f64 = value(ODOMETER).parse().expect("metres");
            assert!((1e6..1e9).contains(&metres), "{metres} m in VSS {vss:?}");
            assert!(value(CODES).contains("P0A80"), "{vss:?}");
            assert!(!said.iter().any(|s| s.path.contains("OBD")), "{vss:?}");
        }
    }
}

#[tokio::test]
async fn a_sleeping_car_is_parked_and_its_source_is_known_to_be_silent() {
    for dialect in DIALECTS {
        let sim = car(dialect);
        sim.set_scene(Scene::Asleep, None);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        at.stays(Duration::from_millis(2500), Parked).await;
        assert_eq!(at.client.health(at.now()), Health::StaleSource);
    }
}

#[tokio::test]
async fn a_source_that_dies_on_the_road_locks() {
    for dialect in DIALECTS {
        let sim = car(dialect);
        sim.set_scene(Scene::Motorway, None);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        sim.set_faults(vec![Fault::DeadSource]).expect("a fault");
        at.comes_to(Unknown).await;
        assert_eq!(at.client.health(at.now()), Health::StaleSource);
        sim.set_faults(vec![]).expect("no fault");
        at.comes_to(Parked).await;
    }
}

#[tokio::test]
async fn a_car_that_publishes_changes_only_is_trusted_where_the_configuration_says_so() {
    let sim = car(Dialect::V2);
    sim.set_scene(Scene::Motorway, None);
    sim.set_faults(vec![Fault::ChangesOnly]).expect("a fault");
    let mut trusting = Driver::at(
        sim.url(),
        Terms {
            changes_only: true,
            ..Terms::default()
        },
    );
    trusting.comes_to(Parked).await;
    trusting.stays(Duration::from_millis(2500), Parked).await;
    let mut strict = watch(&sim);
    strict.stays(Duration::from_millis(2500), Unknown).await;
}

#[tokio::test]
async fn nonsense_locks_until_it_ends() {
    let speed = || SPEED.to_owned();
    let faults = [
        Fault::NotANumber { path: speed() },
        Fault::Huge { path: speed() },
        Fault::GearOutOfRange,
    ];
    let sim = car(Dialect::V2);
    let mut at = watch(&sim);
    for fault in faults {
        at.comes_to(Parked).await;
        sim.set_faults(vec![fault]).expect("a fault");
        at.comes_to(Unknown).await;
        sim.set_faults(vec![]).expect("no fault");
    }
    at.comes_to(Parked).await;
}

#[tokio::test]
async fn a_gear_that_vanishes_is_no_park_and_a_frozen_speed_no_source() {
    for dialect in DIALECTS {
        let sim = car(dialect);
        sim.set_scene(Scene::Motorway, None);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        let gone = [
            SELECTED_GEAR,
            "Vehicle.Powertrain.Transmission.CurrentGear",
            "Vehicle.Chassis.ParkingBrake.IsEngaged",
        ];
        let gone = gone.map(|path| Fault::Vanish { path: path.into() });
        sim.set_faults(gone.to_vec()).expect("faults");
        at.comes_to(Idling).await;
        sim.set_faults(vec![Fault::Freeze { path: SPEED.into() }])
            .expect("a fault");
        at.comes_to(Unknown).await;
    }
}

#[tokio::test]
async fn times_from_the_future_open_nothing_for_good_and_close_nothing_for_good() {
    let sim = car(Dialect::V2);
    let mut at = watch(&sim);
    at.comes_to(Parked).await;
    sim.set_faults(vec![Fault::FutureTime { seconds: 86_400 }])
        .expect("a fault");
    at.stays(Duration::from_millis(1500), Parked).await;
    sim.set_faults(vec![]).expect("no fault");
    at.comes_to(Parked).await;
    at.stays(Duration::from_millis(2500), Parked).await;
}

#[tokio::test]
async fn a_broker_that_is_gone_silent_or_broken_is_left_and_found_again() {
    let faults = [
        Fault::Refuse,
        Fault::Silent,
        Fault::CloseMidMessage,
        Fault::Flood { per_second: 10_000 },
    ];
    for fault in faults {
        let sim = car(Dialect::V2);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        sim.set_faults(vec![fault.clone()]).expect("a fault");
        at.comes_to(Unknown).await;
        sim.set_faults(vec![]).expect("no fault");
        at.comes_to(Parked).await;
        println!("{fault:?}: well again after {} connections", at.connections);
    }
}

#[tokio::test]
async fn a_sleeping_car_that_suddenly_has_a_speed_locks() {
    for dialect in DIALECTS {
        let sim = car(dialect);
        sim.set_scene(Scene::Asleep, None);
        let mut at = watch(&sim);
        at.comes_to(Parked).await;
        sim.set_signals([(SPEED, json!(3))]).expect("a speed");
        // As unknown where its time has not moved on yet: that is as moving.
        let began = at.began;
        let locked = |c: &Client| matches!(c.drive(driver::since(began), false), Moving | Unknown);
        at.until("the lock", locked).await;
    }
}
