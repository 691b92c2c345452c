//! A file of the maker's registry from the operator's screen.

use super::settings;
use crate::support::{Server, command};
use contract::problem::{Fault, Kind};
use contract::settings::{Changed, Imported, Terms};
use reqwest::Response;
use serde_json::json;
use server::config::Config;
use server::import::import;

fn car(n: usize) -> String {
    format!(r#"{{"kind":"vehicle","vin":"WVWZZZ1JZXW{n:06}","open":["21V650000"]}}"#)
}

#[tokio::test]
async fn a_file_is_taken_all_of_it_or_nothing_and_the_bad_line_is_named() {
    let server = Server::start().await;
    let opal = server.advisor("opal").await;
    let path = "/api/desk/imports";
    let lines: Vec<String> = (1..=1000).map(|n| car(100 + n)).collect();
    let file = |text: &str, check_only| json!({ "text": text, "check_only": check_only });
    let with = |at: usize, bad: &str| {
        let mut lines = lines.clone();
        lines[at - 1] = bad.to_owned();
        lines.join("\n")
    };
    let sam = server.advisor("sam").await;
    let said = sam.refused(path, &file(&lines.join("\n"), true)).await;
    assert_eq!(said.kind, Kind::NotAllowed);
    let table = [
        (with(417, "{"), 417, "is not JSON"),
        (with(3, r#"{"kind":"spaceship"}"#), 3, "unknown variant"),
        (
            with(
                500,
                r#"{"kind":"vehicle","vin":"WVWZZZ1JZXW009999","open":["99X999000"]}"#,
            ),
            500,
            "there is no campaign 99X999000",
        ),
        (
            with(
                9,
                r#"{"kind":"staff","id":"berta","name":"Berta","role":"advisor","centres":["bergen"]}"#,
            ),
            9,
            "there is no centre",
        ),
        (
            with(8, r#"{"kind":"contacts","centre":"bergen","on":true}"#),
            8,
            "there is no centre",
        ),
        (
            with(7, r#"{"kind":"terms","reward_days":1}"#),
            7,
            "is less than 30",
        ),
        (
            with(6, r#"{"kind":"components","names":["STEERING"]}"#),
            6,
            "does not list",
        ),
        (
            with(
                5,
                r#"{"kind":"staff","id":"opal","name":"Opal","role":"advisor"}"#,
            ),
            5,
            "the operator who sends it",
        ),
    ];
    for (text, line, reason) in table {
        for check_only in [true, false] {
            let said = opal.refused(path, &file(&text, check_only)).await;
            assert_eq!(said.kind, Kind::ImportRefused, "{reason}");
            let error = &said.errors[0];
            assert_eq!(
                (error.pointer.as_str(), error.limit),
                ("/text", Some(line)),
                "{reason}"
            );
            assert!(
                said.detail.as_ref().is_some_and(|d| d.contains(reason)),
                "{:?}",
                said.detail
            );
        }
    }
    let read = async |answer: Response| -> Imported { answer.json().await.expect("imported") };
    let checked = opal.post(path, &file(&lines.join("\n"), true)).await;
    assert_eq!(read(checked).await.things, 1000);
    assert_eq!(settings(&opal).await.version, 0, "only looked at");
    let berta = r#"{"kind":"staff","id":"berta","name":"Berta Kruse","role":"advisor","centres":["hamburg-hafen"]}"#;
    let taken = opal
        .post(
            path,
            &file(&format!("{}\n\n{berta}\n", lines.join("\n")), false),
        )
        .await;
    assert_eq!(read(taken).await.things, 1001);
    let after = settings(&opal).await;
    assert_eq!((after.version, after.changes.len()), (1, 1));
    assert_eq!(after.changes[0].what, Changed::Imported { things: 1001 });
    assert_eq!(after.changes[0].by, "Opal Reyes");
    assert_eq!(
        server
            .advisor("berta")
            .await
            .get("/api/desk/session")
            .await
            .status(),
        200
    );
    // What is wrong with the body itself is told as of any other route.
    for (body, pointer, fault) in [
        (json!({ "check_only": true }), "/text", Fault::Missing),
        (json!({ "text": 1 }), "/text", Fault::WrongValue),
        (json!({ "text": "", "all": 1 }), "/all", Fault::UnknownField),
    ] {
        let error = &opal.refused(path, &body).await.errors[0];
        assert_eq!((error.pointer.as_str(), error.code), (pointer, fault));
    }
    // The other routes take no more than before.
    let long = command("long", json!({ "text": "x".repeat(70_000) }));
    let said = opal.refused("/api/desk/cases/x/messages", &long).await;
    assert_eq!(said.kind, Kind::TooLarge);
}

#[tokio::test]
async fn a_file_can_switch_centres_and_set_terms_and_who_sent_it_is_told() {
    let server = Server::start().await;
    let opal = server.advisor("opal").await;
    let text = r#"
{"kind":"contacts","centre":"hamburg-hafen","on":false}
{"kind":"terms","reopen_days":21}
{"kind":"article","id":"cap","name":{"en":"Cap"}}"#;
    let demo = Config::demo().expect("demo");
    let count = import(&demo, server.data.path(), text).map_err(|e| e.to_string());
    assert_eq!(count, Ok(3));
    // What another program has kept is what is seen next.
    let after = settings(&opal).await;
    assert!(!after.centres[0].contacts && after.centres[1].contacts);
    let terms = Terms {
        reopen_days: 21,
        ..Terms::default()
    };
    assert_eq!(after.terms, terms);
    assert_eq!((after.version, after.changes.len()), (1, 1));
    assert_eq!(after.changes[0].by, "servicelane import");
    assert_eq!(after.changes[0].what, Changed::Imported { things: 3 });
    // The switch stays as it is set when the centre comes again.
    let on = super::set(&opal, super::HAMBURG, 1, json!({ "on": true })).await;
    assert!(on.centres[0].contacts);
    let mut lists = demo.components.clone();
    lists.push("GLASS".into());
    let line = json!({ "kind": "components", "names": lists }).to_string();
    let campaign = json!({ "kind": "campaign", "number": "26V001000", "component": "Glass", "summary": "s",
        "consequence": "c", "remedy": "r" });
    let file = json!({ "text": format!("{campaign}\n{line}") });
    let answer = opal.post("/api/desk/imports", &file).await;
    assert_eq!(answer.status(), 200);
}
