//! What a host may say, read with care: a number out of bounds, a word that is none of ours, and it was not said.

use contract::command::Surface;
use serde_json::Value;

/// Widest edge that a host may keep free, in CSS pixels: more would leave no page.
const EDGE: f64 = 200.0;

/// Something that a host says, or wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// Where the page runs.
    Surface(Surface),
    /// What the system covers: top, right, bottom, left, in CSS pixels.
    SafeArea([f64; 4]),
    /// Whether it is night.
    Night(bool),
    /// The host's language, a BCP 47 tag.
    Locale(String),
    /// How much larger than usual the person wants text.
    TextScale(f64),
    /// Where the car's signals are read: a WebSocket.
    Vehicle(String),
    /// Whether the car says that this is not the time, whatever its signals say.
    Restricted(bool),
    /// The person wants back.
    Back,
    /// A notification was touched: the path to open.
    Open(String),
}

/// What is said once with the capabilities, and again whenever it changes.
pub const STATE: [&str; 7] = [
    "surface",
    "safeArea",
    "theme",
    "locale",
    "textScale",
    "vehicle",
    "restricted",
];

/// What a host may want of the page.
pub const WANTS: [&str; 2] = ["back", "open"];

impl Word {
    /// Reads the parameters of a method; `None` for what nobody may say.
    pub fn read(method: &str, params: &Value) -> Option<Self> {
        let text = |part: &str| params.get(part)?.as_str();
        match method {
            "surface" => surface(text("name")?).map(Self::Surface),
            "safeArea" => {
                let edge = |part| {
                    let wide = params.get(part)?.as_f64()?;
                    (0.0..=EDGE).contains(&wide).then_some(wide)
                };
                let area = [edge("top")?, edge("right")?, edge("bottom")?, edge("left")?];
                Some(Self::SafeArea(area))
            }
            "theme" => match text("name")? {
                "night" => Some(Self::Night(true)),
                "day" => Some(Self::Night(false)),
                _ => None,
            },
            "locale" => {
                let tag = text("tag")?;
                let fits =
                    tag.len() <= 35 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                fits.then(|| Self::Locale(tag.to_owned()))
            }
            "textScale" => {
                let factor = params.get("factor")?.as_f64()?;
                (0.5..=3.0)
                    .contains(&factor)
                    .then_some(Self::TextScale(factor))
            }
            "vehicle" => {
                let url = text("url")?;
                is_socket(url).then(|| Self::Vehicle(url.to_owned()))
            }
            "restricted" => params.get("on")?.as_bool().map(Self::Restricted),
            "back" => Some(Self::Back),
            "open" => {
                let path = text("path")?;
                is_path(path).then(|| Self::Open(path.to_owned()))
            }
            _ => None,
        }
    }
}

fn surface(name: &str) -> Option<Surface> {
    let all = [Surface::Car, Surface::Phone, Surface::Desktop];
    all.into_iter().find(|s| s.name() == name)
}

/// A path within the portal, and nothing that a browser would take for another place (`//host`, `/\host`).
fn is_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    bytes.next() == Some(b'/')
        && path.len() <= 200
        && !path.starts_with("/api/")
        && !path.starts_with("//")
        && bytes.all(|b| b.is_ascii_alphanumeric() || b"/-_?=&#".contains(&b))
}

/// Encrypted, or on this machine.
fn is_socket(url: &str) -> bool {
    let plain = ["localhost", "127.0.0.1", "[::1]"].iter().any(|here| {
        let rest = url.strip_prefix("ws://").and_then(|u| u.strip_prefix(here));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    let clean = url.len() <= 200 && url.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
    clean && (plain || url.len() > 6 && url.starts_with("wss://"))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use serde_json::json;

    #[test]
    fn a_word_within_bounds_is_taken() {
        let area = json!({"top": 44, "right": 0, "bottom": 34.5, "left": 0});
        let said = [
            (
                "surface",
                json!({"name": "car"}),
                Word::Surface(Surface::Car),
            ),
            ("safeArea", area, Word::SafeArea([44.0, 0.0, 34.5, 0.0])),
            ("theme", json!({"name": "night"}), Word::Night(true)),
            ("theme", json!({"name": "day"}), Word::Night(false)),
            (
                "locale",
                json!({"tag": "nb-NO"}),
                Word::Locale("nb-NO".into()),
            ),
            ("textScale", json!({"factor": 1.3}), Word::TextScale(1.3)),
            ("back", Value::Null, Word::Back),
            (
                "open",
                json!({"path": "/cases/4f2a"}),
                Word::Open("/cases/4f2a".into()),
            ),
        ];
        for (method, params, word) in said {
            assert_eq!(Word::read(method, &params), Some(word), "{method} {params}");
        }
        for url in [
            "ws://127.0.0.1:8090",
            "ws://[::1]/viss",
            "wss://car.example/viss",
            "ws://localhost",
        ] {
            let read = Word::read("vehicle", &json!({ "url": url }));
            assert_eq!(read, Some(Word::Vehicle(url.into())));
        }
    }

    #[test]
    fn all_else_was_not_said() {
        let hostile = [
            ("surface", json!({"name": "admin"})),
            ("surface", json!("car")),
            ("safeArea", json!({"top": 1, "right": 0, "bottom": 0})),
            (
                "safeArea",
                json!({"top": -1, "right": 0, "bottom": 0, "left": 0}),
            ),
            (
                "safeArea",
                json!({"top": 1e9, "right": 0, "bottom": 0, "left": 0}),
            ),
            (
                "safeArea",
                json!({"top": "1px;}", "right": 0, "bottom": 0, "left": 0}),
            ),
            ("theme", json!({"name": "night\" onload=\"x"})),
            ("theme", json!([])),
            ("locale", json!({"tag": "de_DE<script>"})),
            ("locale", json!({"tag": "x".repeat(36)})),
            ("textScale", json!({"factor": 0})),
            ("textScale", json!({"factor": 40})),
            ("open", json!({"path": "https://evil.example/"})),
            ("open", json!({"path": "//evil.example"})),
            ("open", json!({"path": "/\\evil.example"})),
            ("open", json!({"path": "/\t/evil.example"})),
            ("open", json!({"path": "javascript:alert(1)"})),
            (
                "open",
                json!({"path": "/api/sign-in/callback?code=x&state=y"}),
            ),
            ("open", json!({"path": "/a/../api/session"})),
            ("open", json!({"path": ""})),
            ("vehicle", json!({"url": "ws://evil.example"})),
            ("vehicle", json!({"url": "ws://localhost.evil.example"})),
            ("vehicle", json!({"url": "ws://localhost@evil.example"})),
            ("vehicle", json!({"url": "ws://localhost:1@evil.example"})),
            ("vehicle", json!({"url": "http://localhost"})),
            ("identity", json!({"name": "ines"})),
            ("role", json!({"name": "owner"})),
        ];
        for (method, params) in hostile {
            assert_eq!(Word::read(method, &params), None, "{method} {params}");
        }
    }
}
