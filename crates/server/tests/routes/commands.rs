use crate::support::{Server, accept, close, message, report};
use contract::case::CaseList;
use contract::problem::Kind;
use futures_util::future::join_all;

#[tokio::test]
async fn fifty_taps_are_one_case_and_fifty_same_answers() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let command = report("one-key");
    let answers = join_all((0..50).map(|_| ines.done("/api/cases", &command))).await;
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let list: CaseList = ines.get("/api/cases").await.json().await.expect("a list");
    assert_eq!(list.cases.len(), 1);
}

#[tokio::test]
async fn the_same_key_gets_the_first_answer_after_a_restart_and_for_another_body_a_refusal() {
    let mut server = Server::start().await;
    let mut ines = server.owner("ines").await;
    let first = ines.done("/api/cases", &report("k1")).await;
    server.restart().await;
    ines.base = server.url("");
    assert_eq!(ines.done("/api/cases", &report("k1")).await, first);
    let mut other = report("k1");
    other["body"]["place"] = "Hof".into();
    assert_eq!(
        ines.refused("/api/cases", &other).await.kind,
        Kind::KeyReused
    );
    let said = ines
        .refused(
            &format!("/api/cases/{}/messages", first.case),
            &message("k1", "x"),
        )
        .await;
    assert_eq!(said.kind, Kind::KeyReused);
    // Another person's key is another key.
    let sam = server.advisor("sam").await;
    sam.done(
        &format!("/api/desk/cases/{}/messages", first.case),
        &message("k1", "x"),
    )
    .await;
}

#[tokio::test]
async fn a_refusal_is_kept_under_its_key_and_what_was_refused_then_may_be_taken_now_under_another()
{
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let path = format!("/api/desk/cases/{id}");
    assert_eq!(
        sam.refused(&format!("{path}/closure"), &close("k2"))
            .await
            .kind,
        Kind::NotAccepted
    );
    sam.done(&format!("{path}/acceptance"), &accept("k3", server.now()))
        .await;
    // A late copy of the first is not carried out, whatever its sender has done since.
    assert_eq!(
        sam.refused(&format!("{path}/closure"), &close("k2"))
            .await
            .kind,
        Kind::NotAccepted
    );
    sam.done(&format!("{path}/closure"), &close("k5")).await;
    assert_eq!(
        sam.refused(&format!("{path}/acceptance"), &accept("k4", server.now()))
            .await
            .kind,
        Kind::CaseClosed
    );
}

#[tokio::test]
async fn two_advisors_race_and_one_has_the_case() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let path = format!("/api/desk/cases/{id}/acceptance");
    let commands: Vec<_> = (0..8)
        .map(|n| accept(&format!("race-{n}"), server.now()))
        .collect();
    let answers = join_all(commands.iter().map(|c| sam.post(&path, c))).await;
    let taken = answers.iter().filter(|a| a.status() == 201).count();
    let refused = answers.iter().filter(|a| a.status() == 409).count();
    assert_eq!((taken, refused), (1, 7));
}

#[tokio::test]
async fn commands_of_one_person_have_a_limit_and_others_go_on() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1).await;
    let (ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let mut limited = 0;
    for n in 0..20 {
        let answer = ines.post("/api/cases", &report(&format!("k{n}"))).await;
        if answer.status() == 429 {
            assert_eq!(answer.headers()["retry-after"], "1");
            limited += 1;
        }
    }
    assert!(limited > 0);
    assert_eq!(
        jon.refused("/api/cases", &report("k")).await.kind,
        Kind::VehicleNotFound
    );
}
