//! What the car last said of each signal, and when that was: by the car's clock and by ours.

use crate::mono::Mono;
use crate::path::{VSS_MAJOR, as_six};
use crate::value::Value;
use contract::time::Timestamp;
use contract::vehicle::Signal;
use std::collections::BTreeMap;

/// What is known of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// Nobody has answered yet.
    Unasked,
    /// This car does not have it.
    Missing,
    /// It has it, and has said nothing of it (`null`), or nothing that could be read.
    Unset,
    /// This.
    Said(&'a Value),
}

/// One signal.
#[derive(Debug, Clone, Default)]
struct Slot {
    missing: bool,
    value: Option<Value>,
    /// By the car's clock.
    at: Option<i64>,
    /// When the broker last named it on this connection.
    heard: Option<Mono>,
    /// When the car's time on it last moved on.
    moved: Option<Mono>,
    /// A time before `at`, once: the second that follows it is a clock that was set back.
    before: Option<i64>,
}

/// Everything that was asked for. What was not asked for has no place here, so that no message makes it grow.
#[derive(Debug, Clone)]
pub struct Readings {
    slots: BTreeMap<String, Slot>,
}

impl Readings {
    /// Room for these paths.
    pub fn of(paths: impl IntoIterator<Item = String>) -> Self {
        let slots = paths.into_iter().map(|path| (path, Slot::default()));
        Self {
            slots: slots.collect(),
        }
    }

    /// What is known of this signal.
    pub fn get(&self, path: &str) -> Known<'_> {
        match self.slots.get(path) {
            Some(Slot {
                value: Some(value), ..
            }) => Known::Said(value),
            Some(Slot { missing: true, .. }) => Known::Missing,
            Some(Slot { heard: Some(_), .. }) => Known::Unset,
            _ => Known::Unasked,
        }
    }

    /// Milliseconds since the broker last named it on this connection.
    pub fn heard(&self, path: &str, now: Mono) -> Option<u64> {
        self.slots.get(path)?.heard.map(|then| now.since(then))
    }

    /// Milliseconds since the car's own time on it last moved on, on this connection.
    pub fn moved(&self, path: &str, now: Mono) -> Option<u64> {
        self.slots.get(path)?.moved.map(|then| now.since(then))
    }

    /// Whether the car has no such signal.
    pub fn missing(&self, path: &str) -> bool {
        self.slots.get(path).is_some_and(|slot| slot.missing)
    }

    /// The version of VSS, as the car says it.
    pub fn vss(&self) -> Option<u32> {
        let Known::Said(value) = self.get(VSS_MAJOR) else {
            return None;
        };
        value
            .number()
            .filter(|n| (1.0..100.0).contains(n))
            .map(|n| n as u32)
    }

    /// All that has a value and a time, as VSS 6.0 has it. `vss` where the car does not say its version.
    pub fn six(&self, vss: Option<u32>) -> Vec<Signal> {
        let vss = self.vss().or(vss);
        let said = self.slots.iter().filter_map(|(path, slot)| {
            let (value, at) = (slot.value.as_ref()?.written(), slot.at?);
            let (path, value) = as_six(path, &value, vss)?;
            Some(Signal {
                path: path.to_owned(),
                value: value.into_owned(),
                at: Timestamp(at),
            })
        });
        said.collect()
    }

    /// Takes a data point. Whether it was asked for.
    pub(crate) fn take(
        &mut self,
        path: &str,
        value: Option<Value>,
        at: Option<i64>,
        now: Mono,
    ) -> bool {
        let Some(slot) = self.slots.get_mut(path) else {
            return false;
        };
        slot.heard = Some(now);
        slot.missing = false;
        slot.value = value;
        if let Some(at) = at {
            slot.stamp(at, now);
        }
        true
    }

    /// The car has no such signal.
    pub(crate) fn lack(&mut self, path: &str) {
        if let Some(slot) = self.slots.get_mut(path) {
            *slot = Slot {
                missing: true,
                ..Slot::default()
            };
        }
    }

    /// The connection ended: what was said stays readable, and is evidence of nothing.
    pub(crate) fn part(&mut self) {
        for slot in self.slots.values_mut() {
            (slot.heard, slot.moved, slot.before, slot.missing) = (None, None, None, false);
        }
    }
}

impl Slot {
    /// Whether the car's time moved on. The first time says nothing: it may be an hour old. A time before the
    /// last one is a late message, or a clock that was set back: the next that follows it tells which.
    fn stamp(&mut self, at: i64, now: Mono) {
        match (self.at, self.before.take()) {
            (Some(last), _) if at > last => self.moved = Some(now),
            (Some(last), Some(before)) if at < last && at > before => self.moved = Some(now),
            (Some(last), before) if at < last => {
                self.before = Some(before.map_or(at, |before| before.max(at)));
                return;
            }
            _ => {}
        }
        self.at = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::{CODES_OBD, ODOMETER, SPEED};

    fn of(stamps: &[i64]) -> Readings {
        let mut readings = Readings::of([SPEED.to_owned()]);
        for (i, at) in stamps.iter().enumerate() {
            readings.take(
                SPEED,
                Some(Value::Text("0".into())),
                Some(*at),
                Mono(i as u64),
            );
        }
        readings
    }

    #[test]
    fn a_source_lives_while_its_own_time_moves_on() {
        let table: &[(&str, &[i64], Option<u64>)] = &[
            ("one time proves nothing", &[5], None),
            ("the same again neither", &[5, 5, 5], None),
            ("the next does", &[5, 6], Some(1)),
            ("and then it stands", &[5, 6, 6, 6], Some(1)),
            ("a late message is no life", &[5, 6, 5, 6], Some(1)),
            ("nor twice the same late one", &[5, 6, 5, 5], Some(1)),
            (
                "a clock that was set back goes on",
                &[500, 100, 101],
                Some(2),
            ),
            (
                "from a time in the future too",
                &[1 << 50, 100, 101, 102],
                Some(3),
            ),
        ];
        for (name, stamps, wanted) in table {
            let moved = of(stamps).slots[SPEED].moved.map(|at| at.0);
            assert_eq!(moved, *wanted, "{name}");
        }
    }

    #[test]
    fn what_nobody_asked_for_takes_no_room() {
        let mut readings = of(&[]);
        assert!(!readings.take("Vehicle.Made.Up", None, Some(1), Mono(0)));
        assert_eq!(readings.slots.len(), 1);
    }

    #[test]
    fn missing_unset_and_unasked_are_three_things() {
        let mut readings = of(&[]);
        assert_eq!(readings.get(SPEED), Known::Unasked);
        readings.take(SPEED, None, None, Mono(0));
        assert_eq!(readings.get(SPEED), Known::Unset);
        readings.lack(SPEED);
        assert_eq!(readings.get(SPEED), Known::Missing);
        readings.part();
        assert_eq!(readings.get(SPEED), Known::Unasked);
    }

    #[test]
    fn an_older_car_is_sent_on_as_vss_6_has_it() {
        let paths = [ODOMETER, CODES_OBD, VSS_MAJOR].map(str::to_owned);
        let mut readings = Readings::of(paths);
        let text = |t: &str| Some(Value::Text(t.into()));
        readings.take(ODOMETER, text("48.5"), Some(7), Mono(0));
        readings.take(
            CODES_OBD,
            Some(Value::List(vec!["P0A80".into()])),
            Some(7),
            Mono(0),
        );
        let sent = |readings: &Readings, vss| {
            let all = readings.six(vss).into_iter();
            all.map(|s| format!("{}={}", s.path, s.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            sent(&readings, None),
            [r#"Vehicle.Diagnostics.DTCList=["P0A80"]"#]
        );
        assert_eq!(
            sent(&readings, Some(5))[1],
            "Vehicle.TraveledDistance=48500"
        );
        readings.take(VSS_MAJOR, text("4"), None, Mono(0));
        assert_eq!(readings.vss(), Some(4));
        assert_eq!(sent(&readings, None)[1], "Vehicle.TraveledDistance=48500");
    }
}
