//! The simulator over real sockets, as a client meets it.
//!
//! The clock stands still (`factor: 0.0`) unless a test says otherwise: a test moves it by `skip`, and what has
//! not come before the answer to a `get` has not been sent.

mod client;
mod control;
mod faults;
mod v2;
mod v3;

use client::Client;
use vehicle_sim::{Dialect, Options, Scene, Sim};

const SPEED: &str = "Vehicle.Speed";
const GEAR: &str = "Vehicle.Powertrain.Transmission.SelectedGear";
const RANGE: &str = "Vehicle.Powertrain.Range";

/// A car on the motorway, its clock stopped.
fn still(dialect: Dialect) -> Options {
    Options {
        dialect,
        scene: Scene::Motorway,
        factor: 0.0,
        began: "2026-11-23T08:00:00Z".parse().ok(),
        ..Options::default()
    }
}

fn start(options: Options) -> Sim {
    Sim::start(options).expect("a car that listens")
}
