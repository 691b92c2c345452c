//! A closed case without the person: no word of it is left, on any page or on the disk, and the chain still holds.

use crate::files::{attach, digest, photo, send};
use crate::support::{Server, accept, command, message};
use casework::KEPT_DAYS;
use contract::problem::Kind;
use serde_json::json;
use server::export::{Record, check};
use server::store::verify;
use std::fs;
use std::path::Path;

/// Words that stand nowhere else.
const SAID: [&str; 5] = [
    "Zwitschermaschine",
    "Kabelsalat",
    "Fingerhut",
    "Nebelkerze",
    "Wackelkontakt",
];

/// Everything in a folder, as one.
fn bytes(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => all.extend(bytes(&path)),
            false => all.extend(fs::read(path).expect("reads")),
        }
    }
    all
}

fn holds(all: &[u8], word: &[u8]) -> bool {
    all.windows(word.len()).any(|part| part == word)
}

/// A case of Ines's with a word of each kind in it, and a photo; closed.
async fn closed(server: &Server) -> (String, Vec<u8>) {
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let mut report = crate::support::report("r");
    report["body"]["concerns"][0]["text"] = SAID[0].into();
    let id = String::from(ines.done("/api/cases", &report).await.case);
    let (case, desk) = (format!("/api/cases/{id}"), format!("/api/desk/cases/{id}"));
    let photo = photo(5000, 9);
    send(&ines, &case, &photo).await;
    ines.done(&format!("{case}/attachments"), &attach("a", &photo))
        .await;
    let early = ines
        .refused(&format!("{case}/erasure"), &command("e", json!({})))
        .await;
    assert_eq!(early.kind, Kind::NotClosed);
    sam.done(&format!("{desk}/acceptance"), &accept("t", server.now()))
        .await;
    sam.done(&format!("{desk}/messages"), &message("m", SAID[1]))
        .await;
    let close = json!({ "cause": SAID[2], "remedy": SAID[3] });
    sam.done(&format!("{desk}/closure"), &command("c", close))
        .await;
    let answers = json!({ "answers": { "score": 5, "satisfied": "yes", "better": SAID[4] } });
    let given = ines
        .post(&format!("{case}/survey"), &command("s", answers))
        .await;
    assert!(
        given.status().is_success(),
        "{}",
        given.text().await.expect("text")
    );
    (id, photo)
}

#[tokio::test]
async fn an_owner_erases_a_closed_case_and_no_word_is_left_on_the_disk() {
    let mut server = Server::start().await;
    let (id, photo) = closed(&server).await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let (case, desk) = (format!("/api/cases/{id}"), format!("/api/desk/cases/{id}"));
    let all = bytes(server.data.path());
    for word in SAID {
        assert!(holds(&all, word.as_bytes()), "{word} was never there");
    }
    assert!(holds(&all, &photo));

    ines.done(&format!("{case}/erasure"), &command("e2", json!({})))
        .await;
    for (who, path) in [(&ines, "/api"), (&sam, "/api/desk")] {
        let seen = who.case(path, &id).await;
        assert!(seen.erased && seen.vin.is_none() && seen.owner_name.is_none());
        for asked in [
            format!("{path}/cases/{id}"),
            format!("{path}/cases?closed=true"),
        ] {
            let text = who.get(&asked).await.text().await.expect("text");
            for word in SAID {
                assert!(!text.contains(word), "{asked} says {word}");
            }
        }
    }
    let gone = ines
        .get(&format!("{case}/attachments/{}", digest(&photo)))
        .await;
    assert_eq!(gone.status(), 404);
    let record: Record = sam
        .get(&format!("{desk}/record"))
        .await
        .json()
        .await
        .expect("a record");
    assert!(check(&record).is_ok(), "the chain holds");
    let again = ines
        .refused(&format!("{case}/reopening"), &command("o", json!({})))
        .await;
    assert_eq!(again.kind, Kind::CaseErased);

    // It sweeps when it starts, beside what it answers.
    server.restart().await;
    let kept = server
        .data
        .path()
        .join("files")
        .join(&id)
        .join(digest(&photo));
    while kept.exists() {
        tokio::task::yield_now().await;
    }
    server.stop().await;
    let all = bytes(server.data.path());
    for word in SAID {
        assert!(!holds(&all, word.as_bytes()), "{word} is still on the disk");
    }
    assert!(!holds(&all, &photo));
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!((report.cases, report.faults), (1, vec![]));
}

#[tokio::test]
async fn a_case_that_was_closed_long_ago_loses_its_words_by_itself() {
    let mut server = Server::start().await;
    let (id, _) = closed(&server).await;
    server.later(KEPT_DAYS * 24 * 60);
    server.restart().await;
    let ines = server.owner("ines").await;
    while !ines.case("/api", &id).await.erased {
        tokio::task::yield_now().await;
    }
    server.stop().await;
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!(report.faults, [""; 0]);
}
