//! The routes, and who may.

use crate::support::{INES_VIN, everything};
use contract::settings::Terms;
use reqwest::Method;
use serde_json::{Value, json};

const OWNERS: &str = "owner driver paired-car tester";
/// What an owner may share with a car, and does not share with a driver by itself.
const SHARED: &str = "owner paired-car tester";
const OWNER: &str = "owner tester";
/// Those who can be told of news: people.
const TOLD: &str = "owner driver tester";
const CENTRE: &str = "advisor local-manager regional-manager head-of-service";
const MANAGERS: &str = "local-manager regional-manager head-of-service";
const STAFF: &str = "advisor local-manager regional-manager head-of-service quality-lead operator";
/// Those who may say what holds for every centre, or for one that is theirs.
const ABOVE: &str = "regional-manager head-of-service operator";
const PLACERS: &str = "local-manager regional-manager head-of-service operator";
const TOP: &str = "head-of-service operator";
const READERS: &str = "advisor local-manager regional-manager head-of-service quality-lead";

/// The digest of no file that is here.
pub const NO_FILE: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const UPLOAD: &str = "/api/cases/{id}/uploads/{digest}";
const DESK_UPLOAD: &str = "/api/desk/cases/{id}/uploads/{digest}";
const FILE: &str = "/api/cases/{id}/attachments/{digest}";
const DESK_FILE: &str = "/api/desk/cases/{id}/attachments/{digest}";

/// A route: its method, its path, who may, and a body that reads.
pub fn routes() -> Vec<(Method, &'static str, &'static str, Value)> {
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let money = json!({ "minor": 100, "currency": "EUR" });
    let at = 1_795_420_000_000_i64;
    let report = json!({ "vin": INES_VIN, "centre": "hamburg-hafen", "drivable": "yes",
        "concerns": [{ "text": "Es klappert", "since": "today" }] });
    let words = json!({ "text": "Guten Tag" });
    let line = json!({ "id": "a", "kind": "work", "title": "t", "reason": "r", "parts": money, "labour": money,
        "coverage": "goodwill", "component": "BODY" });
    let visit =
        json!({ "centre": "hamburg-hafen", "kind": "centre", "starts": at, "price": money });
    let offer = json!({ "centre": "hamburg-hafen", "kind": "centre", "starts": at, "price": money, "minutes": 60 });
    vec![
        (get.clone(), "/api/session", OWNERS, json!(null)),
        (get.clone(), "/api/cases", OWNERS, json!(null)),
        (post.clone(), "/api/cases", OWNERS, report),
        (get.clone(), "/api/vehicles/{vin}", OWNERS, json!(null)),
        (
            post.clone(),
            "/api/vehicles/{vin}/signals",
            "paired-car",
            json!({ "signals": [{ "path": "Vehicle.Speed", "value": "0", "at": 1_795_334_400_000_i64 }] }),
        ),
        (
            get.clone(),
            "/api/vehicles/{vin}/pairings",
            SHARED,
            json!(null),
        ),
        (
            put.clone(),
            "/api/vehicles/{vin}/pairings/{pairing}",
            OWNER,
            everything(),
        ),
        (
            Method::DELETE,
            "/api/vehicles/{vin}/pairings/{pairing}",
            OWNER,
            json!(null),
        ),
        (get.clone(), "/api/notices", TOLD, json!(null)),
        (
            put.clone(),
            "/api/notices",
            TOLD,
            json!({ "mail": false, "push": false, "calendar": false, "quiet": null, "zone": "UTC", "lang": "en" }),
        ),
        (
            put.clone(),
            "/api/notices/mailbox",
            TOLD,
            json!({ "address": "somebody@example.test", "lang": "en" }),
        ),
        (
            post.clone(),
            "/api/notices/mailbox/confirmation",
            TOLD,
            json!({ "code": "123456" }),
        ),
        (Method::DELETE, "/api/notices/mailbox", TOLD, json!(null)),
        (
            put.clone(),
            "/api/notices/browser",
            TOLD,
            json!({ "endpoint": "https://fcm.googleapis.com/x", "name": "n", "auth": "BTBZMqHH6r4Tts7J_aSIgg",
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4" }),
        ),
        (
            put.clone(),
            "/api/cases/{id}/seen",
            OWNERS,
            json!({ "seq": 0 }),
        ),
        (get.clone(), "/api/cases/{id}", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/offers", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/record", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/calendar", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/contacts", SHARED, json!(null)),
        (get.clone(), "/api/cases/{id}/survey", OWNER, json!(null)),
        (get.clone(), "/api/cases/{id}/reward", OWNER, json!(null)),
        (
            post.clone(),
            "/api/cases/{id}/messages",
            OWNERS,
            words.clone(),
        ),
        (
            post.clone(),
            "/api/cases/{id}/attachments",
            OWNERS,
            json!({ "digest": NO_FILE }),
        ),
        (get.clone(), UPLOAD, OWNERS, json!(null)),
        (put.clone(), UPLOAD, OWNERS, json!(null)),
        (get.clone(), FILE, OWNERS, json!(null)),
        (post.clone(), "/api/cases/{id}/appointment", OWNERS, visit),
        (
            post.clone(),
            "/api/cases/{id}/appointment-cancellation",
            OWNERS,
            json!({}),
        ),
        (post.clone(), "/api/cases/{id}/check-in", OWNERS, json!({})),
        (
            post.clone(),
            "/api/cases/{id}/withdrawal",
            OWNERS,
            json!({}),
        ),
        (
            post.clone(),
            "/api/cases/{id}/authorisations",
            SHARED,
            json!({ "revision": 1, "total": money }),
        ),
        (
            post.clone(),
            "/api/cases/{id}/disputes",
            OWNERS,
            json!({ "subject": "estimate", "text": "no" }),
        ),
        (
            post.clone(),
            "/api/cases/{id}/contacts",
            SHARED,
            json!({ "level": "local", "channel": "call", "subject": "estimate" }),
        ),
        (
            post.clone(),
            "/api/cases/{id}/contact-appeal",
            OWNERS,
            words.clone(),
        ),
        (post.clone(), "/api/cases/{id}/reopening", OWNERS, json!({})),
        (post.clone(), "/api/cases/{id}/erasure", OWNER, json!({})),
        (
            post.clone(),
            "/api/cases/{id}/survey",
            OWNER,
            json!({ "answers": {} }),
        ),
        (
            put.clone(),
            "/api/cases/{id}/survey",
            OWNER,
            json!({ "answers": {}, "version": 0 }),
        ),
        (
            post.clone(),
            "/api/cases/{id}/reward",
            OWNER,
            json!({ "pick": "discount" }),
        ),
        (get.clone(), "/api/desk/session", STAFF, json!(null)),
        (get.clone(), "/api/desk/cases", STAFF, json!(null)),
        (get.clone(), "/api/desk/cases/{id}", READERS, json!(null)),
        (
            get.clone(),
            "/api/desk/cases/{id}/vehicle",
            READERS,
            json!(null),
        ),
        (
            get.clone(),
            "/api/desk/cases/{id}/record",
            READERS,
            json!(null),
        ),
        (
            get.clone(),
            "/api/desk/answers",
            "quality-lead",
            json!(null),
        ),
        (
            post.clone(),
            "/api/desk/answers/{id}/action",
            "quality-lead",
            words.clone(),
        ),
        (get.clone(), "/api/desk/figures", STAFF, json!(null)),
        (
            post.clone(),
            "/api/desk/cases/{id}/acceptance",
            CENTRE,
            json!({ "next_update": at }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/advisor",
            CENTRE,
            json!({ "to": "tove" }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/promises",
            CENTRE,
            json!({ "due": at }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/messages",
            CENTRE,
            words.clone(),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/attachments",
            CENTRE,
            json!({ "digest": NO_FILE }),
        ),
        (get.clone(), DESK_UPLOAD, CENTRE, json!(null)),
        (put.clone(), DESK_UPLOAD, CENTRE, json!(null)),
        (get.clone(), DESK_FILE, READERS, json!(null)),
        (
            post.clone(),
            "/api/desk/cases/{id}/offers",
            CENTRE,
            json!({ "offers": [offer] }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/check-in",
            CENTRE,
            json!({}),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/progress",
            CENTRE,
            json!({ "stage": "ready", "next_update": at }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/diagnosis",
            CENTRE,
            words.clone(),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/signatures",
            MANAGERS,
            json!({ "component": "BODY", "reason": "r" }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/estimates",
            CENTRE,
            json!({ "follows": 0, "lines": [line], "next_update": at }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/invoices",
            CENTRE,
            json!({ "lines": [] }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/refunds",
            CENTRE,
            json!({ "invoice": "R-1" }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/dispute-answers",
            MANAGERS,
            json!({ "dispute": 1, "outcome": "kept", "text": "no" }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/contact-pause",
            MANAGERS,
            json!({ "reason": "r" }),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/contact-resumption",
            MANAGERS,
            json!({}),
        ),
        (
            post.clone(),
            "/api/desk/cases/{id}/closure",
            CENTRE,
            json!({ "cause": "c", "remedy": "r" }),
        ),
        (
            post.clone(),
            "/api/car/release",
            "paired-car",
            json!({ "running": 1, "tried": null, "trouble": null, "agent": "0.1.0" }),
        ),
        (get.clone(), "/api/desk/releases", "operator", json!(null)),
        (
            put.clone(),
            "/api/desk/releases",
            "operator",
            json!({ "channel": "stable", "percent": 5, "halted": false }),
        ),
        (get.clone(), "/api/desk/settings", STAFF, json!(null)),
        (
            put.clone(),
            "/api/desk/terms",
            TOP,
            stale(serde_json::to_value(Terms::default()).expect("json")),
        ),
        (
            put.clone(),
            "/api/desk/centres/{id}/contacts",
            ABOVE,
            stale(json!({ "on": false })),
        ),
        (
            get.clone(),
            "/api/desk/centres/{id}/calendar",
            CENTRE,
            json!(null),
        ),
        (
            put.clone(),
            "/api/desk/staff/{person}",
            "operator",
            stale(json!({ "id": "tove", "name": "Tove Lind", "role": "advisor" })),
        ),
        (
            put,
            "/api/desk/staff/{id}/absence",
            PLACERS,
            stale(json!({})),
        ),
        (
            post,
            "/api/desk/imports",
            "operator",
            json!({ "text": "", "check_only": true }),
        ),
    ]
}

/// A change of settings that nobody has: only its rights are asked.
fn stale(to: Value) -> Value {
    json!({ "seen": 99, "to": to })
}

/// Whether the path is a case's, and its change a command. The others name a centre, or somebody.
pub fn is_cases(path: &str) -> bool {
    path.contains("/cases")
}

/// Whether what the path names is none of an operator's business.
pub fn is_hidden_from_operators(path: &str) -> bool {
    path.contains("{id}") && is_cases(path)
}

/// Whether the role is asked before what the path names is looked for: whoever may, may everywhere.
pub fn is_one_roles(path: &str) -> bool {
    path.contains("/answers") || path.contains("/pairings") || path.contains("/signals")
}
