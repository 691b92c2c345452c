//! The maker's registry taken over: all of it or nothing; and a case's record taken home.

use crate::support::{Server, accept, report};
use contract::person::Session;
use contract::vehicle::VehicleRecord;
use server::config::Config;
use server::export::{Record, check};
use server::import::{ImportError, import};
use std::time::{Duration, Instant};

fn demo() -> Config {
    Config::demo().expect("demo")
}

/// A car that is not in the demonstration.
fn vehicle(n: usize) -> String {
    format!(r#"{{"kind":"vehicle","vin":"WVWZZZ1JZXW{n:06}","open":["21V650000"]}}"#)
}

#[tokio::test]
async fn one_bad_line_of_a_thousand_imports_nothing_and_is_named() {
    let server = Server::start().await;
    let lines: Vec<String> = (1..=1000).map(|n| vehicle(100 + n)).collect();
    let with = |at: usize, bad: &str| {
        let mut lines = lines.clone();
        lines[at - 1] = bad.to_owned();
        lines.join("\n")
    };
    let table = [
        (with(417, "{"), "line 417: is not JSON"),
        (
            with(1, r#"{"kind":"vehicle","vin":"1M8"}"#),
            "line 1: a VIN has 17",
        ),
        (
            with(
                1000,
                r#"{"kind":"vehicle","vin":"WVWZZZ1JZXW009999","colour":"red"}"#,
            ),
            "line 1000: unknown field `colour`",
        ),
        (
            with(3, r#"{"kind":"spaceship","id":"x"}"#),
            "line 3: unknown variant `spaceship`",
        ),
        // Each line right, and one names a campaign that nobody has heard of.
        (
            with(
                500,
                r#"{"kind":"vehicle","vin":"WVWZZZ1JZXW009999","open":["99X999000"]}"#,
            ),
            "line 500: configuration refused: records",
        ),
        (
            with(2, r#"{"kind":"campaigns","Count":0}"#),
            "line 2: missing field `results`",
        ),
    ];
    for (text, expected) in table {
        let said = import(&demo(), server.data.path(), &text).expect_err("is refused");
        assert!(said.to_string().starts_with(expected), "{said}");
        let again = import(&demo(), server.data.path(), "");
        assert!(matches!(again, Ok(0)), "nothing was kept: {again:?}");
    }
    let count = import(&demo(), server.data.path(), &lines.join("\n"));
    assert_eq!(count.map_err(|e: ImportError| e.to_string()), Ok(1000));
}

#[tokio::test]
async fn a_running_server_takes_up_what_was_imported() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let text = r#"
{"kind":"campaigns","Count":1,"results":[{"Manufacturer":"M","NHTSACampaignNumber":"25V999000","Component":"BRAKES","Summary":"s","Consequence":"c","Remedy":"r","ReportReceivedDate":"22/11/2025","ModelYear":"2023","Make":"M","Model":"X","parkIt":null,"parkOutSide":true}]}
{"kind":"vehicle","vin":"WVWZZZ1JZXW000001","open":["25V999000"]}
{"kind":"owner","id":"ines","name":"Ines Abend","vehicles":[{"vin":"WVWZZZ1JZXW000001","nickname":"Möwe","model":"Estate 2023","centre":"hamburg-hafen"}]}
"#;
    let count = import(&demo(), server.data.path(), text).map_err(|e| e.to_string());
    assert_eq!(count, Ok(3));
    let start = Instant::now();
    loop {
        let session: Session = ines
            .get("/api/session")
            .await
            .json()
            .await
            .expect("a session");
        if session.name == "Ines Abend" {
            assert_eq!(session.vehicles.len(), 1);
            break;
        }
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "it is not taken up"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let answer = ines.get("/api/vehicles/WVWZZZ1JZXW000001").await;
    let record: VehicleRecord = answer.json().await.expect("a record");
    assert!(record.recalls[0].open && record.recalls[0].campaign.park_outside);
    assert!(!record.recalls[0].campaign.park_it, "null is no warning");
}

#[tokio::test]
async fn owner_and_centre_take_home_the_same_record_and_a_changed_byte_is_found() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.done("/api/cases", &report("r")).await.case;
    let taken = sam
        .done(
            &format!("/api/desk/cases/{id}/acceptance"),
            &accept("a", server.now()),
        )
        .await;
    let of = async |person: &crate::support::Person, prefix: &str| -> Record {
        let answer = person.get(&format!("{prefix}/cases/{id}/record")).await;
        answer.json().await.expect("a record")
    };
    let mine = of(&ines, "/api").await;
    let theirs = of(&sam, "/api/desk").await;
    let json = |r: &Record| serde_json::to_string(r).expect("json");
    assert_eq!(json(&mine), json(&theirs));
    assert_eq!(
        check(&mine).map_err(|e| e.to_string()),
        Ok(taken.head),
        "the receipt is its head"
    );

    let change = |change: fn(&mut Record)| {
        let mut record = mine.clone();
        change(&mut record);
        check(&record).is_err()
    };
    assert!(change(
        |r| r.events[1].link = r.events[1].link.replace("Sam", "Pam")
    ));
    assert!(change(|r| r.events[0].parts[0].text.push('x')));
    assert!(change(|r| r.events[0].parts[0].salt = "00".repeat(16)));
    assert!(change(|r| r.events.swap(0, 1)));
    assert!(change(|r| drop(r.events.remove(0))));
    // What was erased is gone, and the rest still checks.
    assert!(!change(|r| r.events[0].parts.clear()));
}
