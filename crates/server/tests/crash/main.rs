//! The real program, stopped at each thing that it does to the files of its store: in the middle of each write, before
//! each flush, cut and removal. Started again and asked again under the same keys, it has done each command once, gives
//! the answers that it gave, and its store checks out. What the system had not flushed is not lost here, as it is when
//! the power goes: for that the store has `synchronous = FULL`.
#![cfg(target_os = "linux")]

mod full;
mod server;

use contract::command::Receipt;
use reqwest::Client;
use serde_json::{Value, json};
use server::{Laid, Server, shim};
use std::collections::HashMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::{TempDir, tempdir};

/// How many points are tried at a time.
const AT_A_TIME: u64 = 4;

/// Who is signed in at the store that every run begins with: the cookies of an owner and an advisor.
struct Begun {
    store: TempDir,
    owner: String,
    desk: String,
}

/// A store on which nothing has happened but two sign-ins.
async fn begun() -> Begun {
    let store = tempdir().expect("a folder");
    let mut server = Server::start(store.path(), None).await;
    let owner = server.signs_in("/api/session", "ines").await;
    let desk = server.signs_in("/api/desk/session", "sam").await;
    server.stop().await;
    Begun { store, owner, desk }
}

/// Commands by key: an owner's and an advisor's. Those of one step go at the same time, into one group or several.
fn steps(case: &str) -> Vec<Vec<(&'static str, String, Value)>> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock");
    // The same for every try: another body under one key would be refused. Half a day is left for the tries.
    let due = (now.as_millis() as u64 / 43_200_000 + 2) * 43_200_000;
    let accept = json!({ "next_update": due });
    let close = json!({ "cause": "A loose heat shield", "remedy": "Two screws" });
    let path = |noun: &str| format!("/api/cases/{case}/{noun}");
    let desk = |noun: &str| format!("/api/desk/cases/{case}/{noun}");
    let message = |key, text: &str| (key, path("messages"), json!({ "text": text }));
    vec![
        vec![("accept", desk("acceptance"), accept)],
        vec![
            message("m1", "one"),
            message("m2", "two"),
            message("m3", "three"),
            message("m4", "four"),
        ],
        vec![("close", desk("closure"), close)],
    ]
}

fn report() -> Value {
    json!({ "vin": "WVWZZZ1JZXW000001", "centre": "hamburg-hafen", "drivable": "yes",
        "concerns": [{ "text": "It rattles", "since": "today" }] })
}

/// Sends a command once: the status and the words of its answer, or `None` when there was none.
async fn ask(
    http: &Client,
    begun: &Begun,
    base: &str,
    key: &str,
    path: &str,
    body: &Value,
) -> Option<(u16, String)> {
    let cookie = if path.starts_with("/api/desk") {
        &begun.desk
    } else {
        &begun.owner
    };
    let command = json!({ "key": key, "contract": 1, "release": "test", "surface": "phone", "drive": "none",
        "body": body });
    let request = http
        .post(format!("{base}{path}"))
        .header("origin", base)
        .header("cookie", cookie);
    let answer = request
        .header("content-type", "application/json")
        .body(command.to_string())
        .send()
        .await
        .ok()?;
    Some((answer.status().as_u16(), answer.text().await.ok()?))
}

/// The same for one that is carried out, if it is answered at all.
async fn send(
    http: &Client,
    begun: &Begun,
    base: &str,
    key: &str,
    path: &str,
    body: &Value,
) -> Option<Receipt> {
    let (status, text) = ask(http, begun, base, key, path, body).await?;
    assert_eq!(status, 201, "{key}: {text}");
    Some(serde_json::from_str(&text).expect("a receipt"))
}

/// Everything, as far as the server answers: the receipts by key.
async fn all(begun: &Begun, server: &Server) -> HashMap<String, Receipt> {
    let (http, base) = (server.http(), &server.base());
    let mut receipts = HashMap::new();
    let Some(first) = send(&http, begun, base, "report", "/api/cases", &report()).await else {
        return receipts;
    };
    let case = first.case.to_string();
    receipts.insert("report".to_owned(), first);
    for step in steps(&case) {
        let step = step.into_iter().map(|(key, path, body)| {
            let http = &http;
            async move { (key, send(http, begun, base, key, &path, &body).await) }
        });
        for (key, receipt) in futures_util::future::join_all(step).await {
            if let Some(receipt) = receipt {
                receipts.insert(key.to_owned(), receipt);
            }
        }
    }
    receipts
}

/// One run that is cut at `n`; whether it came so far, and else that is the end of the points.
async fn cut(begun: &Begun, shim: &Path, n: u64) -> bool {
    let data = tempdir().expect("a folder");
    server::copy(begun.store.path(), data.path());
    let log = data.path().with_extension("log");
    let at = Laid::cut(shim, n, &log);
    let mut server = Server::start(data.path(), Some(&at)).await;
    let before = all(begun, &server).await;
    server.stop().await;
    let said = std::fs::read_to_string(&log).unwrap_or_default();
    let came = said.lines().count() as u64 >= n;
    let point = format!("cut at {n}: {:?}", said.lines().last());
    let _ = std::fs::remove_file(&log);

    let mut server = Server::start(data.path(), None).await;
    let after = all(begun, &server).await;
    server.stop().await;
    assert_eq!(after.len(), 7, "{point}: not everything is answered");
    for (key, receipt) in &before {
        assert_eq!(
            after.get(key),
            Some(receipt),
            "{point}: {key} has another answer"
        );
    }
    let report = ::server::store::verify::verify(data.path()).expect("is checked");
    assert_eq!(report.faults, [""; 0], "{point}");
    assert_eq!(
        (report.events, report.cases),
        (7, 1),
        "{point}: something is lost, or done twice"
    );
    came
}

#[tokio::test]
async fn stopped_at_any_write_nothing_is_lost_and_nothing_is_done_twice() {
    let folder = tempdir().expect("a folder");
    let shim = shim(folder.path());
    let begun = begun().await;
    let mut from = 1;
    loop {
        let group = (from..from + AT_A_TIME).map(|n| cut(&begun, &shim, n));
        let came = futures_util::future::join_all(group).await;
        let reached = came.iter().filter(|came| **came).count() as u64;
        if reached < AT_A_TIME {
            from += reached;
            break;
        }
        from += AT_A_TIME;
    }
    println!("{} points", from - 1);
    assert!(
        from > 100,
        "only {} points: the shim is not under the server",
        from - 1
    );
}

#[tokio::test]
async fn stopped_at_any_write_of_its_first_start_it_starts_all_the_same() {
    let folder = tempdir().expect("a folder");
    let shim = shim(folder.path());
    for n in 1.. {
        let data = tempdir().expect("a folder");
        let log = data.path().with_extension("log");
        let at = Laid::cut(&shim, n, &log);
        Server::start(data.path(), Some(&at)).await.stop().await;
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        let _ = std::fs::remove_file(&log);
        let mut server = Server::start(data.path(), None).await;
        assert!(server.lives(), "cut at {n}: {:?}", said.lines().last());
        server.stop().await;
        let report = ::server::store::verify::verify(data.path()).expect("is checked");
        assert_eq!(report.faults, [""; 0], "cut at {n}");
        if (said.lines().count() as u64) < n {
            assert!(n > 20, "only {n} points: the shim is not under the server");
            println!("{} points", n - 1);
            return;
        }
    }
}
