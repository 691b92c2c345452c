//! The car's simulator, over its control: what the car says, and a tester's hand on it.

use super::robot::Trouble;
use super::state::Board;
use leptos::prelude::{Set, WithUntracked};
use platform::http;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vehicle::path::{CURRENT_GEAR, MOVING, PARKING_BRAKE, SELECTED_GEAR, SPEED};

const RANGE: &str = "Vehicle.Powertrain.Range";
const VOLTS: &str = "Vehicle.LowVoltageBattery.CurrentVoltage";
/// So long a broker is away that is to be read anew, and so long its reader takes to be back, in milliseconds.
const AWAY: i32 = 500;
const BACK: i32 = 2000;
/// Where the lever is, in VSS.
const PARK: i64 = 126;
const DRIVE: i64 = 127;

/// A drive from a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// Parked at home, charging slowly.
    ParkedAtHome,
    /// Fallen asleep; it says nothing more.
    Asleep,
    /// In Park for 20 s, then off to 110 km/h.
    Motorway,
    /// Parked at an airport, and losing range.
    AirportDrainingBattery,
    /// Parked, with a door handle that has stuck.
    StuckDoorHandle,
}

impl Scene {
    /// All of them, with what a tester calls them.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::ParkedAtHome, "Parked at home"),
        (Self::Asleep, "Asleep"),
        (Self::Motorway, "On the motorway"),
        (Self::AirportDrainingBattery, "At the airport, draining"),
        (Self::StuckDoorHandle, "A door handle stuck"),
    ];
}

/// What the simulator says of the car.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Sim {
    /// Which script it plays.
    pub scene: Scene,
    /// What is wrong with it.
    pub faults: Vec<Value>,
    signals: BTreeMap<String, Said>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Said {
    value: Option<Value>,
}

impl Sim {
    fn number(&self, path: &str) -> Option<f64> {
        let value = self.signals.get(path)?.value.as_ref()?;
        value.as_str()?.parse().ok().filter(|n: &f64| n.is_finite())
    }

    /// In km/h.
    pub fn speed(&self) -> Option<f64> {
        self.number(SPEED)
    }

    /// The lever's letter, or its number where the car says one that there is not.
    pub fn gear(&self) -> String {
        match self.number(SELECTED_GEAR).map(|gear| gear as i64) {
            Some(PARK) => "P".into(),
            Some(DRIVE) => "D".into(),
            Some(0) => "N".into(),
            Some(gear) if gear < 0 => "R".into(),
            Some(gear) => gear.to_string(),
            None => "–".into(),
        }
    }

    /// Whole kilometres that it would still go.
    pub fn range(&self) -> Option<i64> {
        self.number(RANGE)
            .map(|metres| (metres / 1000.0).round() as i64)
    }

    /// The 12 V battery.
    pub fn volts(&self) -> Option<f64> {
        self.number(VOLTS)
    }
}

/// Asks how the car is.
pub async fn ask(control: &str) -> Option<Sim> {
    http::get(control).await.ok()
}

/// Puts the car into a scene.
pub async fn play(board: Board, scene: Scene) -> Result<(), Trouble> {
    put(board, "scene", &json!({ "scene": scene })).await
}

/// Has it say these numbers from now on, until the next scene.
pub async fn say(board: Board, signals: &[(&str, f64)]) -> Result<(), Trouble> {
    let signals: BTreeMap<_, _> = signals.iter().copied().collect();
    put(board, "signals", &signals).await
}

/// Out of Park and away.
pub async fn drive(board: Board, kmh: f64) -> Result<(), Trouble> {
    let moving = kmh > 0.0;
    let off = json!({ SELECTED_GEAR: DRIVE, CURRENT_GEAR: DRIVE, PARKING_BRAKE: false, MOVING: moving, SPEED: kmh });
    put(board, "signals", &off).await
}

/// Stands, in Park.
pub async fn park(board: Board) -> Result<(), Trouble> {
    let stands = json!({ SPEED: 0, MOVING: false, SELECTED_GEAR: PARK, CURRENT_GEAR: PARK, PARKING_BRAKE: true });
    put(board, "signals", &stands).await
}

/// Lays these faults over whatever it does.
pub async fn suffer(board: Board, faults: &[Value]) -> Result<(), Trouble> {
    put(board, "faults", &faults).await
}

/// Takes the broker away for a moment, and leaves all else that is wrong as it was.
pub async fn blink(board: Board) -> Result<(), Trouble> {
    let now = board
        .sim
        .with_untracked(|sim| sim.as_ref().map(|s| s.faults.clone()));
    suffer(board, &[json!({ "kind": "refuse" })]).await?;
    platform::sleep(AWAY).await;
    suffer(board, &now.unwrap_or_default()).await?;
    platform::sleep(BACK).await;
    Ok(())
}

/// Lets the car's own time jump.
pub async fn skip(board: Board, seconds: u32) -> Result<(), Trouble> {
    let control = control(board)?;
    let path = format!("{control}/skip");
    take(
        board,
        http::post(&path, &json!({ "seconds": seconds })).await,
    )
}

async fn put(board: Board, what: &str, body: &impl Serialize) -> Result<(), Trouble> {
    let control = control(board)?;
    take(board, http::put(&format!("{control}/{what}"), body).await)
}

fn control(board: Board) -> Result<String, Trouble> {
    let none = Trouble::Here("There is no car on this bench.");
    board.control().ok_or(none)
}

fn take(board: Board, answer: Result<Sim, http::Failure>) -> Result<(), Trouble> {
    board.sim.set(Some(answer?));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_the_simulator_says_is_read_and_nonsense_in_it_is_none() {
        let said = json!({
            "scene": "airport-draining-battery",
            "faults": [{ "kind": "refuse" }],
            "seconds": 4.5,
            "signals": {
                SPEED: { "value": "NaN", "ts": "2026-11-23T07:00:00Z" },
                SELECTED_GEAR: { "value": "126", "ts": "2026-11-23T07:00:00Z" },
                RANGE: { "value": "76600", "ts": "2026-11-23T07:00:00Z" },
                VOLTS: { "value": null, "ts": "2026-11-23T07:00:00Z" },
                "Vehicle.Diagnostics.DTCList": { "value": ["U0100"], "ts": "2026-11-23T07:00:00Z" },
            },
        });
        let sim: Sim = serde_json::from_value(said).expect("reads");
        assert_eq!(sim.scene, Scene::AirportDrainingBattery);
        assert_eq!(
            (sim.speed(), sim.gear(), sim.range()),
            (None, "P".into(), Some(77))
        );
        assert_eq!(sim.volts(), None);
    }
}
