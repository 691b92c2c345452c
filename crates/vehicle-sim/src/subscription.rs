//! Who has asked to be told what, and when an event is due.

use crate::value::Value;
use futures_channel::mpsc::Sender;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

/// Messages that a connection may be behind. The databroker has the same number.
pub const QUEUE: usize = 10;

/// A connection's way out. Each answer goes through a fresh sender, which always has one place: as in the
/// databroker, a full queue loses events and no answers.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which connection.
    pub id: u64,
    /// Its queue.
    pub queue: Sender<String>,
}

impl Line {
    /// Sends an answer.
    pub fn say(&self, answer: &serde_json::Value) {
        // The connection has ended; nobody waits for the answer.
        let _ = self.queue.clone().try_send(answer.to_string());
    }
}

/// What the difference to the value told last must be (VISS v3, `logic-op`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal to `diff`.
    Eq,
    /// Not equal.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
}

/// When an event is due.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// When somebody publishes, at most every so often: v2, with and without `timebased`.
    Publish {
        /// The least time between two.
        least: Option<Duration>,
        /// When the last one was.
        last: Instant,
    },
    /// When the value has changed by as much: v3.
    Change {
        /// How the difference is compared.
        op: Op,
        /// With what.
        diff: f64,
        /// What was told last.
        told: BTreeMap<String, Option<Value>>,
    },
    /// Every period, whether anything is published or not: v3.
    Period {
        /// The period.
        every: Duration,
        /// When the next one is due.
        due: Instant,
    },
}

/// A subscription.
#[derive(Debug)]
pub struct Subscription {
    /// Its identifier.
    pub id: String,
    /// Whose it is.
    pub line: u64,
    /// The paths, one or several.
    pub paths: Vec<String>,
    /// When an event is due.
    pub trigger: Trigger,
    /// Its own sender: full when the queue is, and the event is lost.
    pub queue: Sender<String>,
}

impl Subscription {
    /// Whether it is told now that `path` has been published with `value`.
    pub fn hears(&mut self, path: &str, value: Option<&Value>) -> bool {
        if !self.paths.iter().any(|p| p == path) {
            return false;
        }
        match &mut self.trigger {
            Trigger::Publish { least, last } => {
                let soon = least.is_some_and(|least| last.elapsed() < least);
                if !soon {
                    *last = Instant::now();
                }
                !soon
            }
            Trigger::Change { op, diff, told } => {
                let before = told.get(path).cloned().flatten();
                let due = op.holds(before.as_ref(), value, *diff);
                if due {
                    told.insert(path.to_owned(), value.cloned());
                }
                due
            }
            Trigger::Period { .. } => false,
        }
    }

    /// Whether its period has passed; the next one begins with it.
    pub fn period_over(&mut self, now: Instant) -> bool {
        let Trigger::Period { every, due } = &mut self.trigger else {
            return false;
        };
        if now < *due {
            return false;
        }
        // One that has been late does not make up for it.
        *due = (*due + *every).max(now);
        true
    }

    /// Queues an event, or loses it; `false` when the connection has gone.
    pub fn tell(&mut self, event: String) -> bool {
        !matches!(self.queue.try_send(event), Err(lost) if lost.is_disconnected())
    }
}

impl Op {
    /// As the standard spells it.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "gte" => Self::Gte,
            "lt" => Self::Lt,
            "lte" => Self::Lte,
            _ => return None,
        })
    }

    /// Whether the step from `before` to `after` is one to tell. What is no number has changed or has not.
    fn holds(self, before: Option<&Value>, after: Option<&Value>, diff: f64) -> bool {
        let finite = |value: &Value| value.number().filter(|n| n.is_finite());
        let numbers = before.and_then(finite).zip(after.and_then(finite));
        let Some((before, after)) = numbers else {
            return match self {
                Self::Eq => before == after,
                _ => before != after,
            };
        };
        let step = after - before;
        match self {
            Self::Eq => (step - diff).abs() < f64::EPSILON,
            Self::Ne => (step - diff).abs() >= f64::EPSILON,
            Self::Gt => step > diff,
            Self::Gte => step >= diff,
            Self::Lt => step < diff,
            Self::Lte => step <= diff,
        }
    }
}
