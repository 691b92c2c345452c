use crate::support::World;
use contract::vehicle::SignalKind;
use serde_json::json;
use std::time::{Duration, Instant};
use vehicle_sim::Scene;

const VOLTS: &str = "Vehicle.LowVoltageBattery.CurrentVoltage";

async fn until_sent(
    world: &World,
    holds: impl Fn(&[(String, String)]) -> bool,
) -> Vec<(String, String)> {
    let end = Instant::now() + Duration::from_secs(90);
    loop {
        let sent = world.sent().await;
        if holds(&sent) {
            return sent;
        }
        assert!(Instant::now() < end, "waited in vain: {sent:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn what_the_owner_agreed_to_arrives_and_nothing_else() {
    let world = World::new().await;
    world.pair(&["starter", "tyres"]).await;
    let sent = until_sent(&world, |sent| sent.iter().any(|(path, _)| path == VOLTS)).await;
    let agreed = [SignalKind::Starter, SignalKind::Tyres];
    for (path, _) in &sent {
        assert!(agreed.contains(&SignalKind::of(path)), "{path}");
    }
    assert!(
        sent.iter().any(|(path, _)| path.contains(".Tire.")),
        "{sent:?}"
    );
    // A change that counts, a minute of the companion's later.
    world.sim.set_signals([(VOLTS, json!(10.9))]).unwrap();
    until_sent(&world, |sent| {
        sent.iter()
            .any(|(path, value)| path == VOLTS && value.starts_with("10.9"))
    })
    .await;
}

#[tokio::test]
async fn a_car_that_sleeps_says_nothing() {
    let world = World::new().await;
    // Paired first, since a car asleep is parked too; but put to sleep before the first message.
    world.sim.set_scene(Scene::Asleep, None);
    tokio::time::sleep(Duration::from_secs(3)).await;
    world
        .pair(&["starter", "tyres", "charge", "place", "gear", "other"])
        .await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(world.sent().await, []);
    world.sim.set_scene(Scene::Motorway, None);
    until_sent(&world, |sent| !sent.is_empty()).await;
}
