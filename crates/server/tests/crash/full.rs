//! A disk without room: what is sent is refused and can be sent again, what is asked is answered.

use crate::server::{Laid, Server, copy, shim};
use crate::{ask, begun, report, send};
use contract::problem::{Kind, Problem};
use serde_json::json;
use std::fs;
use tempfile::tempdir;

#[tokio::test]
async fn a_full_disk_refuses_what_is_sent_and_recovers() {
    let folder = tempdir().expect("a folder");
    let (begun, flag) = (begun().await, folder.path().join("full"));
    let data = tempdir().expect("a folder");
    copy(begun.store.path(), data.path());
    let laid = Laid::full_while(&shim(folder.path()), &flag);
    let mut server = Server::start(data.path(), Some(&laid)).await;
    let (base, http) = (server.base(), server.http());
    let first = send(&http, &begun, &base, "report", "/api/cases", &report()).await;
    let case = first.expect("a receipt").case;
    let path = format!("/api/cases/{case}/messages");
    let keys = ["m1", "m2", "m3"];
    let messages = || {
        let all = keys.map(|key| {
            let (http, begun, base, path) = (&http, &begun, &base, &path);
            async move { ask(http, begun, base, key, path, &json!({ "text": key })).await }
        });
        futures_util::future::join_all(all)
    };

    fs::write(&flag, "").expect("writes");
    for _ in 0..2 {
        for answer in messages().await {
            let (status, text) = answer.expect("an answer");
            let problem: Problem = serde_json::from_str(&text).expect("a problem");
            assert_eq!((status, problem.kind), (507, Kind::DiskFull));
        }
    }
    let read = http.get(format!("{base}/api/cases/{case}"));
    let read = read
        .header("cookie", &begun.owner)
        .send()
        .await
        .expect("an answer");
    assert_eq!(read.status().as_u16(), 200);
    let read: serde_json::Value = read.json().await.expect("a case");
    assert_eq!(read["seq"], 1, "what was refused changed nothing");

    fs::remove_file(&flag).expect("removes");
    for answer in messages().await {
        assert_eq!(answer.expect("an answer").0, 201, "there is room again");
    }
    server.stop().await;
    let report = ::server::store::verify::verify(data.path()).expect("is checked");
    assert_eq!((report.events, report.faults), (4, vec![]));
}
