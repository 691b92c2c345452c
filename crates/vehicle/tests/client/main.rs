//! The client, told what happens on a connection: what it does, and what it believes.

mod hostile;
mod never;
mod script;

use contract::command::DriveState::{Idling, Moving, Parked, Unknown};
use script::{Script, V2, V3};
use vehicle::client::{Do, Health, Terms};
use vehicle::path::{CODES, CODES_OBD, POWER, SELECTED_GEAR, SPEED};
use vehicle::reading::Known;
use vehicle::viss::Dialect;

#[test]
fn it_offers_the_better_dialect_and_takes_what_the_server_chooses() {
    for (chosen, dialect) in [("VISSv3", V3), ("VISSv2", V2)] {
        let mut car = Script::new(Terms::default());
        assert_eq!(car.done(), [Do::Connect(&["VISSv3", "VISSv2"])]);
        car.opened(chosen);
        assert_eq!(car.client.dialect(), Some(dialect));
    }
}

#[test]
fn a_server_that_chose_none_is_asked_which_it_speaks() {
    let v2 = r#"{"action":"get","requestId":"$","error":{"number":400,"reason":"bad_request","message":"."}}"#;
    let v2_bare =
        r#"{"action":"get","requestId":"$","error":{"number":400,"reason":"bad_request"}}"#;
    let v3 = r#"{"action":"get","requestId":"$","data":[],"ts":"2026-11-22T10:00:00Z"}"#;
    let v3_lacks = r#"{"action":"get","requestId":"$","error":{"number":404,"reason":"invalid_path","description":"."}}"#;
    for (answer, dialect) in [(v2, V2), (v2_bare, V2), (v3, V3), (v3_lacks, V3)] {
        let mut car = Script::new(Terms::default());
        // A browser fails a connection that offered some and got none back.
        car.closed();
        car.pass(400);
        assert_eq!(car.done().last(), Some(&Do::Connect(&[])));
        car.opened("");
        assert_eq!(car.client.dialect(), None);
        let probe = car.sent().pop().expect("a probe");
        car.hear(&answer.replace('$', &probe.request));
        assert_eq!(car.client.dialect(), Some(dialect), "{answer}");
    }
}

#[test]
fn the_other_way_of_asking_is_tried_by_turns_and_later_each_time() {
    let mut car = Script::new(Terms::default());
    let mut waits = vec![];
    for turn in 0..6 {
        let connects: Vec<_> = car.done();
        assert_eq!(
            connects,
            [Do::Connect(if turn % 2 == 0 {
                &Dialect::OFFERED
            } else {
                &[]
            })]
        );
        car.closed();
        let before = car.now.0;
        let at = car.client.wake(car.now).expect("a next attempt");
        waits.push(at.0 - before);
        car.pass(at.0 - before);
    }
    assert!(waits[5] > waits[0] * 8, "{waits:?}");
}

#[test]
fn answers_are_matched_by_request_and_never_by_order() {
    let mut car = Script::open(V2, Terms::default());
    let asks = car.sent();
    assert!(asks.len() > 1, "several under way");
    for ask in asks.iter().rev() {
        car.answer(
            ask,
            &[
                (SPEED, "0", 1),
                (SELECTED_GEAR, "126", 1),
                (POWER, "LOCK", 1),
            ],
        );
    }
    assert_eq!(car.drive(), Parked);
    // The same again, or one that nobody asked for, is no answer.
    car.part_from_the_broker();
    for ask in &asks {
        car.answer(ask, &[(SELECTED_GEAR, "126", 2)]);
    }
    assert_eq!(car.drive(), Unknown);
}

#[test]
fn what_the_first_event_says_counts_before_the_answer_that_names_it() {
    let mut car = Script::open(V2, Terms::default());
    let subscribe = car.asked_to_be_told(SPEED, &[(SPEED, "0", 1), (SELECTED_GEAR, "126", 1)]);
    car.hear(&script::event("s7", SPEED, "30", 2));
    car.hear(&script::subscribed(&subscribe.request, "s7"));
    assert_eq!(car.drive(), Moving);
}

#[test]
fn the_lock_falls_with_the_event_and_opens_with_fresh_evidence() {
    let mut car = Script::open(V2, Terms::default());
    let mut parked = vec![(SPEED, "0", 1), (SELECTED_GEAR, "126", 1), (POWER, "ON", 1)];
    car.serve(&parked);
    assert_eq!(
        car.drive(),
        Unknown,
        "one time of the source proves nothing"
    );
    parked[0].2 = 1001;
    car.live(1000, &parked);
    assert_eq!(car.drive(), Parked);
    let told = car.told(SPEED);
    car.hear(&script::event(&told, SPEED, "0.5", 1100));
    assert_eq!(car.drive(), Moving);
    parked = vec![
        (SPEED, "0", 2200),
        (SELECTED_GEAR, "127", 2200),
        (POWER, "ON", 1),
    ];
    car.live(1000, &parked);
    assert_eq!(car.drive(), Idling);
}

#[test]
fn a_dead_source_behind_a_living_broker_locks() {
    let mut car = Script::open(V2, Terms::default());
    car.drive_on(5, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
    let last = [
        (SPEED, "0", car.at),
        (SELECTED_GEAR, "126", car.at),
        (POWER, "ON", 1),
    ];
    car.live(3000, &last);
    assert_eq!(car.client.health(car.now), Health::StaleSource);
    assert_eq!(car.drive(), Unknown);
}

#[test]
fn a_car_that_publishes_changes_only_needs_no_beat() {
    let terms = Terms {
        changes_only: true,
        ..Terms::default()
    };
    let mut car = Script::open(V2, terms);
    let last = [(SPEED, "0", 1), (SELECTED_GEAR, "126", 1), (POWER, "ON", 1)];
    car.live(60_000, &last);
    assert_eq!(car.drive(), Parked);
    car.pass(2001);
    assert_eq!(car.drive(), Unknown, "its link does");
}

#[test]
fn a_sleeping_car_stays_parked_for_hours_while_the_broker_lives() {
    let mut car = Script::open(V2, Terms::default());
    let last = [
        (SPEED, "0", 1),
        (SELECTED_GEAR, "126", 1),
        (POWER, "LOCK", 1),
    ];
    car.live(2 * 3_600_000, &last);
    assert_eq!(car.drive(), Parked);
}

#[test]
fn after_a_break_everything_is_asked_and_proved_anew() {
    let mut car = Script::open(V2, Terms::default());
    car.drive_on(3, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
    car.closed();
    assert_eq!(car.client.health(car.now), Health::NoLink);
    assert_eq!(car.drive(), Unknown);
    assert!(
        matches!(car.client.readings().get(SELECTED_GEAR), Known::Said(_)),
        "still there to be read"
    );
    car.pass(400);
    car.opened("VISSv2");
    let still = [
        (SPEED, "0", car.at),
        (SELECTED_GEAR, "126", car.at),
        (POWER, "ON", 1),
    ];
    car.live(1000, &still);
    assert_eq!(
        car.drive(),
        Unknown,
        "the time that was known before the break proves nothing"
    );
    car.drive_on(2, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
}

#[test]
fn a_gear_that_nobody_names_any_more_is_no_evidence() {
    let mut car = Script::open(V2, Terms::default());
    car.drive_on(3, &[(SELECTED_GEAR, "126"), (POWER, "ON")]);
    assert_eq!(car.drive(), Parked);
    // Speed goes on being told; what is asked is answered no more.
    let told = car.told(SPEED);
    for at in 1..=5 {
        car.pass(500);
        car.hear(&script::event(&told, SPEED, "0", car.at + at * 500));
    }
    assert_eq!(car.drive(), Idling);
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    let mut car = Script::open(V2, Terms::default());
    let first = car.sent();
    car.pass(1500);
    assert!(
        car.sent().is_empty(),
        "three are under way, and that is enough"
    );
    // The broker says something now and then: it lives, but dropped those.
    let ask = &first[0];
    car.answer(ask, &[(SPEED, "0", 1)]);
    car.pass(1000);
    let again = car.sent();
    assert!(
        again
            .iter()
            .any(|a| a.text == ask_with(&first[1], &a.request)),
        "{again:?}"
    );
}

fn ask_with(ask: &script::Ask, request: &str) -> String {
    let mut json: serde_json::Value = serde_json::from_str(&ask.text).expect("an ask");
    json["requestId"] = request.into();
    json.to_string()
}

#[test]
fn what_is_refused_together_is_asked_for_alone() {
    let mut car = Script::open(V3, Terms::default());
    car.refusing(&[CODES_OBD], &[(SPEED, "0", 1), (CODES, "P0A80", 1)]);
    let readings = car.client.readings();
    assert_eq!(readings.get(CODES_OBD), Known::Missing);
    assert!(matches!(readings.get(CODES), Known::Said(_)));
}

#[test]
fn a_broker_that_accepts_and_says_nothing_is_left() {
    let mut car = Script::open(V2, Terms::default());
    car.pass(6100);
    assert!(car.done().contains(&Do::Close));
    assert_eq!(car.client.health(car.now), Health::NoLink);
    car.pass(2000);
    assert!(car.done().iter().any(|d| matches!(d, Do::Connect(_))));
}
