//! A broker that means no good, or is broken.

use super::script::{self, Script, V2};
use contract::command::DriveState::{Parked, Unknown};
use vehicle::client::{Do, Terms};
use vehicle::path::{POWER, SELECTED_GEAR, SPEED};

fn parked() -> Script {
    let mut car = Script::open(V2, Terms::default());
    car.drive_on(3, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
    car
}

#[test]
fn a_flood_is_hung_up_on_and_left_alone_for_a_while() {
    let mut car = parked();
    let told = car.told(SPEED);
    let flood = script::event(&told, SPEED, "0", 99_000);
    for _ in 0..10_000 {
        car.hear(&flood);
    }
    assert_eq!(
        car.done().iter().filter(|d| **d == Do::Close).count(),
        1,
        "it hangs up once"
    );
    assert_eq!(car.drive(), Unknown);
    car.pass(3000);
    assert!(car.done().is_empty(), "and waits");
    car.pass(4000);
    assert!(matches!(car.done()[..], [Do::Connect(_)]));
}

#[test]
fn a_value_that_cannot_be_locks_until_one_that_can() {
    for (path, value) in [
        (SPEED, "NaN"),
        (SPEED, "1000000000"),
        (SPEED, "-1e9"),
        (SELECTED_GEAR, "99"),
        (SELECTED_GEAR, "P"),
        (POWER, "7"),
    ] {
        let mut car = parked();
        let said: Vec<_> = [(SPEED, "0"), (SELECTED_GEAR, "126"), (POWER, "ON")]
            .into_iter()
            .map(|(p, v)| (p, if p == path { value } else { v }, car.at + 1000))
            .collect();
        car.live(1000, &said);
        assert_eq!(car.drive(), Unknown, "{path} {value}");
        car.at += 1000;
        car.drive_on(2, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
        assert_eq!(car.drive(), Parked, "after {path} {value}");
    }
}

#[test]
fn a_time_from_the_future_is_forgotten_when_the_clock_is_right_again() {
    let mut car = parked();
    car.live(
        1000,
        &[
            (SPEED, "0", 20 * 86_400_000),
            (SELECTED_GEAR, "126", 1),
            (POWER, "ON", 1),
        ],
    );
    car.drive_on(3, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
}

#[test]
fn half_a_message_and_no_message_change_nothing() {
    let mut car = parked();
    let told = car.told(SPEED);
    let whole = script::event(&told, SPEED, "80", 99_000);
    for end in 0..whole.len() {
        car.hear(&whole[..end]);
    }
    for junk in [
        "null",
        "42",
        "\"\"",
        "[[]]",
        "{}",
        r#"{"action":null}"#,
        r#"{"error":7}"#,
        "\u{0}",
    ] {
        car.hear(junk);
    }
    assert_eq!(car.drive(), Parked);
}

#[test]
fn a_subscription_that_was_never_made_moves_nothing() {
    let mut car = parked();
    car.hear(&script::event("made-up", SPEED, "80", 99_000));
    assert_eq!(car.drive(), Parked);
}
