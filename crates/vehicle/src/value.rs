//! A value as it stands in a message: a text, a list of texts, or nothing.

use serde_json::Value as Json;

/// The longest text that is read, in bytes; a report's signal may be no longer.
pub const TEXT: usize = 2000;
/// The most entries of a list that are read.
pub const ENTRIES: usize = 64;

/// What VISS v3 writes where a signal has no value.
const NOT_AVAILABLE: &str = "viss-inline:Data-not-available";

/// A signal's value, before anybody asked what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One: `"12.5"`, `"126"`, `"false"`.
    Text(String),
    /// Several: `["P0A80","U0100"]`.
    List(Vec<String>),
}

impl Value {
    /// Reads a `value`. None where the signal has none (`null`, v3's own words for it) or where what
    /// stands there is no value of either dialect, or too long for one.
    pub fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Array(entries) if entries.len() <= ENTRIES => entries
                .iter()
                .map(text)
                .collect::<Option<_>>()
                .map(Self::List),
            Json::Array(_) => None,
            one => text(one).filter(|t| t != NOT_AVAILABLE).map(Self::Text),
        }
    }

    /// As a number that is one: neither NaN nor infinite.
    pub fn number(&self) -> Option<f64> {
        let Self::Text(text) = self else { return None };
        text.trim().parse().ok().filter(|n: &f64| n.is_finite())
    }

    /// As a truth.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Text(text) if text == "true" => Some(true),
            Self::Text(text) if text == "false" => Some(false),
            _ => None,
        }
    }

    /// As one text, as VISS writes it: a list is a JSON array.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(entries) => Json::from(entries.clone()).to_string(),
        }
    }
}

/// Both dialects write texts; a server that writes numbers and truths bare is understood too.
fn text(json: &Json) -> Option<String> {
    let text = match json {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(truth) => truth.to_string(),
        _ => return None,
    };
    (text.len() <= TEXT).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_texts_lists_or_nothing() {
        let one = |text: &str| Some(Value::Text(text.into()));
        let long = "x".repeat(TEXT + 1);
        let table = [
            (json!("12.5"), one("12.5")),
            (json!(12.5), one("12.5")),
            (json!(false), one("false")),
            (
                json!(["P0A80", "U0100"]),
                Some(Value::List(vec!["P0A80".into(), "U0100".into()])),
            ),
            (json!([]), Some(Value::List(vec![]))),
            (json!(null), None),
            (json!("viss-inline:Data-not-available"), None),
            (json!({"value": "1"}), None),
            (json!([["P0A80"]]), None),
            (json!(vec!["x"; ENTRIES + 1]), None),
            (json!(long), None),
        ];
        for (json, wanted) in table {
            assert_eq!(Value::read(&json), wanted, "{json}");
        }
    }

    #[test]
    fn a_number_is_one_or_it_is_none() {
        for (text, wanted) in [
            ("12.5", Some(12.5)),
            (" 0 ", Some(0.0)),
            ("NaN", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(Value::Text(text.into()).number(), wanted, "{text}");
        }
    }
}
