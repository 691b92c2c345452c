use crate::support::{BEAT, START, Server, accept, close, message};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use rusqlite::types::Value;
use server::clock::Clock;
use server::store::{file, verify};
use server::{Options, StartError};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

async fn lived_in() -> Server {
    let mut server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    for n in 0..3 {
        let id = ines.reports(&format!("r{n}")).await;
        let desk = format!("/api/desk/cases/{id}");
        sam.done(
            &format!("{desk}/acceptance"),
            &accept(&format!("a{n}"), server.now()),
        )
        .await;
        ines.done(
            &format!("/api/cases/{id}/messages"),
            &message(&format!("m{n}"), "Danke"),
        )
        .await;
        if n > 0 {
            sam.done(&format!("{desk}/closure"), &close(&format!("c{n}")))
                .await;
        }
    }
    server.stop().await;
    server
}

#[tokio::test]
async fn a_store_checks_out_and_any_changed_byte_of_any_value_is_found() {
    let server = lived_in().await;
    let data = server.data.path();
    let report = verify::verify(data).expect("checks");
    assert_eq!(
        (report.events, report.cases, report.faults.as_slice()),
        (11, 3, &[][..])
    );

    let columns = [
        ("events", "offset", "link"),
        ("events", "offset", "hash"),
        ("events", "offset", "case_id"),
        ("events", "offset", "owner"),
        ("events", "offset", "centre"),
        ("sealed", "offset", "text"),
        ("sealed", "offset", "salt"),
        ("sealed", "offset", "name"),
        ("cases", "id", "view"),
        ("cases", "id", "summary"),
        ("cases", "id", "owner"),
        ("cases", "id", "centre"),
        ("keys", "key", "answer"),
        ("keys", "key", "key"),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 120,
        failure_persistence: None,
        ..Config::default()
    });
    let strategy = (
        0..columns.len(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    );
    let outcome = runner.run(&strategy, |(column, row, byte)| {
        let (table, id, column) = columns[column];
        let db = Connection::open(file(data)).expect("opens");
        let count: u32 = db
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))
            .expect("count");
        let n = row.index(count as usize);
        let pick = format!(
            "SELECT {id}, {column} FROM {table} ORDER BY {id}, {column} LIMIT 1 OFFSET {n}"
        );
        let (key, kept): (Value, Value) = db
            .query_row(&pick, [], |r| Ok((r.get(0)?, r.get(1)?)))
            .expect("a row");
        let changed = match &kept {
            Value::Text(text) => {
                let at = text
                    .char_indices()
                    .nth(byte.index(text.chars().count()))
                    .map_or(0, |(i, _)| i);
                let old = text[at..].chars().next().unwrap_or('a');
                let new = if old == 'x' { 'y' } else { 'x' };
                Value::Text(format!(
                    "{}{new}{}",
                    &text[..at],
                    &text[at + old.len_utf8()..]
                ))
            }
            Value::Blob(blob) => {
                let mut blob = blob.clone();
                let at = byte.index(blob.len());
                blob[at] ^= 1;
                Value::Blob(blob)
            }
            other => panic!("{other:?}"),
        };
        let set = format!("UPDATE {table} SET {column} = ?1 WHERE {id} = ?2 AND {column} = ?3");
        db.execute(&set, (&changed, &key, &kept)).expect("a change");
        let faults = verify::verify(data).expect("checks").faults;
        // The key of a row may be the changed column itself.
        let key = if column == id { changed.clone() } else { key };
        db.execute(&set, (&kept, &key, &changed)).expect("back");
        prop_assert!(!faults.is_empty(), "{table}.{column}, row {n}");
        Ok(())
    });
    outcome.expect("every change is found");
    assert!(verify::verify(data).expect("checks").faults.is_empty());
}

#[tokio::test]
async fn a_lost_event_or_a_lost_view_is_found() {
    let server = lived_in().await;
    let data = server.data.path();
    for sql in [
        "DELETE FROM events WHERE offset = 4",
        "DELETE FROM events WHERE offset = 11",
        "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)",
        "UPDATE events SET offset = 99 WHERE offset = 11",
        "UPDATE cases SET closed = 1 - closed",
        "UPDATE cases SET due = due + 1",
        "INSERT INTO sealed VALUES (99, 'text', x'00', 'x')",
    ] {
        let mut db = Connection::open(file(data)).expect("opens");
        let kept = data.join("kept.sqlite");
        let _ = std::fs::remove_file(&kept);
        db.execute("VACUUM INTO ?1", [kept.to_str()])
            .expect("a copy");
        let tx = db.transaction().expect("begins");
        tx.execute(sql, []).expect(sql);
        tx.commit().expect("commits");
        drop(db);
        assert!(
            !verify::verify(data).expect("checks").faults.is_empty(),
            "{sql}"
        );
        for extra in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{extra}", file(data).display()));
        }
        std::fs::copy(&kept, file(data)).expect("back");
    }
}

#[tokio::test]
async fn a_file_of_a_newer_program_is_refused_and_left_alone() {
    let server = lived_in().await;
    Connection::open(file(server.data.path()))
        .expect("opens")
        .pragma_update(None, "user_version", 99)
        .expect("set");
    let options = Options {
        config: server::config::Config::demo().expect("demo"),
        data: server.data.path().to_owned(),
        listen: "127.0.0.1:0".parse().expect("address"),
        clock: Clock::Set(Arc::new(AtomicI64::new(START.0))),
        files: server::web::assets::Files::default(),
        demo: true,
        beat: BEAT,
    };
    let Err(StartError::Store(e)) = server::start(options).await else {
        panic!("should be refused")
    };
    assert!(e.to_string().contains("version 99"), "{e}");
}
