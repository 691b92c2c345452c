use crate::support::{SECOND, World};
use crate::tap::Said;
use contract::vehicle::SignalKind;
use serde_json::json;
use std::time::{Duration, Instant};
use vehicle_sim::Scene;

const VOLTS: &str = "Vehicle.LowVoltageBattery.CurrentVoltage";
const TYRE: &str = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure";

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

/// Until the car has said so, after so many requests of before; all that it has said since then.
async fn until_said(world: &World, after: usize, holds: impl Fn(&[Said]) -> bool) -> Vec<Said> {
    let end = Instant::now() + Duration::from_secs(90);
    loop {
        let mut said = world.said();
        let said = said.split_off(after);
        if holds(&said) {
            return said;
        }
        assert!(Instant::now() < end, "waited in vain: {said:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Whether the car has sent something of this path, and what it asked before does not count.
fn sends(said: &[Said], path: &str) -> bool {
    let known = said.iter().skip_while(|said| !said.asks());
    known.filter(|s| s.sends()).any(|s| s.body.contains(path))
}

#[tokio::test]
async fn what_is_switched_off_never_leaves_the_car() {
    let world = World::tapped().await;
    world.pair(&["starter", "tyres"]).await;
    until_said(&world, 0, |said| sends(said, VOLTS) && sends(said, TYRE)).await;

    world.agree(&["tyres"]).await;
    let before = world.said().len();
    let say = |volts: f64, kpa: f64| {
        let now = [(VOLTS, json!(volts)), (TYRE, json!(kpa))];
        world.sim.set_signals(now).unwrap();
    };
    say(10.9, 180.0);
    let said = until_said(&world, before, |said| sends(said, TYRE)).await;
    assert!(!sends(&said, VOLTS), "{said:?}");
    assert!(world.sent().await.iter().all(|(path, _)| path != VOLTS));
    assert_eq!(world.kinds_kept(), json!(["tyres"]));

    // Switched on again, it goes with the next message, although it has not changed since.
    world.agree(&["starter", "tyres"]).await;
    let before = world.said().len();
    say(10.9, 150.0);
    until_said(&world, before, |said| sends(said, VOLTS)).await;
    // Nothing was sent but after a question, and nothing was asked but before a message, or at the start.
    let said = world.said();
    let talk: Vec<&Said> = said.iter().filter(|s| s.asks() || s.sends()).collect();
    let unasked = talk
        .windows(2)
        .filter(|two| two[0].sends() && two[1].sends());
    assert_eq!(unasked.count(), 0, "{talk:?}");
    assert!(talk[0].asks());
    let asked = talk.iter().filter(|s| s.asks()).count();
    assert!(2 * asked <= talk.len() + 2, "{talk:?}");
}

#[tokio::test]
async fn a_car_that_may_send_nothing_says_nothing_and_hears_that_it_may() {
    let world = World::tapped().await;
    world.pair(&[]).await;
    // The one question of the start; then nothing, in two minutes of the companion's.
    until_said(&world, 0, |said| said.iter().any(Said::asks)).await;
    let before = world.said().len();
    tokio::time::sleep(SECOND * 120).await;
    let since = world.said().split_off(before);
    assert!(since.is_empty(), "{since:?}");
    world.agree(&["tyres"]).await;
    // Somebody opens the portal on the car's screen.
    assert_eq!(world.get("/api/session").await.status(), 200);
    until_said(&world, before, |said| sends(said, TYRE)).await;
}

#[tokio::test]
async fn a_car_that_sleeps_says_nothing() {
    let world = World::tapped().await;
    // Paired first, since a car asleep is parked too; but put to sleep before the first message.
    world.sim.set_scene(Scene::Asleep, None);
    tokio::time::sleep(Duration::from_secs(3)).await;
    world
        .pair(&["starter", "tyres", "charge", "place", "gear", "other"])
        .await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(world.sent().await, []);
    let said = world.said();
    assert!(!said.iter().any(|said| said.asks() || said.sends()));
    world.sim.set_scene(Scene::Motorway, None);
    until_sent(&world, |sent| !sent.is_empty()).await;
}
