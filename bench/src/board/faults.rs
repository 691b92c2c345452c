//! What a tester can have go wrong with the car, in plain words.

use serde_json::{Value, json};

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// What a tester calls it.
    pub say: &'static str,
    /// What the car then does.
    pub more: &'static str,
    kind: &'static str,
    path: Option<&'static str>,
    number: Option<(&'static str, u32)>,
}

const SPEED: Option<&str> = Some(vehicle::path::SPEED);

const fn wrong(say: &'static str, more: &'static str, kind: &'static str) -> Wrong {
    Wrong {
        say,
        more,
        kind,
        path: None,
        number: None,
    }
}

/// All of them; what each is to the simulator stands in its `faults.rs`.
#[rustfmt::skip]
pub const ALL: [Wrong; 12] = [
    wrong("Broker away", "Nobody listens, and the connections there were are gone.", "refuse"),
    wrong("Broker mute", "It takes connections and requests, and says nothing.", "silent"),
    wrong("Breaks off", "The next message ends in its middle, and the connection with it.", "close-mid-message"),
    wrong("Error events", "A subscription says 503 where it would say a value.", "error-events"),
    Wrong { number: Some(("per-second", 10_000)), ..wrong("Flood", "10,000 events in a second.", "flood") },
    wrong("Source dies", "The broker answers; nothing is published any more.", "dead-source"),
    wrong("Only changes", "A signal is published only when its value changes.", "changes-only"),
    Wrong { number: Some(("seconds", 3600)), ..wrong("Clock ahead", "What is published bears a time one hour ahead.", "future-time") },
    Wrong { path: SPEED, ..wrong("Speed frozen", "The speed is published no more.", "freeze") },
    Wrong { path: SPEED, ..wrong("Speed gone", "As if nobody had ever set it.", "vanish") },
    Wrong { path: SPEED, ..wrong("Speed NaN", "It says NaN.", "not-a-number") },
    wrong("Gear 300", "Both gears say 300.", "gear-out-of-range"),
];

impl Wrong {
    /// As the simulator takes it.
    pub fn fault(self) -> Value {
        let mut fault = json!({ "kind": self.kind });
        if let Some(path) = self.path {
            fault["path"] = path.into();
        }
        if let Some((name, number)) = self.number {
            fault[name] = number.into();
        }
        fault
    }
}

/// The faults there were, with one more or one less.
pub fn with(now: &[Value], wrong: Wrong, on: bool) -> Vec<Value> {
    let fault = wrong.fault();
    let mut all: Vec<Value> = now.iter().filter(|f| **f != fault).cloned().collect();
    if on {
        all.push(fault);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_fault_is_laid_on_once_and_taken_away_alone() {
        let flood = ALL.into_iter().find(|w| w.say == "Flood").expect("a flood");
        assert_eq!(
            flood.fault(),
            json!({ "kind": "flood", "per-second": 10_000 })
        );
        let other = vec![json!({ "kind": "refuse" })];
        let both = with(&with(&other, flood, true), flood, true);
        assert_eq!(both, [json!({ "kind": "refuse" }), flood.fault()]);
        assert_eq!(with(&both, flood, false), other);
    }

    #[test]
    fn no_two_are_called_the_same() {
        let names: HashSet<_> = ALL.iter().map(|w| w.say).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
