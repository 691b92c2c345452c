//! Who may do what: every route of the document, every role, with a case of their own, somebody else's
//! and none.
//! docs/RIGHTS.md is this table, printed; `RIGHTS=write` prints it anew.

mod table;

use crate::support::{INES_VIN, Person, Server, accept, close, command, everything, report};
use contract::problem::Problem;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use table::{NO_FILE, is_cases, is_hidden_from_operators, is_one_roles, routes};

/// A role, somebody who has it, and the front end they sign in at.
const PEOPLE: [(&str, &str, &str); 11] = [
    ("owner", "ines", "/api"),
    ("driver", "ole", "/api"),
    ("paired car", "car", "/api"),
    ("tester", "ada", "/api"),
    ("advisor", "sam", "/api/desk"),
    ("local manager", "greta", "/api/desk"),
    ("regional manager", "ruth", "/api/desk"),
    ("head of service", "henrik", "/api/desk"),
    ("quality lead", "quentin", "/api/desk"),
    ("operator", "opal", "/api/desk"),
    ("nobody", "", ""),
];

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
        let text = match is_cases(path) && *method == Method::POST {
            true => {
                let mut command = command(key, body.clone());
                // A car's screen takes all of this while it is parked; see pairing.rs.
                if person.bearer.is_some() {
                    command["drive"] = "parked".into();
                }
                command.to_string()
            }
            false => body.to_string(),
        };
        request = request.header(CONTENT_TYPE, "application/json").body(text);
    }
    let answer = request.send().await.expect("an answer");
    if answer.status().is_success() {
        return "yes";
    }
    let problem: Problem = answer.json().await.expect("a problem");
    match problem.kind.slug() {
        "sign-in-needed" => "401",
        "not-allowed" | "approval-not-shared" | "not-shared" => "403",
        "case-not-found" => "404",
        "centre-not-found" | "staff-not-found" | "vehicle-not-found" | "pairing-not-found"
            if !is_cases(path) =>
        {
            "404"
        }
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

/// A case of Ines's in Hamburg, accepted; one of Carmen's in Oslo; one of the tester's in Hamburg; and
/// one of Ines's that is closed, with her answers.
async fn cases(server: &Server) -> [String; 4] {
    let owner = server.owner("ines").await;
    let (ines, answered) = (owner.reports("own").await, owner.reports("old").await);
    let sam = server.advisor("sam").await;
    for id in [&ines, &answered] {
        let key = format!("take-{id}");
        sam.done(
            &format!("/api/desk/cases/{id}/acceptance"),
            &accept(&key, server.now()),
        )
        .await;
    }
    let path = format!("/api/desk/cases/{answered}/closure");
    sam.done(&path, &close("close")).await;
    let path = format!("/api/cases/{answered}/survey");
    let answers = json!({ "answers": { "score": 4, "satisfied": "yes" } });
    owner.done(&path, &command("answers", answers)).await;
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
    [ines, theirs.case.into(), tests.case.into(), answered]
}

#[tokio::test]
async fn every_route_says_the_same_of_every_role_as_the_documentation() {
    let routes = routes();
    let mut wrong = Vec::new();
    for (role, code, prefix) in PEOPLE {
        // A server for each role, so that nobody finds what another has changed.
        let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
        let [own, theirs, tests, answered] = cases(&server).await;
        let theirs_to_pair = match role {
            "tester" => ("ada", "WVWZZZ1JZXW000002"),
            _ => ("ines", INES_VIN),
        };
        let owner = server.owner(theirs_to_pair.0).await;
        let (car, pairing) = server.paired(&owner, theirs_to_pair.1, &everything()).await;
        let person = match (code, prefix) {
            ("", _) => server.nobody(),
            ("car", _) => car,
            (code, "/api") => server.owner(code).await,
            (code, _) => server.advisor(code).await,
        };
        let (own, car) = match role {
            "tester" => (tests, "WVWZZZ1JZXW000002"),
            _ => (own, INES_VIN),
        };
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
            let path = path.replace("{vin}", "{id}");
            let mut parts = path
                .split('/')
                .skip_while(|part| ["", "api", "desk"].contains(part));
            let unknown = "0000000000000000000000000a";
            let [own, other, none] = match parts.next() {
                Some("centres") => ["hamburg-hafen", "oslo-alna", "nowhere"],
                Some("staff") => ["tove", "live", "nobody"],
                Some("vehicles") => [car, "1G1FY6S06N4100017", "WVWZZZ1JZXW000999"],
                Some("answers") => [answered.as_str(), &answered, unknown],
                _ => [own.as_str(), &theirs, unknown],
            };
            let operator = role == "operator";
            let hidden = operator && is_hidden_from_operators(&path);
            let mut asked = vec![("own", own, expected(at_home, may, hidden))];
            if path.contains("{id}") {
                let looked_for = may || !is_one_roles(&path);
                let hidden = hidden || !(everywhere || operator);
                asked.push((
                    "other's",
                    other,
                    expected(at_home, may, hidden && looked_for),
                ));
                asked.push(("none", none, expected(at_home, may, looked_for)));
            }
            for (which, id, expected) in asked {
                let path = path.replace("{id}", id).replace("{person}", "tove");
                let path = path.replace("{pairing}", &pairing);
                let path = path.replace("{digest}", NO_FILE);
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
                        "{role}, {which}: {method} {path} said {got}, not {expected}"
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
         Printed by the test that asks these routes as every role (crates/server/tests/routes/rights.rs): with a case (a \
         car, a centre, somebody, an answer) of their own, somebody else's and one that does not exist. Without a session of the route's \
         front end the answer is 401; what is not theirs is 404, the same as what does not exist; what their role may not \
         do is 403. A paired car has all that its owner can let it do, and is parked: what each right and each drive \
         state takes from it is tested in pairing.rs. `yes` means that only how things stand decides.\n\n",
    );
    let roles: Vec<_> = PEOPLE.iter().filter(|p| p.0 != "nobody").collect();
    let names: Vec<_> = roles.iter().map(|p| p.0).collect();
    let _ = writeln!(text, "| route | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---|".repeat(names.len()));
    for (method, path, who, _) in routes() {
        let cell = |p: &&(&str, &str, &str)| {
            let home = (p.2 == "/api/desk") == path.starts_with("/api/desk");
            let may = who.split(' ').any(|w| w == p.0.replace(' ', "-"));
            expected(
                home,
                may,
                p.0 == "operator" && is_hidden_from_operators(path),
            )
        };
        let cells: Vec<_> = roles.iter().map(cell).collect();
        let _ = writeln!(text, "| {method} {path} | {} |", cells.join(" | "));
    }
    text.push_str("\nNot in the table:\n\n");
    for (why, routes) in ELSEWHERE {
        let routes: Vec<_> = routes.iter().map(|r| format!("`{r}`")).collect();
        let _ = writeln!(text, "- {}: {why}.", routes.join(", "));
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

/// What the document has and the table has not, and why.
const ELSEWHERE: [(&str, &[&str]); 8] = [
    (
        "anybody may; it is how one becomes somebody",
        &[
            "GET /api/sign-in",
            "POST /api/session",
            "GET /api/desk/sign-in",
            "POST /api/desk/session",
        ],
    ),
    (
        "whoever has a session may end it, and all of their own",
        &[
            "DELETE /api/session",
            "DELETE /api/sessions",
            "DELETE /api/desk/session",
            "DELETE /api/desk/sessions",
        ],
    ),
    (
        "a car that is nobody yet asks to be paired",
        &["POST /api/pairings", "POST /api/pairings/token"],
    ),
    (
        "the owner's of the car that shows the code, and a 404 for everybody else; drivers and cars get a 403. Tested in pairing.rs",
        &[
            "GET /api/pairings/{user_code}",
            "POST /api/pairings/{user_code}/confirmation",
            "POST /api/pairings/{user_code}/refusal",
        ],
    ),
    (
        "whoever has the secret of a mail may end mail, without a session. Tested in notices.rs",
        &["POST /api/notices/off/{secret}"],
    ),
    (
        "people's own browsers, and nobody else's; cars get a 403",
        &["DELETE /api/notices/browsers/{id}"],
    ),
    (
        "the shop's alone, by a credential of its own",
        &["POST /api/shop/redemptions"],
    ),
    (
        "streams; who hears of what is tested in live.rs",
        &["GET /api/live", "GET /api/desk/live"],
    ),
];

#[test]
fn the_matrix_names_every_route_of_the_document_or_the_reason_why_not() {
    let document = server::openapi::document().to_json().expect("json");
    let document: Value = serde_json::from_str(&document).expect("json");
    let mut there = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let item = item.as_object().expect("an object");
        let methods = ["get", "put", "post", "patch", "delete"];
        let methods = methods.iter().filter(|m| item.contains_key(**m));
        there.extend(methods.map(|m| format!("{} {path}", m.to_uppercase())));
    }
    // Whoever is put in a place need not be there yet: that one is asked about one person only.
    let line = |(method, path, ..): &(Method, &str, &str, Value)| {
        let path = path.replace("{person}", "{id}");
        format!("{method} {}", path.replace("{pairing}", "{id}"))
    };
    let table: Vec<String> = routes().iter().map(line).collect();
    let elsewhere = ELSEWHERE.iter().flat_map(|(_, routes)| *routes);
    let named = table.into_iter().chain(elsewhere.map(|r| (*r).to_owned()));
    let mut once = BTreeSet::new();
    for route in named {
        assert!(there.contains(&route), "{route} is not in the document");
        assert!(once.insert(route.clone()), "{route} is named twice");
    }
    let missing: Vec<_> = there.difference(&once).collect();
    assert!(missing.is_empty(), "not in the matrix: {missing:?}");
}
