//! What can be wrong with a car, laid over any scene: with a signal, with its source, with the broker itself.

use crate::value::Value;
use crate::vss::{CURRENT_GEAR, SELECTED_GEAR};
use serde::{Deserialize, Serialize};

/// One thing that is wrong. As JSON: `{"kind":"freeze","path":"Vehicle.Speed"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
pub enum Fault {
    /// The signal is published no more: its value and its time stay as they are.
    Freeze {
        /// Which signal.
        path: String,
    },
    /// The signal goes on being published with a new time, and always the same value.
    Stuck {
        /// Which signal.
        path: String,
    },
    /// The signal jumps to this value, and stays there.
    Jump {
        /// Which signal.
        path: String,
        /// What it says, as the wire carries it.
        value: Value,
    },
    /// The signal vanishes: it is as if nobody had ever set it.
    Vanish {
        /// Which signal.
        path: String,
    },
    /// Says `NaN`.
    NotANumber {
        /// Which signal.
        path: String,
    },
    /// Says 10^9.
    Huge {
        /// Which signal.
        path: String,
    },
    /// Both gears say 300, which no int8 holds.
    GearOutOfRange,
    /// What is published bears a time that is yet to come.
    FutureTime {
        /// How far ahead, in seconds.
        seconds: u32,
    },
    /// The broker lives and answers; nothing is published any more.
    DeadSource,
    /// A signal is published only when its value changes.
    ChangesOnly,
    /// A subscription says 503 `service_unavailable` where it would say a value: what the databroker tells a
    /// subscriber that has lagged behind.
    ErrorEvents,
    /// The broker accepts connections and requests, and says nothing.
    Silent,
    /// The next message of each connection ends in its middle, and the connection with it.
    CloseMidMessage,
    /// Nobody listens on the port, and the connections there were are gone.
    Refuse,
    /// Every connection is flooded with events, as fast as it takes them up to this rate.
    Flood {
        /// Events in a second.
        per_second: u32,
    },
}

/// What becomes of a value that the car would publish.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is published, or unset, with a time this many seconds ahead.
    Said(Option<Value>, f64),
    /// It is published again as it was, with a new time.
    Again,
    /// It is not published.
    Kept,
}

impl Fault {
    /// Whether what is said at `path` depends on it.
    pub fn touches(&self, at: &str) -> bool {
        match self {
            Self::Freeze { path }
            | Self::Stuck { path }
            | Self::Jump { path, .. }
            | Self::Vanish { path }
            | Self::NotANumber { path }
            | Self::Huge { path } => path == at,
            Self::GearOutOfRange => [CURRENT_GEAR, SELECTED_GEAR].contains(&at),
            Self::FutureTime { .. } => true,
            _ => false,
        }
    }

    /// The signal it names, if it names one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Freeze { path }
            | Self::Stuck { path }
            | Self::Jump { path, .. }
            | Self::Vanish { path }
            | Self::NotANumber { path }
            | Self::Huge { path } => Some(path),
            _ => None,
        }
    }
}

/// What `faults` make of `honest` at `path`. The last fault that has a say about a value has it.
pub fn fate(faults: &[Fault], path: &str, honest: Option<Value>) -> Fate {
    let mut said = honest;
    let mut ahead = 0.0;
    let mut again = false;
    for fault in faults {
        match fault {
            Fault::DeadSource => return Fate::Kept,
            Fault::FutureTime { seconds } => ahead = f64::from(*seconds),
            fault if !fault.touches(path) => {}
            Fault::Freeze { .. } => return Fate::Kept,
            Fault::Stuck { .. } => again = true,
            Fault::Jump { value, .. } => said = Some(value.clone()),
            Fault::Vanish { .. } => said = None,
            Fault::NotANumber { .. } => said = Some(Value::text("NaN")),
            Fault::Huge { .. } => said = Some(Value::text("1000000000")),
            Fault::GearOutOfRange => said = Some(Value::text("300")),
            _ => {}
        }
    }
    if again {
        return Fate::Again;
    }
    Fate::Said(said, ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_makes_of_a_value_what_its_name_says() {
        let path = || "Vehicle.Speed".to_owned();
        let said = |text: &str| Fate::Said(Some(Value::text(text)), 0.0);
        let table = [
            (vec![], said("50")),
            (vec![Fault::Freeze { path: path() }], Fate::Kept),
            (vec![Fault::Stuck { path: path() }], Fate::Again),
            (
                vec![Fault::Jump {
                    path: path(),
                    value: Value::text("7"),
                }],
                said("7"),
            ),
            (vec![Fault::Vanish { path: path() }], Fate::Said(None, 0.0)),
            (vec![Fault::NotANumber { path: path() }], said("NaN")),
            (vec![Fault::Huge { path: path() }], said("1000000000")),
            (vec![Fault::GearOutOfRange], said("50")),
            (
                vec![Fault::FutureTime { seconds: 9 }],
                Fate::Said(Some(Value::text("50")), 9.0),
            ),
            (
                vec![Fault::DeadSource, Fault::Huge { path: path() }],
                Fate::Kept,
            ),
            (
                vec![Fault::Freeze {
                    path: "Vehicle.IsMoving".into(),
                }],
                said("50"),
            ),
        ];
        for (faults, expected) in table {
            let got = fate(&faults, "Vehicle.Speed", Some(Value::text("50")));
            assert_eq!(got, expected, "{faults:?}");
        }
    }

    #[test]
    fn faults_are_kebab_case_as_json() {
        let json = r#"[{"kind":"flood","per-second":10000},{"kind":"gear-out-of-range"}]"#;
        let faults: Vec<Fault> = serde_json::from_str(json).expect("faults");
        assert_eq!(
            faults,
            [Fault::Flood { per_second: 10_000 }, Fault::GearOutOfRange]
        );
        assert_eq!(serde_json::to_string(&faults).expect("JSON"), json);
    }
}
