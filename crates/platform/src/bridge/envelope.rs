//! One message: `{v:1, id, kind, method, params|result|error}` as JSON. What does not read as one is no message.

use serde_json::{Value, json};

/// Longer is not read: nothing that a host has to say comes near.
const LONGEST: usize = 65_536;

/// Longest id and method.
const NAME: usize = 64;

/// A message from the host.
#[derive(Debug, PartialEq)]
pub struct Envelope {
    /// Ties an answer to its request; empty in an event.
    pub id: String,
    /// What it is about.
    pub method: String,
    /// What it says.
    pub body: Body,
}

/// What a message says.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// A request, with its parameters.
    Request(Value),
    /// The answer to one of ours.
    Answer(Result<Value, Fault>),
    /// Something happened.
    Event(Value),
}

/// Why a request was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nobody here knows that method.
    UnknownMethod,
    /// The parameters make no sense.
    InvalidParams,
    /// The person closed it: nothing went wrong.
    Cancelled,
    /// It did not work, or no answer came in time.
    Failed,
}

impl Fault {
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownMethod => "unknown-method",
            Self::InvalidParams => "invalid-params",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// Reads a message; `None` for whatever is not one.
pub fn read(text: &str) -> Option<Envelope> {
    if text.len() > LONGEST {
        return None;
    }
    let mut value: Value = serde_json::from_str(text).ok()?;
    if value.get("v")?.as_u64()? != 1 {
        return None;
    }
    let name = |part: &str| {
        let name = value.get(part)?.as_str()?;
        (1..=NAME).contains(&name.len()).then(|| name.to_owned())
    };
    let (kind, method, id) = (name("kind")?, name("method")?, name("id"));
    let mut take = |part: &str| value.get_mut(part).map(Value::take);
    let body = match kind.as_str() {
        "req" => Body::Request(take("params").unwrap_or_default()),
        "evt" => Body::Event(take("params").unwrap_or_default()),
        "res" => Body::Answer(match (take("result"), take("error")) {
            (Some(result), None) => Ok(result),
            (None, Some(error)) => Err(fault(&error)),
            _ => return None,
        }),
        _ => return None,
    };
    if id.is_none() && !matches!(body, Body::Event(_)) {
        return None;
    }
    let id = id.unwrap_or_default();
    Some(Envelope { id, method, body })
}

fn fault(error: &Value) -> Fault {
    match error.get("code").and_then(Value::as_str) {
        Some("cancelled") => Fault::Cancelled,
        Some("unknown-method") => Fault::UnknownMethod,
        Some("invalid-params") => Fault::InvalidParams,
        _ => Fault::Failed,
    }
}

/// A request of ours.
pub fn request(id: &str, method: &str, params: Value) -> String {
    json!({"v": 1, "id": id, "kind": "req", "method": method, "params": params}).to_string()
}

/// The answer to a request of the host's.
pub fn answer(id: &str, method: &str, outcome: Result<Value, Fault>) -> String {
    let mut message = json!({"v": 1, "id": id, "kind": "res", "method": method});
    match outcome {
        Ok(result) => message["result"] = result,
        Err(fault) => message["error"] = json!({"code": fault.code()}),
    }
    message.to_string()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_message_reads_as_what_it_is() {
        let asked = read(r#"{"v":1,"id":"h1","kind":"req","method":"back","params":{"a":1}}"#);
        let asked = asked.expect("a request");
        assert_eq!((asked.id.as_str(), asked.method.as_str()), ("h1", "back"));
        assert_eq!(asked.body, Body::Request(json!({"a": 1})));
        let said = read(r#"{"v":1,"kind":"evt","method":"theme"}"#).expect("an event needs no id");
        assert_eq!(said.body, Body::Event(Value::Null));
        let no = r#"{"v":1,"id":"p1","kind":"res","method":"dial","error":{"code":"cancelled"}}"#;
        let no = read(no).expect("an answer");
        assert_eq!(no.body, Body::Answer(Err(Fault::Cancelled)));
    }

    #[test]
    fn what_is_no_message_is_none() {
        let deep = "[".repeat(20_000);
        let long = format!(
            r#"{{"v":1,"kind":"evt","method":"theme","params":"{}"}}"#,
            "x".repeat(LONGEST)
        );
        let name = format!(r#"{{"v":1,"kind":"evt","method":"{}"}}"#, "x".repeat(65));
        let hostile = [
            "",
            "null",
            "1",
            "\"theme\"",
            "[]",
            "{}",
            "{\"v\":1",
            r#"{"kind":"evt","method":"theme"}"#,
            r#"{"v":2,"kind":"evt","method":"theme"}"#,
            r#"{"v":"1","kind":"evt","method":"theme"}"#,
            r#"{"v":1.5,"kind":"evt","method":"theme"}"#,
            r#"{"v":1,"kind":"cmd","id":"a","method":"theme"}"#,
            r#"{"v":1,"kind":["evt"],"method":"theme"}"#,
            r#"{"v":1,"kind":"evt","method":""}"#,
            r#"{"v":1,"kind":"evt","method":{}}"#,
            r#"{"v":1,"kind":"req","method":"back"}"#,
            r#"{"v":1,"id":7,"kind":"req","method":"back"}"#,
            r#"{"v":1,"id":"","kind":"req","method":"back"}"#,
            r#"{"v":1,"id":"p1","kind":"res","method":"dial"}"#,
            r#"{"v":1,"id":"p1","kind":"res","method":"dial","result":1,"error":{}}"#,
            deep.as_str(),
            long.as_str(),
            name.as_str(),
        ];
        for text in hostile {
            let start: String = text.chars().take(80).collect();
            assert_eq!(read(text), None, "{start}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let text = request("p1", "dial", json!({"url": "tel:+4940\"\u{2028}"}));
        let back = read(&text).expect("a message");
        let params = json!({"url": "tel:+4940\"\u{2028}"});
        assert_eq!(back.body, Body::Request(params));
        let faults = [
            Fault::UnknownMethod,
            Fault::InvalidParams,
            Fault::Cancelled,
            Fault::Failed,
        ];
        for fault in faults {
            let back = read(&answer("h1", "x", Err(fault))).expect("a message");
            assert_eq!(back.body, Body::Answer(Err(fault)));
        }
        let back = read(&answer("h1", "back", Ok(json!({"done": true})))).expect("a message");
        assert_eq!(back.body, Body::Answer(Ok(json!({"done": true}))));
    }
}
