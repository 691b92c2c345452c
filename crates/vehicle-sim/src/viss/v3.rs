//! VISS v3 as COVESA's core specification has it, as far as a client that reads signals needs it.
//!
//! Filters are tagged `variant`, one or a list of them; an error has a `description`; an answer to
//! `unsubscribe` names no subscription; a signal without a value says so in words.

use super::{glob, metadata};
use crate::car::Car;
use crate::subscription::{Line, Op, Trigger};
use crate::vss::Kind;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

/// What a signal without a value says.
pub const NOT_AVAILABLE: &str = "viss-inline:Data-not-available";
/// The shortest period in milliseconds: one event for each step of the simulator's own loop.
const SHORTEST: u64 = 5;

/// An error: number and reason from the standard's table, the description our own.
pub struct Error(u16, &'static str, &'static str);

const NO_JSON: Error = Error(
    400,
    "bad_request",
    "The request is no JSON object with an action.",
);
const NO_ID: Error = Error(400, "bad_request", "A requestId is a text.");
const NO_ACTION: Error = Error(400, "bad_request", "The action is unknown.");
const NO_FILTER: Error = Error(
    400,
    "invalid_data",
    "The filter is none that this server knows.",
);
const NO_PATH: Error = Error(404, "unavailable_data", "The requested data was not found.");
const NO_SUBSCRIPTION: Error = Error(404, "unavailable_data", "There is no such subscription.");
const READ_ONLY: Error = Error(403, "forbidden_request", "Only an actuator can be set.");
/// What a subscription says when the server cannot.
pub const UNAVAILABLE: Error = Error(503, "service_unavailable", "The server is overloaded.");

impl Error {
    /// `{number, reason, description}`.
    pub fn json(&self) -> Json {
        json!({ "number": self.0, "reason": self.1, "description": self.2 })
    }
}

/// What the filters of one request ask for together.
#[derive(Default)]
struct Filters {
    paths: Option<Vec<String>>,
    trigger: Option<Trigger>,
    metadata: bool,
}

/// Answers a message.
pub fn hear(car: &mut Car, line: &Line, text: &str) {
    let request: Json = serde_json::from_str(text).unwrap_or_default();
    let mut answer = json!({ "ts": car.stamp() });
    for key in ["action", "requestId"] {
        if let Some(value) = request.get(key).filter(|v| v.is_string()) {
            answer[key] = value.clone();
        }
    }
    let mut first = None;
    match handle(car, line, &request, &mut first) {
        Ok(Some((key, value))) => answer[key] = value,
        Ok(None) => {}
        Err(error) => answer["error"] = error.json(),
    }
    line.say(&answer);
    if let Some(id) = first {
        car.tell_first(&id);
    }
}

/// The member that the answer has of its own, and in `first` a subscription that is told its first event now.
fn handle(
    car: &mut Car,
    line: &Line,
    request: &Json,
    first: &mut Option<String>,
) -> Result<Option<(&'static str, Json)>, Error> {
    let action = request
        .get("action")
        .and_then(Json::as_str)
        .ok_or(NO_JSON)?;
    if request.get("requestId").is_some_and(|id| !id.is_string()) {
        return Err(NO_ID);
    }
    let text = |key| request.get(key).and_then(Json::as_str);
    if action == "unsubscribe" {
        let id = text("subscriptionId").ok_or(NO_JSON)?;
        return car
            .unsubscribe(line, id)
            .then_some(None)
            .ok_or(NO_SUBSCRIPTION);
    }
    // The standard's other way to write a path has slashes.
    let path = text("path").ok_or(NO_JSON)?.replace('/', ".");
    let filters = Filters::read(request.get("filter"))?;
    match action {
        "get" if filters.metadata => {
            let found = metadata::nested(car.leaves(), &path, true);
            let some = found.as_object().is_some_and(|f| !f.is_empty());
            some.then_some(Some(("metadata", found))).ok_or(NO_PATH)
        }
        "get" => Ok(Some(("data", car.data_of(&filters.meant(car, &path)?)))),
        "set" => {
            let leaf = car.leaves().get(&path).ok_or(NO_PATH)?;
            if leaf.kind != Kind::Actuator {
                return Err(READ_ONLY);
            }
            let value = request.get("value").cloned().ok_or(NO_JSON)?;
            car.set(&BTreeMap::from([(path, value)]))
                .map(|()| None)
                .map_err(|_| NO_JSON)
        }
        "subscribe" => {
            let paths = filters.meant(car, &path)?;
            let mut trigger = filters.trigger.ok_or(NO_FILTER)?;
            if let Trigger::Change { told, .. } = &mut trigger {
                let now = |path: &String| car.signal(path).and_then(|s| s.value.clone());
                *told = paths.iter().map(|path| (path.clone(), now(path))).collect();
            }
            let at_once = car.options.first_event && matches!(trigger, Trigger::Change { .. });
            let id = car.subscribe(line, paths, trigger);
            *first = at_once.then(|| id.clone());
            Ok(Some(("subscriptionId", Json::String(id))))
        }
        _ => Err(NO_ACTION),
    }
}

impl Filters {
    fn read(filter: Option<&Json>) -> Result<Self, Error> {
        let mut filters = Self::default();
        let all = match filter {
            None | Some(Json::Null) => &[],
            Some(Json::Array(all)) => all.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        for filter in all {
            let parameter = filter.get("parameter").unwrap_or(&Json::Null);
            match filter.get("variant").and_then(Json::as_str) {
                Some("paths") => filters.paths = Some(texts(parameter).ok_or(NO_FILTER)?),
                Some("metadata") => filters.metadata = true,
                Some("timebased") => {
                    let period = number(parameter.get("period")).filter(|p| *p > 0.0);
                    let period = Duration::try_from_secs_f64(period.ok_or(NO_FILTER)? / 1000.0)
                        .map_err(|_| NO_FILTER)?
                        .clamp(Duration::from_millis(SHORTEST), Duration::from_secs(86_400));
                    let due = Instant::now() + period;
                    filters.trigger = Some(Trigger::Period { every: period, due });
                }
                Some("change") => {
                    let op = parameter.get("logic-op").and_then(Json::as_str);
                    filters.trigger = Some(Trigger::Change {
                        op: op.and_then(Op::parse).ok_or(NO_FILTER)?,
                        diff: number(parameter.get("diff")).ok_or(NO_FILTER)?,
                        told: BTreeMap::new(),
                    });
                }
                _ => return Err(NO_FILTER),
            }
        }
        Ok(filters)
    }

    /// The leaves that are meant: the path itself, or those of a `paths` filter below it.
    fn meant(&self, car: &Car, path: &str) -> Result<Vec<String>, Error> {
        let Some(below) = &self.paths else {
            let leaf = car.leaves().contains_key(path);
            return leaf.then(|| vec![path.to_owned()]).ok_or(NO_PATH);
        };
        let found: Vec<_> = below
            .iter()
            .flat_map(|below| {
                glob::matching(car.leaves(), &format!("{path}.{}", below.replace('/', ".")))
            })
            .collect();
        if found.is_empty() {
            Err(NO_PATH)
        } else {
            Ok(found)
        }
    }
}

/// One text, or a list of texts.
fn texts(json: &Json) -> Option<Vec<String>> {
    match json {
        Json::String(one) => Some(vec![one.clone()]),
        Json::Array(all) => all.iter().map(|t| t.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The standard writes numbers as texts; a number is understood too.
fn number(json: Option<&Json>) -> Option<f64> {
    match json? {
        Json::String(text) => text.parse().ok().filter(|n: &f64| n.is_finite()),
        other => other.as_f64(),
    }
}
