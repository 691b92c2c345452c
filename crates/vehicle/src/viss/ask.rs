//! Requests, as each dialect writes them.

use super::Dialect;
use serde_json::{Value as Json, json};

/// What all paths begin with; several at once are asked for below it.
const ROOT: &str = "Vehicle";

/// Asks for the present value of these paths, at least one. In v2 the filter's kind is its `type`, in v3
/// its `variant`; one path needs no filter and is written alike in both.
pub fn get(dialect: Dialect, request: &str, paths: &[&str]) -> String {
    if let [path] = paths {
        return json!({"action": "get", "path": path, "requestId": request}).to_string();
    }
    let below = paths.iter().map(|path| {
        let rest = path
            .strip_prefix(ROOT)
            .and_then(|rest| rest.strip_prefix('.'));
        Json::from(rest.unwrap_or(path))
    });
    let kind = match dialect {
        Dialect::V2 => "type",
        Dialect::V3 => "variant",
    };
    let filter = json!({kind: "paths", "parameter": below.collect::<Vec<_>>()});
    json!({"action": "get", "path": ROOT, "filter": filter, "requestId": request}).to_string()
}

/// Asks to be told of a path's every change. KUKSA knows no filter for that and needs none.
pub fn subscribe(dialect: Dialect, request: &str, path: &str) -> String {
    let mut ask = json!({"action": "subscribe", "path": path, "requestId": request});
    if dialect == Dialect::V3 {
        ask["filter"] = json!({"variant": "change", "parameter": {"logic-op": "ne", "diff": "0"}});
    }
    ask.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_its_own_words() {
        let read = |text: String| serde_json::from_str::<Json>(&text).unwrap();
        let two = ["Vehicle.Speed", "Vehicle.Diagnostics.DTCList"];
        let cases = [
            (
                get(Dialect::V2, "1", &two[..1]),
                json!({"action": "get", "path": "Vehicle.Speed", "requestId": "1"}),
            ),
            (
                get(Dialect::V3, "1", &two[..1]),
                json!({"action": "get", "path": "Vehicle.Speed", "requestId": "1"}),
            ),
            (
                get(Dialect::V2, "2", &two),
                json!({"action": "get", "path": "Vehicle", "requestId": "2",
                    "filter": {"type": "paths", "parameter": ["Speed", "Diagnostics.DTCList"]}}),
            ),
            (
                get(Dialect::V3, "2", &two),
                json!({"action": "get", "path": "Vehicle", "requestId": "2",
                    "filter": {"variant": "paths", "parameter": ["Speed", "Diagnostics.DTCList"]}}),
            ),
            (
                subscribe(Dialect::V2, "3", two[0]),
                json!({"action": "subscribe", "path": "Vehicle.Speed", "requestId": "3"}),
            ),
            (
                subscribe(Dialect::V3, "3", two[0]),
                json!({"action": "subscribe", "path": "Vehicle.Speed", "requestId": "3",
                    "filter": {"variant": "change", "parameter": {"logic-op": "ne", "diff": "0"}}}),
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text), wanted);
        }
    }
}
