//! The broker's side of the car: connections, subscriptions, and what they are told.

use super::{Car, Signal};
use crate::clock::iso;
use crate::faults::Fault;
use crate::options::Dialect;
use crate::subscription::{Line, Subscription, Trigger};
use crate::viss::{v2, v3};
use crate::vss::{Leaf, SPEED};
use futures_channel::mpsc::Sender;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use tokio::time::Instant;

impl Car {
    /// A new connection.
    pub fn open(&mut self, queue: Sender<String>) -> Line {
        self.count += 1;
        self.lines += 1;
        Line {
            id: self.count,
            queue,
        }
    }

    /// A connection has ended, and its subscriptions with it.
    pub fn close(&mut self, line: &Line) {
        self.lines = self.lines.saturating_sub(1);
        self.subscriptions.retain(|s| s.line != line.id);
    }

    /// A message has come in. Its answers are queued, unless the broker is silent.
    pub fn hear(&mut self, line: &Line, text: &str) {
        if self.faults.contains(&Fault::Silent) {
            return;
        }
        match self.options.dialect {
            Dialect::V2 => v2::hear(self, line, text),
            Dialect::V3 => v3::hear(self, line, text),
        }
    }

    /// The tree's leaves, by path.
    pub fn leaves(&self) -> &BTreeMap<String, Leaf> {
        &self.leaves
    }

    /// `{path, dp: {value, ts}}`, as the dialect writes it.
    pub fn data(&self, path: &str) -> Json {
        let unset = Signal {
            value: None,
            ts: self.born,
        };
        let signal = self.signals.get(path).unwrap_or(&unset);
        let value = match (&signal.value, self.options.dialect) {
            (Some(value), _) => json!(value),
            (None, Dialect::V2) => Json::Null,
            (None, Dialect::V3) => json!(v3::NOT_AVAILABLE),
        };
        json!({ "path": path, "dp": { "value": value, "ts": iso(signal.ts) } })
    }

    /// One as an object, several as an array.
    pub fn data_of(&self, paths: &[String]) -> Json {
        match paths {
            [one] => self.data(one),
            several => several.iter().map(|path| self.data(path)).collect(),
        }
    }

    /// The car's time, as messages bear it.
    pub fn stamp(&self) -> String {
        iso(self.now())
    }

    /// A new subscription, whose identifier is returned; nothing is told yet.
    pub fn subscribe(&mut self, line: &Line, paths: Vec<String>, trigger: Trigger) -> String {
        self.count += 1;
        let id = crate::noise::uuid(self.options.seed, self.count);
        self.subscriptions.push(Subscription {
            id: id.clone(),
            line: line.id,
            paths,
            trigger,
            queue: line.queue.clone(),
        });
        id
    }

    /// Tells a subscription the present value, published or not.
    pub fn tell_first(&mut self, id: &str) {
        let all = std::mem::take(&mut self.subscriptions);
        self.subscriptions = all
            .into_iter()
            .filter_map(|mut s| (s.id != id || s.tell(self.event(&s))).then_some(s))
            .collect();
    }

    /// Ends a subscription of this connection's; `false` if it has none of that name.
    pub fn unsubscribe(&mut self, line: &Line, id: &str) -> bool {
        let before = self.subscriptions.len();
        self.subscriptions
            .retain(|s| s.line != line.id || s.id != id);
        self.subscriptions.len() < before
    }

    /// Tells those whose period has passed.
    pub fn periods(&mut self) {
        let now = Instant::now();
        self.tell_those(|s| s.period_over(now));
    }

    /// An event more for this connection, of a subscription of its own if it has one: what a flood is made of.
    pub fn flood(&self, line: &Line, n: usize) -> String {
        let own: Vec<_> = self
            .subscriptions
            .iter()
            .filter(|s| s.line == line.id)
            .collect();
        match own.get(n.checked_rem(own.len()).unwrap_or_default()) {
            Some(subscription) => self.event(subscription),
            None => self.written("00000000-0000-4000-8000-000000000000", self.data(SPEED)),
        }
    }

    /// All about the car, as the control says it.
    pub fn state(&self) -> Json {
        let signal = |(path, signal): (&String, &Signal)| {
            let said = json!({ "value": signal.value, "ts": iso(signal.ts) });
            (path.clone(), said)
        };
        let signals: serde_json::Map<_, _> = self.signals.iter().map(signal).collect();
        json!({
            "scene": self.scene,
            "seconds": self.clock.seconds() - self.started,
            "factor": self.clock.factor(),
            "now": self.stamp(),
            "dialect": self.options.dialect,
            "vss": self.options.vss,
            "vin": self.options.vin.as_str(),
            "seed": self.options.seed,
            "faults": self.faults,
            "connections": self.lines,
            "subscriptions": self.subscriptions.len(),
            "signals": signals,
        })
    }

    /// `path` has been published.
    pub(super) fn notify(&mut self, path: &str) {
        let value = self.signals.get(path).and_then(|s| s.value.clone());
        self.tell_those(|s| s.hears(path, value.as_ref()));
    }

    fn tell_those(&mut self, mut due: impl FnMut(&mut Subscription) -> bool) {
        if self.subscriptions.is_empty() || self.faults.contains(&Fault::Silent) {
            return;
        }
        let all = std::mem::take(&mut self.subscriptions);
        self.subscriptions = all
            .into_iter()
            .filter_map(|mut s| (!due(&mut s) || s.tell(self.event(&s))).then_some(s))
            .collect();
    }

    fn event(&self, of: &Subscription) -> String {
        if self.faults.contains(&Fault::ErrorEvents) {
            let error = match self.options.dialect {
                Dialect::V2 => v2::UNAVAILABLE.json(),
                Dialect::V3 => v3::UNAVAILABLE.json(),
            };
            return json!({ "action": "subscription", "subscriptionId": of.id, "error": error,
                "ts": self.stamp() })
            .to_string();
        }
        self.written(&of.id, self.data_of(&of.paths))
    }

    fn written(&self, id: &str, data: Json) -> String {
        json!({ "action": "subscription", "subscriptionId": id, "data": data, "ts": self.stamp() })
            .to_string()
    }
}
