//! What of the page's messages passes: reading the signals of the portal, and nothing else. What passes is
//! written anew, so that no two readers can take one message for two (a key given twice, a second request behind
//! the first, which KUKSA reads).

use super::Allowed;
use serde_json::{Map, Value as Json, json};
use vehicle::viss::Dialect;

/// Most paths of one request.
const PATHS: usize = 64;
/// The longest name of a request or a subscription, in bytes.
const NAME: usize = 128;

/// The request as the databroker gets it.
///
/// # Errors
/// The answer to the page, in its dialect: nothing went any further.
pub fn check(text: &str, allowed: &Allowed, dialect: Option<Dialect>) -> Result<String, String> {
    let asked: Json = serde_json::from_str(text).unwrap_or_default();
    match asked.as_object().filter(|ask| passes(ask, allowed)) {
        Some(_) => Ok(asked.to_string()),
        None => Err(refusal(&asked, dialect)),
    }
}

fn passes(ask: &Map<String, Json>, allowed: &Allowed) -> bool {
    let word = |key: &str| ask.get(key).and_then(Json::as_str);
    let named = |key: &str| word(key).is_some_and(|name| name.len() <= NAME);
    let only = |keys: &[&str]| ask.keys().all(|key| keys.contains(&key.as_str()));
    let (path, filter) = (word("path").unwrap_or_default(), ask.get("filter"));
    let rest = match word("action") {
        Some("get") => {
            only(&["action", "path", "requestId", "filter"])
                && match filter {
                    None => allowed.leaf(path),
                    Some(filter) => paths(filter, path, allowed),
                }
        }
        Some("subscribe") => {
            only(&["action", "path", "requestId", "filter"])
                && allowed.leaf(path)
                && filter.is_none_or(when)
        }
        Some("unsubscribe") => {
            only(&["action", "requestId", "subscriptionId"]) && named("subscriptionId")
        }
        _ => false,
    };
    rest && named("requestId")
}

/// `{variant|type: "paths", parameter: […]}`, each of them one of ours.
fn paths(filter: &Json, path: &str, allowed: &Allowed) -> bool {
    let Some(all) = filter["parameter"]
        .as_array()
        .filter(|_| kind(filter) == Some("paths"))
    else {
        return false;
    };
    let ours = |rest: &Json| rest.as_str().is_some_and(|rest| allowed.below(path, rest));
    !all.is_empty() && all.len() <= PATHS && all.iter().all(ours)
}

/// When an event comes: on a change, or every so often.
fn when(filter: &Json) -> bool {
    let plain = |all: &Map<String, Json>| {
        let mut all = all.values();
        all.all(|value| value.is_string() || value.is_number())
    };
    matches!(kind(filter), Some("change" | "timebased"))
        && filter["parameter"].as_object().is_some_and(plain)
}

/// v3 calls it `variant`, v2 `type`; one filter alone, with one of the two and its parameter.
fn kind(filter: &Json) -> Option<&str> {
    let filter = filter.as_object().filter(|filter| filter.len() == 2)?;
    let kind = filter.get("variant").or_else(|| filter.get("type"))?;
    kind.as_str()
}

/// The databroker's own words for what may not be done. Where nobody has agreed on a dialect the answer tells
/// none.
fn refusal(asked: &Json, dialect: Option<Dialect>) -> String {
    let mut error = json!({ "number": 403, "reason": "forbidden_request" });
    let says = match dialect {
        Some(Dialect::V2) => "message",
        Some(Dialect::V3) => "description",
        None => "",
    };
    if !says.is_empty() {
        error[says] = "A page reads the signals of the portal, and nothing else.".into();
    }
    let mut answer = json!({ "error": error });
    for key in ["action", "requestId"] {
        let word = asked[key].as_str().filter(|word| word.len() <= NAME);
        if let Some(word) = word {
            answer[key] = word.into();
        }
    }
    answer.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use clap::Parser;
    use vehicle::path::{CODES_OBD, SPEED};
    use vehicle::viss::answer::Answer;
    use vehicle::viss::ask;

    fn allowed() -> Allowed {
        let given = [
            "a",
            "--server",
            "https://a.example",
            "--portal",
            "p",
            "--state",
            "s",
            "--overlay",
            "Maker.Software",
        ];
        Allowed::of(&Options::try_parse_from(given).unwrap())
    }

    #[test]
    fn what_the_client_asks_passes_in_both_dialects() {
        for dialect in [Dialect::V2, Dialect::V3] {
            let asks = [
                ask::get(dialect, "1", &[SPEED]),
                ask::get(dialect, "2", &[SPEED, CODES_OBD, "Maker.Software"]),
                ask::subscribe(dialect, "3", SPEED),
                r#"{"action":"unsubscribe","requestId":"4","subscriptionId":"s"}"#.into(),
            ];
            for text in asks {
                let on = check(&text, &allowed(), Some(dialect)).unwrap();
                let read = |text: &str| serde_json::from_str::<Json>(text).unwrap();
                assert_eq!(read(&on), read(&text));
            }
        }
    }

    #[test]
    fn nothing_else_does() {
        let table = [
            r#"{"action":"set","path":"Vehicle.Speed","value":"0","requestId":"1"}"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1"}"#,
            r#"{"action":"get","path":"Vehicle.Cabin.Door","requestId":"1"}"#,
            r#"{"action":"get","path":"Vehicle.*","requestId":"1"}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":1}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":"1","value":"0"}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":"1","authorization":"x"}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":"1","action":"set"}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":"1"} {"action":"set","path":"Vehicle.Speed","value":"0","requestId":"2"}"#,
            r#"[{"action":"get","path":"Vehicle.Speed","requestId":"1"}]"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1","filter":{"type":"paths","parameter":["*"]}}"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1","filter":{"type":"paths","parameter":["Speed","Cabin.Door"]}}"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1","filter":{"type":"paths","parameter":[]}}"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1","filter":{"type":"static-metadata","parameter":["Speed"]}}"#,
            r#"{"action":"get","path":"Vehicle","requestId":"1","filter":{"type":"paths","variant":"history","parameter":["Speed"]}}"#,
            r#"{"action":"get","path":"Vehicle.Speed","requestId":"1","filter":{"type":"history","parameter":"P1D"}}"#,
            r#"{"action":"subscribe","path":"Vehicle","requestId":"1","filter":{"type":"paths","parameter":["Speed"]}}"#,
            r#"{"action":"subscribe","path":"Vehicle.Speed","requestId":"1","filter":{"type":"paths","parameter":["Speed"]}}"#,
            r#"{"action":"unsubscribe","requestId":"1"}"#,
            r#"{"action":"Get","path":"Vehicle.Speed","requestId":"1"}"#,
            "set",
            "",
        ];
        for text in table {
            let said = check(text, &allowed(), Some(Dialect::V2)).unwrap_err();
            let Some(Answer::Refused { fault, .. }) = Answer::read(&said) else {
                panic!("{said}");
            };
            assert_eq!(
                (fault.number, fault.dialect),
                (403, Some(Dialect::V2)),
                "{text}"
            );
        }
        let deep = "[".repeat(60_000);
        assert!(check(&deep, &allowed(), None).is_err());
        let said = check(table[0], &allowed(), Some(Dialect::V3)).unwrap_err();
        let wanted = json!({ "action": "set", "requestId": "1", "error": { "number": 403,
            "reason": "forbidden_request",
            "description": "A page reads the signals of the portal, and nothing else." } });
        assert_eq!(serde_json::from_str::<Json>(&said).unwrap(), wanted);
    }
}
