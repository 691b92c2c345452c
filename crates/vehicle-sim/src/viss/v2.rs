//! VISS v2 as the Eclipse KUKSA databroker 0.7 serves it, its peculiarities included.
//!
//! Read from its `databroker/src/viss`: filters are tagged `type`, an unknown tag makes the whole request
//! unreadable; several JSON objects in one message are answered in order, up to the first unreadable one.

use super::{glob, metadata};
use crate::car::Car;
use crate::noise;
use crate::subscription::{Line, Trigger};
use crate::vss::Kind;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::time::Duration;
use tokio::time::Instant;

#[derive(Deserialize)]
#[serde(
    tag = "action",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
enum Request {
    Get {
        path: String,
        request_id: String,
        filter: Option<Filter>,
    },
    Set {
        path: String,
        value: Set,
        request_id: String,
    },
    Subscribe {
        path: String,
        request_id: String,
        filter: Option<Filter>,
    },
    Unsubscribe {
        request_id: String,
        subscription_id: String,
    },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Filter {
    StaticMetadata {},
    Paths { parameter: Vec<String> },
    Timebased { parameter: Period },
}

#[derive(Deserialize)]
struct Period {
    /// Milliseconds, as a number: a text is a bad request.
    period: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Set {
    None(()),
    Scalar(String),
    Array(#[allow(dead_code)] Vec<String>),
}

/// What can still be read of an unreadable request.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Remains {
    action: Option<String>,
    request_id: Option<String>,
}

/// An error as the databroker words it.
pub struct Error(u16, &'static str, &'static str);

const BAD_REQUEST: Error = Error(
    400,
    "bad_request",
    "The server is unable to fulfil the client request because the request is malformed.",
);
const READ_ONLY: Error = Error(
    401,
    "read_only",
    "The desired signal cannot be set since it is a read only signal.",
);
const INVALID_PATH: Error = Error(
    404,
    "invalid_path",
    "The specified data path does not exist.",
);
const INVALID_SUBSCRIPTION: Error = Error(
    404,
    "invalid_subscription_id",
    "The specified subscription was not found.",
);
/// What a subscription says when it has lagged behind.
pub const UNAVAILABLE: Error = Error(
    503,
    "service_unavailable",
    "The server is temporarily unable to handle the request.",
);

impl Error {
    /// `{number, reason, message}`.
    pub fn json(&self) -> Json {
        json!({ "number": self.0, "reason": self.1, "message": self.2 })
    }
}

/// Answers a message.
pub fn hear(car: &mut Car, line: &Line, text: &str) {
    for request in serde_json::Deserializer::from_str(text).into_iter::<Request>() {
        match request {
            Ok(request) => answer(car, line, request),
            Err(_) => {
                let remains: Remains = serde_json::from_str(text).unwrap_or_default();
                line.say(
                    &json!({ "action": remains.action, "requestId": remains.request_id,
                    "error": BAD_REQUEST.json() }),
                );
            }
        }
    }
}

fn answer(car: &mut Car, line: &Line, request: Request) {
    match request {
        Request::Get {
            path,
            request_id,
            filter,
        } => line.say(&match get(car, &path, filter) {
            Ok((key, found)) => json!({ "action": "get", "requestId": request_id, key: found }),
            Err(error) => refusal(car, "get", &request_id, &error),
        }),
        Request::Set {
            path,
            value,
            request_id,
        } => line.say(&match set(car, &path, &value) {
            Ok(()) => json!({ "action": "set", "requestId": request_id, "ts": car.stamp() }),
            Err(error) => refusal(car, "set", &request_id, &error),
        }),
        Request::Subscribe {
            path,
            request_id,
            filter,
        } => {
            subscribe(car, line, path, &request_id, filter);
        }
        Request::Unsubscribe {
            request_id,
            subscription_id,
        } => {
            let mut answer = json!({ "action": "unsubscribe", "requestId": request_id,
                "subscriptionId": subscription_id, "ts": car.stamp() });
            if !car.unsubscribe(line, &subscription_id) {
                answer["error"] = INVALID_SUBSCRIPTION.json();
            }
            line.say(&answer);
        }
    }
}

fn refusal(car: &Car, action: &str, request_id: &str, error: &Error) -> Json {
    json!({ "action": action, "requestId": request_id, "error": error.json(), "ts": car.stamp() })
}

/// The member of the answer, and what is in it. A `get` that succeeds has no time of its own.
fn get(car: &Car, path: &str, filter: Option<Filter>) -> Result<(&'static str, Json), Error> {
    match filter {
        Some(Filter::StaticMetadata {}) => Ok((
            "metadata",
            metadata::nested(car.leaves(), path, car.options.units),
        )),
        Some(Filter::Paths { .. }) if path.contains('*') => Err(INVALID_PATH),
        Some(Filter::Paths { parameter }) => {
            // Relative to the path; what does not exist is left out, and nobody is told.
            let found = parameter
                .iter()
                .flat_map(|below| glob::matching(car.leaves(), &format!("{path}.{below}")))
                .map(|path| car.data(&path))
                .collect();
            Ok(("data", Json::Array(found)))
        }
        Some(Filter::Timebased { .. }) | None if car.leaves().contains_key(path) => {
            Ok(("data", car.data(path)))
        }
        Some(Filter::Timebased { .. }) | None => Err(INVALID_PATH),
    }
}

/// What is set is an actuator's target, which nobody reads: the signal stays what it was.
fn set(car: &Car, path: &str, value: &Set) -> Result<(), Error> {
    let leaf = car.leaves().get(path).ok_or(INVALID_PATH)?;
    if leaf.kind != Kind::Actuator {
        return Err(READ_ONLY);
    }
    let fits = match (value, leaf.datatype) {
        (Set::Scalar(text), "boolean") => text.parse::<bool>().is_ok(),
        (Set::Scalar(text), "int8") => text.parse::<i8>().is_ok(),
        (Set::Scalar(_), "string") => true,
        (Set::None(()) | Set::Array(_) | Set::Scalar(_), _) => false,
    };
    if fits { Ok(()) } else { Err(BAD_REQUEST) }
}

/// One leaf to a subscription. Its first event comes at once; whether before the answer is a race in the
/// databroker, and the seed's choice here.
fn subscribe(car: &mut Car, line: &Line, path: String, request_id: &str, filter: Option<Filter>) {
    if !car.leaves().contains_key(&path) {
        return line.say(&refusal(car, "subscribe", request_id, &INVALID_PATH));
    }
    let least = match filter {
        Some(Filter::Timebased { parameter }) => {
            Some(Duration::from_millis(u64::from(parameter.period)))
        }
        _ => None,
    };
    let trigger = Trigger::Publish {
        least,
        last: Instant::now(),
    };
    let chance = path.bytes().map(u64::from).sum();
    let first = noise::at(car.options.seed, chance) < 0.0;
    let id = car.subscribe(line, vec![path], trigger);
    let answer = json!({ "action": "subscribe", "requestId": request_id, "subscriptionId": id,
        "ts": car.stamp() });
    if first {
        car.tell_first(&id);
    }
    line.say(&answer);
    if !first {
        car.tell_first(&id);
    }
}
