//! Who is on the staff, who is away, who has left.

use super::{SETTINGS, contacts_of_a_case, names, refused, set, settings};
use crate::support::{BEAT, Server, command, problem};
use contract::problem::{Fault, Kind};
use contract::settings::{Changed, Settings};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use server::config::Config;
use server::import::import;

fn berta() -> Value {
    json!({ "id": "berta", "name": "Berta Kruse", "role": "local-manager", "centres": ["hamburg-hafen"],
        "languages": ["de"], "hours": "8–17", "phone": "+49 40 5550 1211", "mail": "berta@hamburg-hafen.example" })
}

/// A stream ends long before its next beat.
async fn ends_at_once(live: &mut Response) {
    let end = async { while let Ok(Some(_)) = live.chunk().await {} };
    let ended = tokio::time::timeout(BEAT / 2, end).await;
    assert!(ended.is_ok(), "the stream goes on");
}

#[tokio::test]
async fn who_leaves_is_signed_out_is_nobodys_contact_and_gets_no_case() {
    let server = Server::start().await;
    let contacts = contacts_of_a_case(&server).await;
    let (ines, opal) = (server.owner("ines").await, server.advisor("opal").await);
    let (greta, sam) = (server.advisor("greta").await, server.advisor("sam").await);
    let berta_path = "/api/desk/staff/berta";
    assert_eq!(
        refused(&greta, berta_path, 0, berta()).await.kind,
        Kind::NotAllowed
    );
    let after = set(&opal, berta_path, 0, berta()).await;
    assert!(after.staff.iter().any(|m| m.name == "Berta Kruse"));
    assert_eq!(
        server
            .advisor("berta")
            .await
            .get("/api/desk/cases")
            .await
            .status(),
        200
    );
    assert_eq!(names(&ines, &contacts).await, ["Greta Holm", "Ruth Brandt"]);

    // Away: somebody of the same level stands in.
    let away = json!({ "until": server.now().plus_minutes(60) });
    let path = "/api/desk/staff/greta/absence";
    set(&greta, path, 1, away).await;
    assert_eq!(
        names(&ines, &contacts).await,
        ["Berta Kruse", "Ruth Brandt"]
    );
    server.later(61);
    assert_eq!(names(&ines, &contacts).await, ["Greta Holm", "Ruth Brandt"]);

    let mut live = greta.get("/api/desk/live").await;
    let gone = |id: &str, name: &str, role: &str| json!({ "id": id, "name": name, "role": role, "centres": ["hamburg-hafen"], "left": true });
    let after = set(
        &opal,
        "/api/desk/staff/greta",
        // An absence is nothing that others change over.
        1,
        gone("greta", "Greta Holm", "local-manager"),
    )
    .await;
    let what = Changed::Staff {
        name: "Greta Holm".into(),
        left: true,
    };
    assert_eq!(after.changes[0].what, what);
    assert_eq!(
        names(&ines, &contacts).await,
        ["Berta Kruse", "Ruth Brandt"]
    );
    ends_at_once(&mut live).await;
    // A session that was open ends with the next request, and there is no other.
    for path in ["/api/desk/session", "/api/desk/cases", SETTINGS] {
        assert_eq!(
            greta.get(path).await.status(),
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    let again = server
        .nobody()
        .post("/api/desk/session", &json!({ "code": "greta" }))
        .await;
    assert_eq!(problem(again).await.kind, Kind::SignInFailed);
    // Who has left is a matter of the operator's, who can bring them back.
    let there = |s: &Settings| s.staff.iter().any(|m| m.id.as_str() == "greta");
    assert!(there(&after) && !there(&settings(&sam).await));

    set(
        &opal,
        "/api/desk/staff/tove",
        3,
        gone("tove", "Tove Lind", "advisor"),
    )
    .await;
    let case = contacts
        .replace("/api/cases", "/api/desk/cases")
        .replace("contacts", "advisor");
    let to_tove = command("h", json!({ "to": "tove" }));
    assert_eq!(sam.refused(&case, &to_tove).await.kind, Kind::StaffNotFound);
}

#[tokio::test]
async fn who_moves_to_another_centre_hears_at_once_of_that_one_alone() {
    let server = Server::start().await;
    let (opal, sam) = (server.advisor("opal").await, server.advisor("sam").await);
    let at = |centre: &str| json!({ "id": "sam", "name": "Sam Okafor", "role": "advisor", "centres": [centre] });
    let mut live = sam.get("/api/desk/live").await;
    set(&opal, "/api/desk/staff/sam", 0, at("oslo-alna")).await;
    ends_at_once(&mut live).await;
    let id = server.owner("ines").await.reports("r").await;
    let case = sam.get(&format!("/api/desk/cases/{id}")).await;
    assert_eq!(problem(case).await.kind, Kind::CaseNotFound);
    // And back, by another program over the same file.
    let mut live = sam.get("/api/desk/live").await;
    assert_eq!(live.status(), StatusCode::OK, "the session goes on");
    let mut back = at("hamburg-hafen");
    back["kind"] = "staff".into();
    let demo = Config::demo().expect("demo");
    import(&demo, server.data.path(), &back.to_string()).expect("is taken over");
    ends_at_once(&mut live).await;
    let case = sam.get(&format!("/api/desk/cases/{id}")).await;
    assert_eq!(case.status(), StatusCode::OK);
}

#[tokio::test]
async fn somebodys_place_is_checked_field_by_field_and_there_is_always_an_operator() {
    let server = Server::start().await;
    let opal = server.advisor("opal").await;
    let table: [(&str, Value, &str, Fault); 13] = [
        ("id", "bert".into(), "/to/id", Fault::WrongValue),
        ("role", "owner".into(), "/to/role", Fault::WrongValue),
        ("role", "clock".into(), "/to/role", Fault::WrongValue),
        ("role", "shop".into(), "/to/role", Fault::WrongValue),
        ("name", " ".into(), "/to/name", Fault::Empty),
        ("name", "x".repeat(201).into(), "/to/name", Fault::TooLong),
        ("name", "a\nb".into(), "/to/name", Fault::ControlCharacter),
        (
            "phone",
            "extension 12".into(),
            "/to/phone",
            Fault::WrongValue,
        ),
        ("mail", "berta".into(), "/to/mail", Fault::WrongValue),
        (
            "languages",
            json!(["de", "x y"]),
            "/to/languages/1",
            Fault::WrongValue,
        ),
        (
            "centres",
            json!(["oslo-alna", "oslo-alna"]),
            "/to/centres/1",
            Fault::Twice,
        ),
        ("away_until", 1.into(), "/to/away_until", Fault::Past),
        (
            "away_until",
            i64::MAX.into(),
            "/to/away_until",
            Fault::TooFar,
        ),
    ];
    for (field, value, pointer, code) in table {
        let mut to = berta();
        to[field] = value;
        let said = refused(&opal, "/api/desk/staff/berta", 0, to).await;
        let found: Vec<_> = said
            .errors
            .iter()
            .map(|e| (e.pointer.as_str(), e.code))
            .collect();
        assert_eq!(found, [(pointer, code)], "{field}");
    }
    let mut to = berta();
    to["centres"] = json!(["bergen"]);
    let said = refused(&opal, "/api/desk/staff/berta", 0, to).await;
    assert_eq!(said.kind, Kind::CentreNotFound);
    let mut to = berta();
    to["id"] = "ines".into();
    let said = refused(&opal, "/api/desk/staff/ines", 0, to).await;
    assert_eq!(
        (said.errors[0].pointer.as_str(), said.errors[0].code),
        ("/to/id", Fault::Twice)
    );
    for change in [
        json!({ "role": "advisor" }),
        json!({ "role": "operator", "left": true }),
    ] {
        let mut to = json!({ "id": "opal", "name": "Opal Reyes" });
        to["role"] = change["role"].clone();
        to["left"] = change["left"].as_bool().unwrap_or_default().into();
        let said = refused(&opal, "/api/desk/staff/opal", 0, to).await;
        assert_eq!(said.kind, Kind::NotAllowed);
    }
    assert_eq!(settings(&opal).await.version, 0, "nothing was changed");
}

#[tokio::test]
async fn who_is_away_says_so_themselves_or_their_manager_does() {
    let server = Server::start().await;
    let (sam, greta) = (server.advisor("sam").await, server.advisor("greta").await);
    let until = server.now().plus_minutes(60);
    let away = json!({ "until": until });
    let of = |id: &str| format!("/api/desk/staff/{id}/absence");
    for (id, kind) in [
        ("tove", Kind::NotAllowed),
        ("live", Kind::StaffNotFound),
        ("nobody", Kind::StaffNotFound),
        ("ines", Kind::StaffNotFound),
    ] {
        assert_eq!(
            refused(&sam, &of(id), 0, away.clone()).await.kind,
            kind,
            "{id}"
        );
    }
    for (minutes, code) in [(0, Fault::Past), (367 * 24 * 60, Fault::TooFar)] {
        let to = json!({ "until": server.now().plus_minutes(minutes) });
        let said = refused(&sam, &of("sam"), 0, to).await;
        assert_eq!(
            (said.errors[0].pointer.as_str(), said.errors[0].code),
            ("/to/until", code)
        );
    }
    let shown = |s: &Settings, id: &str| {
        let found = s.staff.iter().find(|m| m.id.as_str() == id);
        found.expect("there").away_until
    };
    let after = set(&sam, &of("sam"), 0, away.clone()).await;
    assert_eq!(shown(&after, "sam"), Some(until));
    let after = set(&greta, &of("tove"), 0, away).await;
    assert_eq!(shown(&after, "tove"), Some(until));
    let told: Vec<_> = after
        .changes
        .iter()
        .map(|c| (c.by.as_str(), &c.what))
        .collect();
    let absence = |name: &str, until| Changed::Absence {
        name: name.into(),
        until,
    };
    let (tove, own) = (
        absence("Tove Lind", Some(until)),
        absence("Sam Okafor", Some(until)),
    );
    assert_eq!(told, [("Greta Holm", &tove), ("Sam Okafor", &own)]);
    let after = set(&sam, &of("sam"), 0, json!({})).await;
    assert_eq!(shown(&after, "sam"), None);
    assert_eq!(after.changes[0].what, absence("Sam Okafor", None));
    server.later(61);
    assert_eq!(
        shown(&settings(&sam).await, "tove"),
        None,
        "the time is over"
    );
}
