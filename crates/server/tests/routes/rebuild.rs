//! A newer program finds views that an older one wrote.

use crate::support::{Server, accept};
use rusqlite::Connection;
use server::store::{file, verify};

#[tokio::test]
async fn views_of_an_older_program_are_made_anew_from_the_log_when_the_server_starts() {
    let mut server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("r1").await;
    let path = format!("/api/desk/cases/{id}/acceptance");
    sam.done(&path, &accept("a1", server.now())).await;
    server.stop().await;
    let older = || {
        let db = Connection::open(file(server.data.path())).expect("opens");
        db.execute_batch(
            "UPDATE meta SET value = '0' WHERE name = 'views';
             UPDATE cases SET summary = CAST(json_remove(summary, '$.due') AS BLOB), wake = NULL;",
        )
        .expect("changes");
    };
    older();
    let faults = verify::verify(server.data.path()).expect("checks").faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("start the server"), "{faults:?}");

    server.restart().await;
    let answer = server.advisor("sam").await.get("/api/desk/cases").await;
    let list: serde_json::Value = answer.json().await.expect("a list");
    assert!(list["cases"][0]["due"].is_number(), "{list}");
    server.stop().await;
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!((report.events, report.faults.as_slice()), (2, &[][..]));
}
