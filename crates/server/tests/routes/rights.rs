//! Who may do what: every route, every role, with a case of their own, somebody else's and none.
//! docs/RIGHTS.md is this table, printed; `RIGHTS=write` prints it anew.

use crate::support::{Person, Server, accept, command, report};
use contract::problem::Problem;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use std::fmt::Write;

/// A role, somebody who has it, and the front end they sign in at.
const PEOPLE: [(&str, &str, &str); 10] = [
    ("owner", "ines", "/api"),
    ("driver", "ole", "/api"),
    ("tester", "ada", "/api"),
    ("advisor", "sam", "/api/desk"),
    ("local manager", "greta", "/api/desk"),
    ("regional manager", "ruth", "/api/desk"),
    ("head of service", "henrik", "/api/desk"),
    ("quality lead", "quentin", "/api/desk"),
    ("operator", "opal", "/api/desk"),
    ("nobody", "", ""),
];

const OWNERS: &str = "owner driver tester";
const OWNER: &str = "owner tester";
const CENTRE: &str = "advisor local-manager regional-manager head-of-service";
const MANAGERS: &str = "local-manager regional-manager head-of-service";
const STAFF: &str = "advisor local-manager regional-manager head-of-service quality-lead operator";
const READERS: &str = "advisor local-manager regional-manager head-of-service quality-lead";

/// A route: its method, its path, who may, and a body that reads.
fn routes() -> Vec<(Method, &'static str, &'static str, Value)> {
    let (get, post) = (Method::GET, Method::POST);
    let money = json!({ "minor": 100, "currency": "EUR" });
    let at = 1_795_420_000_000_i64;
    let words = json!({ "text": "Guten Tag" });
    let line = json!({ "id": "a", "kind": "work", "title": "t", "reason": "r", "parts": money, "labour": money,
        "coverage": "goodwill", "component": "BODY" });
    let visit =
        json!({ "centre": "hamburg-hafen", "kind": "centre", "starts": at, "price": money });
    let offer = json!({ "centre": "hamburg-hafen", "kind": "centre", "starts": at, "price": money, "minutes": 60 });
    vec![
        (get.clone(), "/api/session", OWNERS, json!(null)),
        (get.clone(), "/api/cases", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/offers", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/record", OWNERS, json!(null)),
        (get.clone(), "/api/cases/{id}/contacts", OWNER, json!(null)),
        (get.clone(), "/api/cases/{id}/survey", OWNER, json!(null)),
        (get.clone(), "/api/cases/{id}/reward", OWNER, json!(null)),
        (
            post.clone(),
            "/api/cases/{id}/messages",
            OWNERS,
            words.clone(),
        ),
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
            OWNER,
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
            OWNER,
            json!({ "level": "local", "channel": "call", "subject": "estimate" }),
        ),
        (
            post.clone(),
            "/api/cases/{id}/contact-appeal",
            OWNERS,
            words.clone(),
        ),
        (post.clone(), "/api/cases/{id}/reopening", OWNERS, json!({})),
        (
            post.clone(),
            "/api/cases/{id}/survey",
            OWNER,
            json!({ "answers": {} }),
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
    ]
}

/// What an answer says about rights: the rest depends on how the case stands.
async fn said(
    person: &Person,
    method: &Method,
    path: &str,
    body: &Value,
    key: &str,
) -> &'static str {
    let mut request = person.request(method.clone(), path);
    if *method != Method::GET {
        let text = command(key, body.clone()).to_string();
        request = request.header(CONTENT_TYPE, "application/json").body(text);
    }
    let answer = request.send().await.expect("an answer");
    if answer.status().is_success() {
        return "yes";
    }
    let problem: Problem = answer.json().await.expect("a problem");
    match problem.kind.slug() {
        "sign-in-needed" => "401",
        "not-allowed" | "approval-not-shared" => "403",
        "case-not-found" => "404",
        // The route is right, and the body reads.
        slug @ ("route-not-found" | "method-not-allowed" | "malformed-json") => {
            panic!("{path}: {slug}")
        }
        _ if problem
            .errors
            .iter()
            .any(|e| !e.pointer.starts_with("/body")) =>
        {
            panic!("{path}: {:?}", problem.errors)
        }
        _ => "yes",
    }
}

/// A case of Ines's in Hamburg, accepted; one of Carmen's in Oslo; and one of the tester's in Hamburg.
async fn cases(server: &Server) -> [String; 3] {
    let ines = server.owner("ines").await.reports("own").await;
    let sam = server.advisor("sam").await;
    sam.done(
        &format!("/api/desk/cases/{ines}/acceptance"),
        &accept("take", server.now()),
    )
    .await;
    let of = |vin: &str, centre: &str| {
        let mut report = report("own");
        report["body"]["vin"] = vin.into();
        report["body"]["centre"] = centre.into();
        report
    };
    let carmen = server.owner("carmen").await;
    let theirs = carmen
        .done("/api/cases", &of("1G1FY6S06N4100017", "oslo-alna"))
        .await;
    let ada = server.owner("ada").await;
    let tests = ada
        .done("/api/cases", &of("WVWZZZ1JZXW000002", "hamburg-hafen"))
        .await;
    sam.done(
        &format!("/api/desk/cases/{}/acceptance", tests.case),
        &accept("take2", server.now()),
    )
    .await;
    [ines, theirs.case.into(), tests.case.into()]
}

#[tokio::test]
async fn every_route_says_the_same_of_every_role_as_the_documentation() {
    let routes = routes();
    let mut wrong = Vec::new();
    for (role, code, prefix) in PEOPLE {
        // A server for each role, so that nobody finds what another has changed.
        let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
        let [own, theirs, tests] = cases(&server).await;
        let person = match (code, prefix) {
            ("", _) => server.nobody(),
            (code, "/api") => server.owner(code).await,
            (code, _) => server.advisor(code).await,
        };
        let own = if role == "tester" { tests } else { own };
        let everywhere = matches!(
            role,
            "regional manager" | "head of service" | "quality lead"
        );
        for (n, (method, path, who, body)) in routes.iter().enumerate() {
            let at_home = match prefix {
                "" => false,
                "/api" => !path.starts_with("/api/desk"),
                _ => path.starts_with("/api/desk"),
            };
            let may = who.split(' ').any(|w| w == role.replace(' ', "-"));
            let mut asked = vec![(
                "own",
                own.as_str(),
                expected(at_home, may, role == "operator" && path.contains("{id}")),
            )];
            if path.contains("{id}") {
                let other = if everywhere {
                    expected(at_home, may, false)
                } else {
                    expected(at_home, may, true)
                };
                asked.push(("other's", &theirs, other));
                asked.push((
                    "none",
                    "0000000000000000000000000a",
                    expected(at_home, may, true),
                ));
            }
            for (which, id, expected) in asked {
                let path = path.replace("{id}", id);
                let got = said(
                    &person,
                    method,
                    &path,
                    body,
                    &format!("{n}-{which}").replace('\'', ""),
                )
                .await;
                if got != expected {
                    wrong.push(format!(
                        "{role}, {which} case: {method} {path} said {got}, not {expected}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn expected(at_home: bool, may: bool, hidden: bool) -> &'static str {
    match (at_home, hidden, may) {
        (false, ..) => "401",
        (_, true, _) => "404",
        (_, _, true) => "yes",
        (_, _, false) => "403",
    }
}

/// The table as the documentation has it.
fn printed() -> String {
    let mut text = String::from(
        "# Who may do what\n\n\
         Printed by the test that asks every route as every role (crates/server/tests/routes/rights.rs): with a case of \
         their own, somebody else's and one that does not exist. Without a session of the route's front end the answer is \
         401; a case that is not theirs is 404, the same as one that does not exist; what their role may not do is 403. \
         `yes` means that only how the case stands decides.\n\n",
    );
    let roles: Vec<_> = PEOPLE.iter().filter(|p| p.0 != "nobody").collect();
    let names: Vec<_> = roles.iter().map(|p| p.0).collect();
    let _ = writeln!(text, "| route | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---|".repeat(names.len()));
    for (method, path, who, _) in routes() {
        let cell = |p: &&(&str, &str, &str)| {
            let home = (p.2 == "/api/desk") == path.starts_with("/api/desk");
            let may = who.split(' ').any(|w| w == p.0.replace(' ', "-"));
            expected(home, may, p.0 == "operator" && path.contains("{id}"))
        };
        let cells: Vec<_> = roles.iter().map(cell).collect();
        let _ = writeln!(text, "| {method} {path} | {} |", cells.join(" | "));
    }
    text
}

#[test]
fn the_documentation_is_what_is_tested() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/RIGHTS.md");
    if std::env::var("RIGHTS").is_ok_and(|v| v == "write") {
        std::fs::write(file, printed()).expect("written");
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        kept == printed(),
        "docs/RIGHTS.md is old: run this test with RIGHTS=write"
    );
}

#[tokio::test]
async fn the_matrix_names_every_command_of_the_server() {
    let named = routes();
    for row in server::cases::commands::table() {
        let there = named
            .iter()
            .any(|(m, path, ..)| *m == Method::POST && *path == row.path);
        assert!(
            there || row.path == "/api/cases",
            "{} is not in the matrix",
            row.path
        );
    }
}
