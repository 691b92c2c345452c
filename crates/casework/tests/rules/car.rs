//! A paired car: what its screen takes in which state, what its owner lets it do, what is kept of what
//! it sends.

use crate::lane::{VIN, owner, person};
use casework::drive::{self, Deed};
use casework::{Refusal, Who, may, signals};
use contract::command::DriveState::{self, Idling, Moving, None, Parked, Unknown};
use contract::id::CentreId;
use contract::pairing::CarRights;
use contract::person::Role;
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;
use contract::vehicle::{Signal, SignalKind};
use contract::vin::Vin;

const NOTHING: CarRights = CarRights {
    report: false,
    follow: false,
    contacts: false,
    approve_money: false,
};

fn car(rights: CarRights) -> Who {
    Who::Owner {
        id: person("car-1"),
        role: Role::Driver,
        owner: person("ines"),
        name: "Ines Morgen".into(),
        vehicles: vec![Vin::parse(VIN).expect("vin")],
        approves: rights.approve_money,
        car: Some(rights),
    }
}

#[test]
fn each_state_of_the_car_allows_what_the_table_says() {
    let states: [DriveState; 5] = [Parked, Idling, Moving, Unknown, None];
    let table: [(Deed, [bool; 5]); 8] = [
        (Deed::Listen, [true, true, true, true, true]),
        (Deed::Call, [true, true, true, true, true]),
        (Deed::Glance, [true, true, false, false, false]),
        (Deed::AskStatus, [true, true, false, false, false]),
        (Deed::Decide, [true, false, false, false, false]),
        (Deed::Type, [true, false, false, false, false]),
        (Deed::Upload, [true, false, false, false, false]),
        (Deed::Survey, [true, false, false, false, false]),
    ];
    assert_eq!(table.map(|(deed, _)| deed), Deed::ALL);
    for (deed, row) in table {
        for (state, expected) in states.into_iter().zip(row) {
            assert_eq!(drive::allows(state, deed), expected, "{deed:?}, {state:?}");
        }
    }
}

#[test]
fn a_car_may_what_its_owner_chose_and_nothing_else() {
    type Question = fn(&Who) -> Result<(), Refusal>;
    let questions: [(&str, Question); 6] = [
        ("act", may::act_for_owner),
        ("follow", may::follow),
        ("record", may::see_vehicle),
        ("signals", may::see_sent_signals),
        ("money", may::approve_money),
        ("send", may::send_signals),
    ];
    let report = CarRights {
        report: true,
        ..NOTHING
    };
    let follow = CarRights {
        follow: true,
        ..NOTHING
    };
    let money = CarRights {
        approve_money: true,
        ..NOTHING
    };
    let table = [
        (NOTHING, [false, false, false, false, false, true]),
        (report, [true, false, true, false, false, true]),
        (follow, [false, true, true, true, false, true]),
        (money, [false, false, false, false, true, true]),
    ];
    for (rights, row) in table {
        let car = car(rights);
        for ((what, ask), expected) in questions.into_iter().zip(row) {
            assert_eq!(ask(&car).is_ok(), expected, "{what}, {rights:?}");
        }
        // Whatever it may: it is not the owner, and pairs nobody.
        assert_eq!(may::be_owner(&car), Err(Refusal::Because(Kind::NotAllowed)));
        assert_eq!(may::pair(&car), Err(Refusal::Because(Kind::NotAllowed)));
    }
    assert_eq!(may::pair(&owner()), Ok(()));
    assert_eq!(
        may::send_signals(&owner()),
        Err(Refusal::Because(Kind::NotAllowed))
    );
}

#[test]
fn a_car_sees_its_own_cases_and_no_other_of_its_owners() {
    let centre = CentreId::parse("hamburg-hafen").expect("an id");
    let follow = CarRights {
        follow: true,
        ..NOTHING
    };
    let other = "5YJ3E1EA0KF000316";
    for (who, vin, sees) in [
        (car(follow), Some(VIN), true),
        (car(follow), Some(other), false),
        (car(follow), Option::None, false),
        (car(NOTHING), Some(VIN), false),
        (owner(), Some(other), true),
        (owner(), Option::None, true),
    ] {
        let said = may::see_of(&who, &person("ines"), &centre, vin);
        assert_eq!(said.is_ok(), sees, "{who:?}, {vin:?}");
        let others = may::see_of(&who, &person("jon"), &centre, vin);
        assert_eq!(others, Err(Refusal::Because(Kind::CaseNotFound)));
    }
}

fn signal(path: &str, value: &str, at: i64) -> Signal {
    Signal {
        path: path.into(),
        value: value.into(),
        at: Timestamp(at),
    }
}

#[test]
fn what_is_kept_was_agreed_to_and_is_of_the_last_three_days() {
    let now = Timestamp(1_795_334_400_000);
    let hour = 3_600_000;
    let range = "Vehicle.Powertrain.Range";
    let batch = vec![
        signal(range, "80000", now.0),
        signal(range, "81000", now.0 - 72 * hour + 1),
        signal(range, "82000", now.0 - 72 * hour),
        signal("Vehicle.CurrentLocation.Latitude", "53.5", now.0),
        signal(range, "79000", now.0 + 5 * 60_000),
    ];
    let (kept, taken) = signals::take(batch, &[SignalKind::Range], now).expect("taken");
    let values: Vec<_> = kept.iter().map(|s| s.value.as_str()).collect();
    assert_eq!(values, ["80000", "81000", "79000"]);
    assert_eq!((taken.kept, taken.not_agreed, taken.too_old), (3, 1, 1));
}

#[test]
fn a_batch_with_a_fault_is_refused_with_its_pointer() {
    let now = Timestamp(1_795_334_400_000);
    let good = || signal("Vehicle.Speed", "0", now.0);
    let table = [
        (vec![], "/signals", Fault::Empty),
        (vec![good(); 257], "/signals", Fault::TooLong),
        (
            vec![good(), signal("", "0", now.0)],
            "/signals/1/path",
            Fault::Empty,
        ),
        (
            vec![signal("Vehicle.Speed", &"0".repeat(2001), now.0)],
            "/signals/0/value",
            Fault::TooLong,
        ),
        (
            vec![signal("Vehicle.Speed", "0", now.0 + 5 * 60_000 + 1)],
            "/signals/0/at",
            Fault::TooFar,
        ),
    ];
    for (batch, pointer, code) in table {
        let refused = signals::take(batch, &SignalKind::ALL, now);
        let Err(Refusal::Invalid(faults)) = refused else {
            panic!("{pointer} {code:?}: {refused:?}");
        };
        assert_eq!(
            (faults[0].pointer.as_str(), faults[0].code),
            (pointer, code)
        );
    }
}
