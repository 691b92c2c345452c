//! A copy is taken while people go on, and a server lives on from it.

use crate::support::{Server, accept, message};
use rusqlite::Connection;
use server::store::backup::{BackupError, back_up, restore};
use server::store::{file, verify};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use tempfile::tempdir;

#[tokio::test]
async fn a_copy_is_taken_while_owners_write_and_holds_together() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let id = ines.reports("r").await;
    let folder = tempdir().expect("a folder");
    let writing = tokio::spawn(async move {
        for n in 0..200 {
            let text = message(&format!("m{n}"), "Noch etwas");
            let answer = ines.post(&format!("/api/cases/{id}/messages"), &text).await;
            if !answer.status().is_success() {
                break;
            }
        }
    });
    for n in 0..5 {
        let copy = folder.path().join(format!("{n}.sqlite"));
        let data = server.data.path().to_owned();
        let to = copy.clone();
        let copied = tokio::task::spawn_blocking(move || back_up(&data, &to)).await;
        copied.expect("ends").expect("is copied");
        let mode = fs::metadata(&copy).expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it holds personal data");
        let apart = folder.path().join(format!("data-{n}"));
        let report = restore(&copy, &apart).expect("is restored");
        assert_eq!((report.cases, report.faults.len()), (1, 0));
    }
    writing.await.expect("ends");
}

#[tokio::test]
async fn a_server_lives_on_from_a_copy_in_another_epoch_and_asks_who_everybody_is() {
    let mut server = Server::start().await;
    let (mut ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("r").await;
    let folder = tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    back_up(server.data.path(), &copy).expect("is copied");
    let later = format!("/api/desk/cases/{id}/acceptance");
    sam.done(&later, &accept("a", server.now())).await;
    let before = epoch(&server);
    server.stop().await;

    for left in ["", "-wal", "-shm"] {
        let mut name = file(server.data.path()).into_os_string();
        name.push(left);
        let _ = fs::remove_file(name);
    }
    let report = restore(&copy, server.data.path()).expect("is restored");
    assert_eq!((report.events, report.cases), (1, 1));
    server.restart().await;
    assert_ne!(epoch(&server), before);
    ines.base = server.url("");
    assert_eq!(ines.get("/api/cases").await.status(), 401);
    let ines = server.owner("ines").await;
    // What came after the copy never was, and can be done again.
    assert_eq!(ines.case("/api", &id).await.seq, 1);
    let sam = server.advisor("sam").await;
    sam.done(&later, &accept("b", server.now())).await;
    server.stop().await;
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!((report.events, report.faults.len()), (2, 0));
}

fn epoch(server: &Server) -> String {
    let db = Connection::open(file(server.data.path())).expect("opens");
    let epoch = "SELECT value FROM meta WHERE name = 'epoch'";
    db.query_row(epoch, [], |r| r.get(0)).expect("an epoch")
}

#[tokio::test]
async fn nothing_is_overwritten_and_a_broken_copy_becomes_no_store() {
    let mut server = Server::start().await;
    server.owner("ines").await.reports("r").await;
    server.stop().await;
    let data = server.data.path();
    let folder = tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    fs::write(&copy, "mine").expect("writes");
    assert!(matches!(back_up(data, &copy), Err(BackupError::There(_))));
    assert_eq!(fs::read(&copy).expect("reads"), b"mine");
    assert!(matches!(restore(&copy, data), Err(BackupError::There(_))));

    let empty = folder.path().join("empty");
    let refused = back_up(&empty, &folder.path().join("x"));
    assert!(matches!(refused, Err(BackupError::Nothing(_))));

    let good = folder.path().join("good.sqlite");
    back_up(data, &good).expect("is copied");
    let db = Connection::open(&good).expect("opens");
    db.execute("UPDATE events SET hash = 'x'", [])
        .expect("changes");
    drop(db);
    let refused = restore(&good, &empty);
    assert!(
        matches!(refused, Err(BackupError::Broken(_))),
        "{refused:?}"
    );
    let no_database = restore(&copy, &empty);
    assert!(no_database.is_err(), "{no_database:?}");
    let left: Vec<_> = fs::read_dir(&empty).expect("reads").collect();
    assert!(left.is_empty(), "{left:?}");
}
