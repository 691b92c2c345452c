//! Scripted drives: each a pure function of the seconds since its start. [`at`] says what the car says then.
//!
//! A drive gives a [`Moment`]; [`track`] turns it into VSS 6.0 paths and says how often each is published.

mod airport;
mod asleep;
mod handle;
mod home;
mod motorway;
mod track;

use crate::value::Value;
use serde::{Deserialize, Serialize};
pub use track::{Often, TRACKS, Track};

/// Steps in a second of the car's time: the fastest signal is published at 10 Hz.
pub const STEPS_PER_SECOND: u32 = 10;

/// A scripted drive, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// Parked at home, charging slowly.
    #[default]
    ParkedAtHome,
    /// Fallen asleep: its last words were Park, speed 0 and power LOCK, and nothing more is published.
    Asleep,
    /// In Park for 20 s, then off to 110 km/h.
    Motorway,
    /// Parked at Oslo airport, a car from elsewhere: 131 km of range, and less every hour.
    AirportDrainingBattery,
    /// Parked, with a door handle that has stuck.
    StuckDoorHandle,
}

/// The car at one moment of a drive.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// km/h.
    pub speed: f64,
    /// 126 is Park, 127 Drive.
    pub gear: i16,
    /// The parking brake is engaged.
    pub brake: bool,
    /// The low-voltage system: LOCK, OFF, ACC, ON or START.
    pub power: &'static str,
    /// Metres on the odometer.
    pub odometer: f64,
    /// The traction battery, in percent.
    pub charge: f64,
    /// The car is on a charger.
    pub charging: bool,
    /// Metres that it would still go.
    pub range: f64,
    /// The 12 V battery, in volts.
    pub volts: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Trouble codes.
    pub codes: &'static [&'static str],
    /// Tyres in kPa: front left, front right, rear left, rear right.
    pub tyres: [f64; 4],
    /// The air in the cabin, in degrees Celsius.
    pub air: f64,
    /// The screen is dark.
    pub night: bool,
    /// The screen's language (ISO 639-1).
    pub language: &'static str,
    /// Kilometres to the next service; it is due at none.
    pub service: f64,
}

/// How often the groups of signals are published, in steps between two; 0 is once, at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Speed.
    pub motion: u64,
    /// Gear, brake, power, moving.
    pub state: u64,
    /// All that changes slowly.
    pub slow: u64,
}

/// What the car says at one path at one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The path, in VSS 6.0.
    pub path: &'static str,
    /// The value, in the units of VSS 6.0.
    pub value: Value,
    /// Whether it is published at this step; if not, a broker still has what was published before.
    pub published: bool,
}

impl Scene {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ParkedAtHome,
        Self::Asleep,
        Self::Motorway,
        Self::AirportDrainingBattery,
        Self::StuckDoorHandle,
    ];

    /// The car this many steps after the scene's start. The seed gives what a sensor adds of its own.
    #[allow(clippy::cast_precision_loss)]
    pub fn moment(self, seed: u64, step: u64) -> Moment {
        let seconds = step as f64 / f64::from(STEPS_PER_SECOND);
        match self {
            Self::ParkedAtHome => home::at(seconds),
            Self::Asleep => asleep::at(),
            Self::Motorway => motorway::at(seconds, crate::noise::at(seed, step)),
            Self::AirportDrainingBattery => airport::at(seconds),
            Self::StuckDoorHandle => handle::at(seconds),
        }
    }

    /// How often it publishes.
    pub fn pace(self) -> Pace {
        match self {
            Self::Asleep => Pace {
                motion: 0,
                state: 0,
                slow: 0,
            },
            Self::Motorway => Pace {
                motion: 1,
                state: 5,
                slow: 10,
            },
            _ => Pace {
                motion: 5,
                state: 10,
                slow: 50,
            },
        }
    }
}

/// What the car says in `scene`, this many steps of a tenth of a second after its start.
pub fn at(scene: Scene, seed: u64, step: u64) -> Vec<Said> {
    let moment = scene.moment(seed, step);
    let pace = scene.pace();
    let said = |track: &Track| Said {
        path: track.path,
        value: (track.value)(&moment),
        published: track.due(pace, step),
    };
    TRACKS.iter().map(said).collect()
}
