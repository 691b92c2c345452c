//! The car: what each signal said last and when, and how time, scenes, faults and a tester's hand change it.

mod broker;

use crate::clock::{Clock, iso};
use crate::faults::{Fate, Fault, fate};
use crate::options::Options;
use crate::scenes::{STEPS_PER_SECOND, Scene, TRACKS};
use crate::subscription::Subscription;
use crate::value::Value;
use crate::vss::{Kind, Leaf};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::time::Duration;

const LATITUDE: &str = "Vehicle.CurrentLocation.Latitude";
/// When the position was fixed: with each position.
const FIXED_AT: &str = "Vehicle.CurrentLocation.Timestamp";
/// Steps that are made up for one by one; a clock that is further ahead has jumped.
const MOST_BEHIND: u64 = 600;

/// What a signal said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The value; none when nobody has ever set it.
    pub value: Option<Value>,
    /// When it was published; when the broker started, if never.
    pub ts: Timestamp,
}

/// Why a tester's signal is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSignal {
    /// The tree has no such leaf.
    #[error("{0}: this car has no such signal")]
    NoPath(String),
    /// An object is no value.
    #[error("{0}: a value is a number, a text, true, false, a list of these, or null")]
    NoValue(String),
}

/// The car and its broker, without sockets.
#[derive(Debug)]
pub struct Car {
    pub(crate) options: Options,
    clock: Clock,
    born: Timestamp,
    scene: Scene,
    /// The car's time at the scene's start, in seconds.
    started: f64,
    /// The last step of the scene that was published.
    done: u64,
    leaves: BTreeMap<String, Leaf>,
    signals: BTreeMap<String, Signal>,
    /// What a tester has set: it holds until the next scene.
    hand: BTreeMap<String, Option<Value>>,
    faults: Vec<Fault>,
    subscriptions: Vec<Subscription>,
    /// Connections and subscriptions so far, for their identifiers.
    count: u64,
    lines: usize,
}

impl Car {
    /// A car at the start of its scene.
    pub fn new(options: Options) -> Self {
        let born = options.began.unwrap_or_else(Timestamp::now);
        let mut leaves: BTreeMap<_, _> = options
            .vss
            .leaves()
            .into_iter()
            .map(|leaf| (leaf.path.clone(), leaf))
            .collect();
        for path in options.overlay.keys() {
            let leaf = Leaf {
                path: path.clone(),
                kind: Kind::Attribute,
                datatype: "string",
                unit: None,
            };
            leaves.insert(path.clone(), leaf);
        }
        let unset = Signal {
            value: None,
            ts: born,
        };
        let mut car = Self {
            clock: Clock::new(born, options.factor),
            born,
            scene: options.scene,
            started: 0.0,
            done: 0,
            signals: leaves
                .keys()
                .map(|path| (path.clone(), unset.clone()))
                .collect(),
            leaves,
            hand: BTreeMap::new(),
            faults: Vec::new(),
            subscriptions: Vec::new(),
            count: 0,
            lines: 0,
            options,
        };
        car.introduce(|_| true, born);
        car.play(car.scene, None);
        car
    }

    /// Begins a scene. What the tester had set by hand is forgotten; faults stay.
    pub fn play(&mut self, scene: Scene, factor: Option<f64>) {
        if let Some(factor) = factor {
            self.clock.run(factor);
        }
        self.scene = scene;
        self.started = self.clock.seconds();
        self.done = 0;
        self.hand.clear();
        self.speak(0, |_| true, self.now());
    }

    /// Publishes the next step that is due; `true` if another one waits.
    pub fn step(&mut self) -> bool {
        let due = self.due();
        if due <= self.done {
            return false;
        }
        if due - self.done > MOST_BEHIND {
            self.catch_up();
            return false;
        }
        self.go_to(self.done + 1);
        self.done < due
    }

    /// Jumps the clock. What would have been published in between is published once, as it is at the end.
    pub fn skip(&mut self, by: Duration) {
        self.clock.skip(by);
        self.catch_up();
    }

    /// Sets signals by hand, at the paths of the car's own VSS version; null unsets. All or none.
    pub fn set(&mut self, signals: &BTreeMap<String, Json>) -> Result<(), BadSignal> {
        let mut set = Vec::with_capacity(signals.len());
        for (path, json) in signals {
            if !self.leaves.contains_key(path) {
                return Err(BadSignal::NoPath(path.clone()));
            }
            let value = Value::from_json(json);
            if value.is_none() && !json.is_null() {
                return Err(BadSignal::NoValue(path.clone()));
            }
            set.push((path.clone(), value));
        }
        for (path, value) in set {
            self.hand.insert(path.clone(), value.clone());
            self.publish(&path, value, self.now());
        }
        Ok(())
    }

    /// Lays these faults over the scene, and takes away those there were.
    pub fn suffer(&mut self, faults: Vec<Fault>) -> Result<(), BadSignal> {
        let strange = |path: &&str| !self.leaves.contains_key(*path);
        if let Some(path) = faults.iter().filter_map(Fault::path).find(strange) {
            return Err(BadSignal::NoPath(path.to_owned()));
        }
        let before = std::mem::replace(&mut self.faults, faults);
        let after = self.faults.clone();
        // What a fault bends or lets go of is said at once, and not only when its time comes.
        let touched = |path: &str| before.iter().chain(&after).any(|f| f.touches(path));
        self.introduce(touched, self.now());
        self.speak(self.done, touched, self.now());
        Ok(())
    }

    /// What is wrong with it.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What a signal said last, at a path of the car's own VSS version.
    pub fn signal(&self, path: &str) -> Option<&Signal> {
        self.signals.get(path)
    }

    /// The car's time.
    pub fn now(&self) -> Timestamp {
        self.clock.stamp(self.clock.seconds())
    }

    /// Seconds of the car's time in one of the world's.
    pub fn factor(&self) -> f64 {
        self.clock.factor()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn due(&self) -> u64 {
        ((self.clock.seconds() - self.started) * f64::from(STEPS_PER_SECOND)) as u64
    }

    fn catch_up(&mut self) {
        let due = self.due();
        if due > self.done {
            self.go_to(due);
        }
    }

    fn go_to(&mut self, step: u64) {
        let (pace, from) = (self.scene.pace(), self.done);
        self.done = step;
        let due: Vec<_> = TRACKS
            .iter()
            .filter(|track| track.due_between(pace, from, step))
            .map(|track| track.path)
            .collect();
        if !due.is_empty() {
            #[allow(clippy::cast_precision_loss)]
            let seconds = self.started + step as f64 / f64::from(STEPS_PER_SECOND);
            self.speak(step, |path| due.contains(&path), self.clock.stamp(seconds));
        }
    }

    /// Publishes what the scene says at this step at those paths (of VSS 6.0, or as this version spells them).
    fn speak(&mut self, step: u64, which: impl Fn(&str) -> bool, ts: Timestamp) {
        let moment = self.scene.moment(self.options.seed, step);
        for track in TRACKS {
            let honest = (track.value)(&moment);
            for (path, value) in self.options.vss.says(track.path, &honest) {
                if which(track.path) || which(&path) {
                    self.publish(&path, Some(value), ts);
                }
            }
            if track.path == LATITUDE && (which(LATITUDE) || which(FIXED_AT)) {
                self.publish(FIXED_AT, Some(Value::Text(iso(ts))), ts);
            }
        }
    }

    /// What does not change: who it is, and the version of its tree.
    fn introduce(&mut self, which: impl Fn(&str) -> bool, ts: Timestamp) {
        let (major, minor) = self.options.vss.number();
        let mut said = vec![
            ("Vehicle.VersionVSS.Major".to_owned(), major.to_string()),
            ("Vehicle.VersionVSS.Minor".to_owned(), minor.to_string()),
            ("Vehicle.VersionVSS.Patch".to_owned(), "0".to_owned()),
            (
                "Vehicle.VehicleIdentification.VIN".to_owned(),
                self.options.vin.as_str().to_owned(),
            ),
        ];
        said.extend(self.options.overlay.clone());
        for (path, value) in said.into_iter().filter(|(path, _)| which(path)) {
            self.publish(&path, Some(Value::Text(value)), ts);
        }
    }

    fn publish(&mut self, path: &str, honest: Option<Value>, ts: Timestamp) {
        let honest = self.hand.get(path).cloned().unwrap_or(honest);
        let Some(signal) = self.signals.get_mut(path) else {
            return;
        };
        let (value, ahead) = match fate(&self.faults, path, honest) {
            Fate::Kept => return,
            Fate::Again => (signal.value.clone(), 0.0),
            Fate::Said(value, ahead) => (value, ahead),
        };
        let same = signal.value == value;
        let silent = value.is_none() || self.faults.contains(&Fault::ChangesOnly);
        if same && silent {
            return;
        }
        signal.ts = match &value {
            Some(_) => later(ts, ahead),
            None => self.born,
        };
        signal.value = value;
        self.notify(path);
    }
}

fn later(ts: Timestamp, seconds: f64) -> Timestamp {
    let ahead = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::ZERO);
    ts.saturating_add(ahead).unwrap_or(Timestamp::MAX)
}
