use crate::support::{VIN, World, problem};
use contract::agent::AgentPairing;
use contract::command::DriveState;
use contract::problem::Kind;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::Value;

#[tokio::test]
async fn a_car_is_paired_and_stays_so_over_a_restart() {
    let mut world = World::new().await;
    assert_eq!(world.pairing().await, AgentPairing::None);
    let refused = problem(world.get("/api/session").await).await;
    assert_eq!(refused.kind, Kind::NotPaired);
    let none = problem(world.get("/agent/pairing/qr.svg").await).await;
    assert_eq!(none.kind, Kind::PairingNotFound);

    let code = world.begin().await;
    // Touched twice, it shows the same code.
    let again = world
        .page(Method::POST, "/agent/pairing")
        .send()
        .await
        .unwrap();
    let AgentPairing::Pending { code: shown } = again.json().await.unwrap() else {
        panic!("another state");
    };
    assert_eq!(shown.user_code, code);
    assert!(shown.expires_in <= 300 && shown.address_with_code.ends_with(&code));
    let picture = world.get("/agent/pairing/qr.svg").await;
    assert_eq!(picture.headers()[CONTENT_TYPE], "image/svg+xml");
    assert!(picture.text().await.unwrap().contains("<svg"));

    world.look(&code).await;
    let claimed = world.until("both words", |now| {
        matches!(now, AgentPairing::Claimed { .. })
    });
    let AgentPairing::Claimed { nickname, word, .. } = claimed.await else {
        unreachable!()
    };
    assert_eq!(nickname, "Möwe");
    assert!(!word.is_empty());
    while world.confirm(&code, &["charge"]).await != StatusCode::NO_CONTENT {}
    world
        .until("the grant", |now| *now == AgentPairing::Paired)
        .await;

    for _ in 0..2 {
        let session: Value = world.get("/api/session").await.json().await.unwrap();
        assert_eq!(session["vehicles"][0]["vin"], VIN);
        world.restart().await;
    }
    assert_eq!(world.pairing().await, AgentPairing::Paired);
}

#[tokio::test]
async fn nothing_begins_while_the_car_moves() {
    let world = World::new().await;
    world.drive_off().await;
    let refused = world.locked().await;
    assert_eq!(refused.kind, Kind::DriveLocked);
    assert_ne!(refused.drive, Some(DriveState::Parked));
    assert_eq!(world.pairing().await, AgentPairing::None);
}

#[tokio::test]
async fn what_was_confirmed_is_not_granted_before_the_car_is_parked_again() {
    let world = World::new().await;
    let code = world.begin().await;
    world.look(&code).await;
    world
        .until("both words", |now| {
            matches!(now, AgentPairing::Claimed { .. })
        })
        .await;
    // In one breath: the server hears of the drive with the next question.
    world.sim.set_scene(vehicle_sim::Scene::Motorway, None);
    world.sim.skip(std::time::Duration::from_secs(60));
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let refused = world.confirm(&code, &[]).await;
    assert_eq!(refused, StatusCode::CONFLICT);
    assert!(matches!(
        world.pairing().await,
        AgentPairing::Claimed { .. }
    ));
    world.sim.set_scene(vehicle_sim::Scene::ParkedAtHome, None);
    while world.confirm(&code, &[]).await != StatusCode::NO_CONTENT {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    world
        .until("the grant", |now| *now == AgentPairing::Paired)
        .await;
}

#[tokio::test]
async fn the_owner_says_no_and_the_driver_gives_up() {
    let world = World::new().await;
    let code = world.begin().await;
    world.look(&code).await;
    let no = world.phone(Method::POST, &format!("/api/pairings/{code}/refusal"));
    assert_eq!(
        no.body("{}").send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    world
        .until("the no", |now| *now == AgentPairing::Denied)
        .await;
    world.begin().await;
    let ended = world
        .page(Method::DELETE, "/agent/pairing")
        .send()
        .await
        .unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(world.pairing().await, AgentPairing::None);
}
