use crate::support::{JON_VIN, Server, accept, close, command, message, problem, report};
use contract::case::{CaseList, Stage};
use contract::problem::Kind;
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_report_is_answered_by_the_desk_and_closed_with_a_cause() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let desk = format!("/api/desk/cases/{id}");
    sam.done(&format!("{desk}/acceptance"), &accept("k1", server.now()))
        .await;
    let due = server.now().plus_minutes(90).0;
    sam.done(
        &format!("{desk}/promises"),
        &command("k2", json!({ "due": due })),
    )
    .await;
    ines.done(
        &format!("/api/cases/{id}/messages"),
        &message("k2", "Danke"),
    )
    .await;
    sam.done(&format!("{desk}/messages"), &message("k3", "Gern"))
        .await;
    let receipt = sam.done(&format!("{desk}/closure"), &close("k4")).await;
    let case = ines.case("/api", &id).await;
    assert_eq!(case, sam.case("/api/desk", &id).await);
    assert_eq!(
        (case.stage, case.seq, case.head.as_str()),
        (Stage::Closed, 6, receipt.head.as_str())
    );
    assert_eq!(
        case.closure.and_then(|c| c.cause).as_deref(),
        Some("Ein loses Hitzeblech")
    );
    assert_eq!(case.advisor.map(|a| a.name).as_deref(), Some("Sam Okafor"));
}

#[tokio::test]
async fn somebody_elses_case_or_car_is_as_good_as_none() {
    let server = Server::start().await;
    let (ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let (sam, live) = (server.advisor("sam").await, server.advisor("live").await);
    let id = ines.reports("k1").await;
    let other = "00000000000000000000000000";
    for (who, prefix) in [(&jon, "/api"), (&live, "/api/desk")] {
        for (key, id) in [("k1", id.as_str()), ("k2", other), ("k3", "no%20id")] {
            let said = problem(who.get(&format!("{prefix}/cases/{id}")).await).await;
            assert_eq!(
                (said.kind, said.title.as_str()),
                (Kind::CaseNotFound, "There is no such case")
            );
            let said = who
                .refused(&format!("{prefix}/cases/{id}/messages"), &message(key, "x"))
                .await;
            assert_eq!(said.kind, Kind::CaseNotFound);
        }
    }
    for (key, vin) in [("k4", JON_VIN), ("k5", "WVWZZZ1JZXW000002")] {
        let mut theirs = report(key);
        theirs["body"]["vin"] = vin.into();
        assert_eq!(
            ines.refused("/api/cases", &theirs).await.kind,
            Kind::VehicleNotFound
        );
    }
    assert_eq!(sam.case("/api/desk", &id).await.seq, 1);
}

#[tokio::test]
async fn an_unchanged_case_is_not_sent_again() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let id = ines.reports("k1").await;
    let path = format!("/api/cases/{id}");
    let tag = ines.get(&path).await.headers()["etag"].clone();
    let again = || {
        ines.request(Method::GET, &path)
            .header("if-none-match", &tag)
    };
    assert_eq!(
        again().send().await.expect("an answer").status(),
        StatusCode::NOT_MODIFIED
    );
    ines.done(&format!("{path}/messages"), &message("k2", "Noch etwas"))
        .await;
    assert_eq!(
        again().send().await.expect("an answer").status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_owner_sees_the_newest_change_first_and_every_case_once_over_the_pages() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let mut ids = Vec::new();
    for n in 0..7 {
        ids.push(ines.reports(&format!("k{n}")).await);
    }
    ines.done(
        &format!("/api/cases/{}/messages", ids[2]),
        &message("m", "Neu"),
    )
    .await;
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page: CaseList = ines
            .get(&format!("/api/cases?limit=3{next}"))
            .await
            .json()
            .await
            .expect("a list");
        seen.extend(page.cases.into_iter().map(|c| c.id.to_string()));
        match page.next {
            Some(cursor) => next = format!("&before={cursor}"),
            None => break,
        }
    }
    let expected = [2, 6, 5, 4, 3, 1, 0].map(|n| ids[n].clone());
    assert_eq!(seen, expected);
    let jon: CaseList = server
        .owner("jon")
        .await
        .get("/api/cases")
        .await
        .json()
        .await
        .expect("a list");
    assert!(jon.cases.is_empty());
}

#[tokio::test]
async fn a_centres_inbox_is_ordered_by_promise_due() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(ines.reports(&format!("k{n}")).await);
        server.later(1);
    }
    for (n, minutes) in [(0, 120), (1, 20), (3, 60)] {
        let at = server.now().plus_minutes(minutes - 30);
        sam.done(
            &format!("/api/desk/cases/{}/acceptance", ids[n]),
            &accept(&format!("a{n}"), at),
        )
        .await;
    }
    sam.done(&format!("/api/desk/cases/{}/closure", ids[3]), &close("c"))
        .await;
    let sam = &sam;
    let list = |query: &'static str| async move {
        let page: CaseList = sam
            .get(&format!("/api/desk/cases{query}"))
            .await
            .json()
            .await
            .expect("a list");
        page.cases
            .into_iter()
            .map(|c| c.id.to_string())
            .collect::<Vec<_>>()
    };
    // It is Sunday: what nobody has taken is owed an answer on Monday.
    assert_eq!(list("").await, [1, 0, 2].map(|n| ids[n].clone()));
    assert_eq!(list("?closed=true").await, [ids[3].clone()]);
    for query in [
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?before=x",
        "?colour=red",
    ] {
        let said = problem(sam.get(&format!("/api/desk/cases{query}")).await).await;
        assert_eq!(said.kind, Kind::InvalidInput, "{query}");
    }
}
