//! What a signal says, as both dialects write it: text, or a list of texts.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A signal's value on the wire: `"12.5"`, `"126"`, `"false"`, `["P0A80","U0100"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// One.
    Text(String),
    /// Several.
    List(Vec<String>),
}

impl Value {
    /// A `float` of the VSS: 32 bits, so `0.1` is `0.1` and 64 bits' worth of digits do not appear.
    #[allow(clippy::cast_possible_truncation)]
    pub fn float(value: f64) -> Self {
        Self::Text((value as f32).to_string())
    }

    /// A `double` of the VSS, to seven places: a centimetre on the globe.
    pub fn double(value: f64) -> Self {
        Self::Text(((value * 1e7).round() / 1e7).to_string())
    }

    /// A whole number, rounded. What is no number, or too large for one, is the nearest that is.
    #[allow(clippy::cast_possible_truncation)]
    pub fn whole(value: f64) -> Self {
        Self::Text((value.round() as i64).to_string())
    }

    /// A boolean.
    pub fn flag(value: bool) -> Self {
        Self::Text(value.to_string())
    }

    /// A text.
    pub fn text(value: &str) -> Self {
        Self::Text(value.to_owned())
    }

    /// A list of texts.
    pub fn list(values: &[&str]) -> Self {
        Self::List(values.iter().map(|&v| v.to_owned()).collect())
    }

    /// A tester's JSON as the wire would carry it: `12.5` is `"12.5"`. `None` for an object and for null.
    pub fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Array(all) => all
                .iter()
                .map(scalar)
                .collect::<Option<_>>()
                .map(Self::List),
            one => scalar(one).map(Self::Text),
        }
    }

    /// The number it spells, if it does.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Text(text) => text.parse().ok(),
            Self::List(_) => None,
        }
    }
}

fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
