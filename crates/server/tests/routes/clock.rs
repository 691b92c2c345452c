use crate::support::Server;
use contract::person::Session;
use contract::time::Timestamp;
use reqwest::StatusCode;
use server::clock::Clock;

/// 2031-03-03T09:00:00+01:00: far from whatever day this test is run on.
const THAT_DAY: Timestamp = Timestamp(1_930_291_200_000);

#[tokio::test]
async fn a_demonstration_lives_on_the_day_that_it_was_told() {
    let clock = Clock::chosen(Some("2031-03-03T09:00:00+01:00"), true);
    let server = Server::by(clock.expect("a moment")).await;
    let soon = |at: Timestamp| (0..5).contains(&THAT_DAY.minutes_until(at));

    let ines = server.owner("ines").await;
    let told = ines.get("/api/session").await;
    assert_eq!(told.status(), StatusCode::OK, "the session has not ended");
    let session: Session = told.json().await.expect("a session");
    assert!(soon(session.now), "{:?}", session.now);

    let case = ines.reports("k1").await;
    let case = ines.case("/api", &case).await;
    assert!(soon(case.opened_at), "{:?}", case.opened_at);
}
