//! What a car sends, and when: a row for each rule.

use agent::car::Look;
use agent::signals::{Sent, due};
use contract::command::DriveState::{self, Idling, Moving, Parked, Unknown};
use contract::time::Timestamp;
use contract::vehicle::{Signal, SignalKind};

const CHARGE: &str = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed";
const RANGE: &str = "Vehicle.Powertrain.Range";
const VOLTS: &str = "Vehicle.LowVoltageBattery.CurrentVoltage";
const TYRE: &str = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure";
const LOW: &str = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow";
const CODES: &str = "Vehicle.Diagnostics.DTCList";
const GEAR: &str = "Vehicle.Powertrain.Transmission.SelectedGear";
const SPEED: &str = "Vehicle.Speed";
const LAT: &str = "Vehicle.CurrentLocation.Latitude";
const LON: &str = "Vehicle.CurrentLocation.Longitude";
const ACCURACY: &str = "Vehicle.CurrentLocation.HorizontalAccuracy";
const ODOMETER: &str = "Vehicle.TraveledDistance";

/// Paths and what they say.
type Values<'a> = &'a [(&'a str, &'a str)];

fn look(drive: DriveState, all: &[(&str, &str)]) -> Look {
    let signal = |(path, value): &(&str, &str)| Signal {
        path: (*path).into(),
        value: (*value).into(),
        at: Timestamp(1),
    };
    Look {
        drive,
        awake: true,
        signals: all.iter().map(signal).collect(),
    }
}

fn paths(batch: &[Signal]) -> Vec<&str> {
    batch.iter().map(|signal| signal.path.as_str()).collect()
}

/// All of it was sent at 1,000 s.
fn told(drive: DriveState, all: &[(&str, &str)]) -> Sent {
    let mut sent = Sent::default();
    let first = due(&sent, &look(drive, all), &SignalKind::ALL, 1_000);
    assert_eq!(first.len(), all.len(), "the first time everything");
    sent.note(first, drive, 1_000);
    sent
}

#[test]
fn only_what_changed_so_much_is_sent() {
    let here = [(LAT, "53.5450"), (LON, "9.9660"), (ACCURACY, "3")];
    // What was said, what is said, and which of it is sent a minute later.
    let table: &[(Values<'_>, Values<'_>, &[&str])] = &[
        (&[(CHARGE, "64.0")], &[(CHARGE, "63.1")], &[]),
        (&[(CHARGE, "64.0")], &[(CHARGE, "63.0")], &[CHARGE]),
        (&[(CHARGE, "0.3")], &[(CHARGE, "1.3")], &[CHARGE]),
        (&[(RANGE, "80000")], &[(RANGE, "75001")], &[]),
        (&[(RANGE, "80000")], &[(RANGE, "75000")], &[RANGE]),
        (&[(VOLTS, "12.5")], &[(VOLTS, "12.4")], &[]),
        (&[(VOLTS, "12.5")], &[(VOLTS, "12.3")], &[VOLTS]),
        (&[(TYRE, "240")], &[(TYRE, "236")], &[]),
        (&[(TYRE, "240")], &[(TYRE, "235")], &[TYRE]),
        (&[(LOW, "false")], &[(LOW, "true")], &[LOW]),
        (&[(CODES, "[]")], &[(CODES, r#"["P0A80"]"#)], &[CODES]),
        (&[(CODES, "[]")], &[(CODES, "[]")], &[]),
        (&[(ODOMETER, "1000000")], &[(ODOMETER, "1049999")], &[]),
        (
            &[(ODOMETER, "1000000")],
            &[(ODOMETER, "1050000")],
            &[ODOMETER],
        ),
        (
            &[(SPEED, "0"), (GEAR, "126")],
            &[(SPEED, "90"), (GEAR, "127")],
            &[],
        ),
        (&here, &[(LAT, "53.5460"), here[1], (ACCURACY, "9")], &[]),
        (
            &here,
            &[(LAT, "53.5470"), here[1], here[2]],
            &[LAT, LON, ACCURACY],
        ),
        (&here, &[(LAT, "NaN"), here[1], here[2]], &[]),
        (&[(CHARGE, "64")], &[(CHARGE, "64"), (RANGE, "1")], &[RANGE]),
    ];
    for (before, now, wanted) in table {
        let sent = told(Parked, before);
        let batch = due(&sent, &look(Parked, now), &SignalKind::ALL, 1_060);
        assert_eq!(paths(&batch), *wanted, "{before:?} {now:?}");
    }
}

#[test]
fn gear_and_speed_are_sent_when_the_car_drives_off_or_stops() {
    let all = [(GEAR, "126"), (SPEED, "0")];
    for (was, is, flips) in [
        (Parked, Moving, true),
        (Parked, Idling, true),
        (Moving, Parked, true),
        (Moving, Idling, false),
        (Parked, Parked, false),
        (Parked, Unknown, false),
    ] {
        let sent = told(was, &all);
        let batch = due(&sent, &look(is, &all), &SignalKind::ALL, 1_060);
        assert_eq!(batch.len(), if flips { 2 } else { 0 }, "{was:?} {is:?}");
    }
}

#[test]
fn at_most_once_a_minute_and_everything_every_quarter_of_an_hour() {
    let sent = told(Parked, &[(CHARGE, "64"), (VOLTS, "12.5")]);
    let now = look(Parked, &[(CHARGE, "20"), (VOLTS, "12.5")]);
    let batch = |at| due(&sent, &now, &SignalKind::ALL, at);
    assert_eq!(paths(&batch(1_059)), [""; 0]);
    assert_eq!(paths(&batch(1_060)), [CHARGE]);
    assert_eq!(paths(&batch(1_899)), [CHARGE]);
    assert_eq!(paths(&batch(1_900)), [CHARGE, VOLTS]);
}

#[test]
fn a_car_asleep_says_nothing_and_nothing_is_said_that_nobody_agreed_to() {
    let mut now = look(Parked, &[(CHARGE, "64"), (LAT, "53.5"), (VOLTS, "12.5")]);
    let sent = Sent::default();
    assert_eq!(paths(&due(&sent, &now, &[SignalKind::Charge], 0)), [CHARGE]);
    assert!(due(&sent, &now, &[], 0).is_empty());
    now.awake = false;
    assert!(due(&sent, &now, &SignalKind::ALL, 5_000).is_empty());
}

#[test]
fn what_the_server_would_not_take_keeps_nothing_else_from_it() {
    let long = "x".repeat(2_001);
    let now = look(
        Parked,
        &[
            (CHARGE, "64"),
            (CODES, &long),
            (VOLTS, "12\u{7}"),
            (TYRE, ""),
        ],
    );
    let batch = due(&Sent::default(), &now, &SignalKind::ALL, 0);
    assert_eq!(paths(&batch), [CHARGE]);
}
