//! The rules as tables: what is asked, in which state, by whom, and what comes of it.

mod common;

use casework::{Ask, Refusal, Who};
use common::{Lane, accept, advisor, close, message, owner, promise, report};
use contract::case::Stage;
use contract::event::Body;
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;

/// Something that can be asked.
type Step = fn() -> Ask;

fn refused(lane: &mut Lane, who: &Who, ask: Ask) -> Refusal {
    lane.send(who, &ask).expect_err("should be refused")
}

fn faults(refusal: &Refusal) -> Vec<(String, Fault)> {
    match refusal {
        Refusal::Invalid(errors) => errors.iter().map(|e| (e.pointer.clone(), e.code)).collect(),
        Refusal::Because(kind) => panic!("{kind:?} has no fields"),
    }
}

#[test]
fn what_each_state_takes() {
    use Kind::{AlreadyAccepted, CaseClosed, NotAccepted};
    let steps: [(&str, Step); 4] = [
        ("accept", accept),
        ("promise", promise),
        ("message", message),
        ("close", close),
    ];
    let table: [(&[Step], [Option<Kind>; 4]); 3] = [
        (&[], [None, Some(NotAccepted), None, Some(NotAccepted)]),
        (&[accept], [Some(AlreadyAccepted), None, None, None]),
        (&[accept, close], [Some(CaseClosed); 4]),
    ];
    for (before, expected) in table {
        for ((name, ask), expected) in steps.iter().zip(expected) {
            let mut lane = Lane::reported();
            for step in before {
                lane.send(&advisor(), &step()).expect("a step before");
            }
            let said = lane.send(&advisor(), &ask()).err();
            assert_eq!(
                said,
                expected.map(Refusal::Because),
                "{name} after {} steps",
                before.len()
            );
        }
    }
}

#[test]
fn a_case_belongs_to_its_owner_and_its_centre() {
    let stranger = common::owner_called("jon", "1M8GDM9AXKP042788");
    let elsewhere = common::advisor_at("live", "oslo-alna");
    let mut lane = Lane::reported();
    for who in [&stranger, &elsewhere] {
        assert_eq!(
            refused(&mut lane, who, message()),
            Refusal::Because(Kind::CaseNotFound)
        );
    }
    for ask in [accept(), promise(), close()] {
        assert_eq!(
            refused(&mut lane, &owner(), ask),
            Refusal::Because(Kind::NotAllowed)
        );
    }
    lane.send(&owner(), &message()).expect("the owner writes");
    lane.send(&advisor(), &message())
        .expect("the centre writes");
}

#[test]
fn a_report_is_for_ones_own_car_and_a_centre_that_takes_part() {
    let table = [
        ("1M8GDM9AXKP042788", "hamburg-hafen", Kind::VehicleNotFound),
        ("WVWZZZ1JZXW000009", "hamburg-hafen", Kind::VehicleNotFound),
        ("WVWZZZ1JZXW000001", "bergen", Kind::CentreNotFound),
    ];
    for (vin, centre, kind) in table {
        let ask = Ask::Report(report(vin, centre, &["It rattles"]));
        assert_eq!(
            refused(&mut Lane::new(), &owner(), ask),
            Refusal::Because(kind),
            "{vin} {centre}"
        );
    }
    let ask = Ask::Report(report(
        "WVWZZZ1JZXW000001",
        "hamburg-hafen",
        &["It rattles"],
    ));
    assert_eq!(
        refused(&mut Lane::new(), &advisor(), ask),
        Refusal::Because(Kind::NotAllowed)
    );
}

#[test]
fn all_faults_of_a_report_are_told_at_once() {
    let long = "x".repeat(2001);
    let mut bad = report(
        "1M8GDM9A1KP042788",
        "hamburg-hafen",
        &["fine", "  ", &long, "a\u{202E}b"],
    );
    bad.place = Some("x".repeat(201));
    let said = faults(&refused(&mut Lane::new(), &owner(), Ask::Report(bad)));
    let expected = [
        ("/body/concerns/1/text", Fault::Empty),
        ("/body/concerns/2/text", Fault::TooLong),
        ("/body/concerns/3/text", Fault::DirectionOverride),
        ("/body/place", Fault::TooLong),
        ("/body/vin", Fault::VinCheckDigit),
    ];
    assert_eq!(said, expected.map(|(p, f)| (p.to_owned(), f)));
    let many = ["one more"; 9];
    let none: [&str; 0] = [];
    for (concerns, fault) in [(&many[..], Fault::TooLong), (&none[..], Fault::Empty)] {
        let ask = Ask::Report(report("WVWZZZ1JZXW000001", "hamburg-hafen", concerns));
        let said = faults(&refused(&mut Lane::new(), &owner(), ask));
        assert_eq!(said, [("/body/concerns".to_owned(), fault)]);
    }
}

#[test]
fn a_promise_is_for_the_future_and_near_enough_to_mean_something() {
    let fortnight = 14 * 24 * 60;
    let table = [
        (0, Some(Fault::Past)),
        (-1, Some(Fault::Past)),
        (1, None),
        (fortnight, None),
        (fortnight + 1, Some(Fault::TooFar)),
    ];
    for (minutes, expected) in table {
        let mut lane = Lane::reported();
        lane.send(&advisor(), &accept()).expect("accepted");
        let due = lane.now.plus_minutes(minutes);
        let ask = Ask::Promise(contract::command::Promise { due });
        let said = lane.send(&advisor(), &ask).err().map(|r| faults(&r)[0].1);
        assert_eq!(said, expected, "{minutes} minutes");
    }
    for due in [Timestamp(i64::MAX), Timestamp(i64::MIN)] {
        let mut lane = Lane::reported();
        let ask = Ask::Accept(contract::command::Accept { next_update: due });
        assert!(lane.send(&advisor(), &ask).is_err());
    }
}

#[test]
fn the_case_tells_who_has_it_what_is_next_and_how_it_ended() {
    let mut lane = Lane::reported();
    let case = lane.case.clone().expect("a case");
    assert_eq!(
        (case.stage, case.seq, &case.advisor),
        (Stage::Reported, 1, &None)
    );
    assert_eq!(case.owner_name.as_deref(), Some("Ines Morgen"));
    assert_eq!(case.concerns[0].text.as_deref(), Some("It rattles"));

    lane.send(&advisor(), &accept()).expect("accepted");
    let case = lane.case.clone().expect("a case");
    assert_eq!(case.advisor.map(|a| a.name).as_deref(), Some("Sam Okafor"));
    assert_eq!(case.promise.map(|p| p.due), Some(lane.now.plus_minutes(30)));

    lane.send(&advisor(), &close()).expect("closed");
    let case = lane.case.clone().expect("a case");
    assert_eq!((case.stage, case.promise), (Stage::Closed, None));
    assert_eq!(
        case.closure.and_then(|c| c.cause).as_deref(),
        Some("A loose heat shield")
    );
    assert_eq!(case.timeline.len(), 3);
}

#[test]
fn an_owners_name_and_words_stand_beside_the_log_and_never_in_it() {
    let mut lane = Lane::reported();
    lane.send(&owner(), &message()).expect("sent");
    for event in &lane.log {
        let chained = serde_json::to_string(&event.link).expect("json");
        for word in ["Ines", "Morgen", "rattles", "WVWZZZ", "When is it ready"] {
            assert!(!chained.contains(word), "{word} in {chained}");
        }
    }
    assert!(matches!(lane.log[1].link.body, Body::Messaged {}));
}
