//! What a databroker says, in either dialect. A message that is none of this is no answer, and nothing happens.

use super::Dialect;
use crate::stamp;
use crate::value::Value;
use serde_json::Value as Json;

/// The longest message that is read, in bytes. What was asked for fits into a few thousand.
const LONGEST: usize = 64 * 1024;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To a `get`.
    Data {
        /// Which one.
        request: String,
        /// What it found; a path that is not there may simply be absent.
        points: Vec<Point>,
    },
    /// To a `subscribe`.
    Subscribed {
        /// Which one.
        request: String,
        /// The name under which its events come.
        subscription: String,
    },
    /// Something changed.
    Event {
        /// What told it.
        subscription: String,
        /// What it is now.
        points: Vec<Point>,
    },
    /// To a request that was refused.
    Refused {
        /// Which one, where the server says it.
        request: Option<String>,
        /// Why.
        fault: Fault,
    },
    /// A subscription has nothing more to tell for now (KUKSA: its provider left).
    Ended {
        /// Which one.
        subscription: String,
    },
}

/// One signal in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its whole path.
    pub path: String,
    /// What it says, if anything.
    pub value: Option<Value>,
    /// When, by the car's clock.
    pub at: Option<i64>,
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// As in HTTP: 400 was not understood, 401 and 403 are not allowed, 404 is not there.
    pub number: u16,
    /// v3 describes an error (`description`), v2 has a `message` for it.
    pub dialect: Option<Dialect>,
}

impl Answer {
    /// Reads a message.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let json: Json = serde_json::from_str(text).ok()?;
        let word = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let (request, subscription) = (word("requestId"), word("subscriptionId"));
        if let Some(error) = json.get("error") {
            return Some(match (request, subscription) {
                (None, Some(subscription)) => Self::Ended { subscription },
                (request, _) => Self::Refused {
                    request,
                    fault: fault(error),
                },
            });
        }
        match json.get("action")?.as_str()? {
            "get" => Some(Self::Data {
                request: request?,
                points: points(json.get("data")?),
            }),
            "subscribe" => Some(Self::Subscribed {
                request: request?,
                subscription: subscription?,
            }),
            "subscription" => Some(Self::Event {
                subscription: subscription?,
                points: points(json.get("data")?),
            }),
            _ => None,
        }
    }
}

fn points(data: &Json) -> Vec<Point> {
    let all = match data {
        Json::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    all.iter().filter_map(point).collect()
}

fn point(json: &Json) -> Option<Point> {
    let dp = json.get("dp")?;
    Some(Point {
        path: json.get("path")?.as_str()?.to_owned(),
        value: Value::read(dp.get("value")?),
        at: dp.get("ts").and_then(Json::as_str).and_then(stamp::millis),
    })
}

/// Numbers come as numbers, and in the standard's own examples as texts.
fn fault(error: &Json) -> Fault {
    let number = error.get("number");
    let number = number.and_then(|n| n.as_u64().or_else(|| n.as_str()?.parse().ok()));
    let says = |key: &str| error.get(key).is_some();
    Fault {
        number: number.and_then(|n| u16::try_from(n).ok()).unwrap_or(500),
        dialect: match (says("description"), says("message")) {
            (true, false) => Some(Dialect::V3),
            (false, true) => Some(Dialect::V2),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(path: &str, value: Option<&str>, at: Option<i64>) -> Point {
        Point {
            path: path.into(),
            value: value.map(|v| Value::Text(v.into())),
            at,
        }
    }

    #[test]
    fn both_dialects_are_read() {
        let table = [
            (
                r#"{"action":"get","requestId":"7","data":{"path":"Vehicle.Speed","dp":{"value":"12.5","ts":"1970-01-01T00:00:01.5Z"}}}"#,
                Some(Answer::Data {
                    request: "7".into(),
                    points: vec![point("Vehicle.Speed", Some("12.5"), Some(1500))],
                }),
            ),
            (
                r#"{"action":"get","requestId":"7","data":[{"path":"Vehicle.Speed","dp":{"value":null,"ts":"x"}},{"path":"Vehicle.IsMoving","dp":{"value":"viss-inline:Data-not-available","ts":"1970-01-01T00:00:00Z"}}],"ts":"1970-01-01T00:00:00Z"}"#,
                Some(Answer::Data {
                    request: "7".into(),
                    points: vec![
                        point("Vehicle.Speed", None, None),
                        point("Vehicle.IsMoving", None, Some(0)),
                    ],
                }),
            ),
            (
                r#"{"action":"subscribe","requestId":"8","subscriptionId":"s1","ts":"1970-01-01T00:00:00Z"}"#,
                Some(Answer::Subscribed {
                    request: "8".into(),
                    subscription: "s1".into(),
                }),
            ),
            (
                r#"{"action":"subscription","subscriptionId":"s1","data":{"path":"Vehicle.Speed","dp":{"value":"0"}},"ts":"1970-01-01T00:00:00Z"}"#,
                Some(Answer::Event {
                    subscription: "s1".into(),
                    points: vec![point("Vehicle.Speed", Some("0"), None)],
                }),
            ),
            (
                r#"{"action":"get","requestId":"9","error":{"number":404,"reason":"invalid_path","message":"No."},"ts":"1970-01-01T00:00:00Z"}"#,
                Some(Answer::Refused {
                    request: Some("9".into()),
                    fault: Fault {
                        number: 404,
                        dialect: Some(Dialect::V2),
                    },
                }),
            ),
            (
                r#"{"action":"get","requestId":"9","error":{"number":"400","reason":"bad_request","description":"No."}}"#,
                Some(Answer::Refused {
                    request: Some("9".into()),
                    fault: Fault {
                        number: 400,
                        dialect: Some(Dialect::V3),
                    },
                }),
            ),
            (
                r#"{"error":{"number":400,"reason":"bad_request","message":"No."}}"#,
                Some(Answer::Refused {
                    request: None,
                    fault: Fault {
                        number: 400,
                        dialect: Some(Dialect::V2),
                    },
                }),
            ),
            (
                r#"{"action":"subscription","subscriptionId":"s1","error":{"number":503,"reason":"service_unavailable","message":"No."}}"#,
                Some(Answer::Ended {
                    subscription: "s1".into(),
                }),
            ),
            (r#"{"action":"set","requestId":"1"}"#, None),
            (r#"{"action":"get","requestId":1,"data":{}}"#, None),
            (r#"{"action":"get","requestId":"1"}"#, None),
            (r#"{"action":"get","requestId":"1","data":{"#, None),
            ("[]", None),
            ("", None),
        ];
        for (text, wanted) in table {
            assert_eq!(Answer::read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_no_answer() {
        assert_eq!(Answer::read(&" ".repeat(LONGEST + 1)), None);
        assert_eq!(Answer::read(&"[".repeat(LONGEST)), None);
    }
}
