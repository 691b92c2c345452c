//! Each scene holds what its name says, at several times.

use vehicle_sim::Value;
use vehicle_sim::scenes::{STEPS_PER_SECOND, Scene, at};
use vehicle_sim::vss::{CODES, CURRENT_GEAR, SELECTED_GEAR, SPEED, Vss};

const POWER: &str = "Vehicle.LowVoltageSystemState";
const BRAKE: &str = "Vehicle.Chassis.ParkingBrake.IsEngaged";
const RANGE: &str = "Vehicle.Powertrain.Range";
const CHARGE: &str = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed";
const VOLTS: &str = "Vehicle.LowVoltageBattery.CurrentVoltage";
const ODOMETER: &str = "Vehicle.TraveledDistance";
const HOUR: u64 = 3600;

/// What is said at `path` so many seconds after the start, published or not.
fn said(scene: Scene, seconds: u64, path: &str) -> Value {
    let all = at(scene, 1, seconds * u64::from(STEPS_PER_SECOND));
    all.into_iter()
        .find(|s| s.path == path)
        .expect("a path of the scene")
        .value
}

fn number(scene: Scene, seconds: u64, path: &str) -> f64 {
    said(scene, seconds, path).number().expect("a number")
}

#[test]
fn whoever_is_parked_says_park_and_stands() {
    use Scene::{AirportDrainingBattery, Asleep, Motorway, ParkedAtHome, StuckDoorHandle};
    let table = [
        (ParkedAtHome, 0, "ACC"),
        (ParkedAtHome, 9 * HOUR, "ACC"),
        (Asleep, 0, "LOCK"),
        (Asleep, 9 * HOUR, "LOCK"),
        (Motorway, 0, "ON"),
        (Motorway, 19, "ON"),
        (AirportDrainingBattery, 0, "ACC"),
        (AirportDrainingBattery, 9 * HOUR, "ACC"),
        (StuckDoorHandle, 60, "ACC"),
    ];
    for (scene, seconds, power) in table {
        let of = |path| said(scene, seconds, path);
        assert_eq!(of(SPEED), Value::text("0"), "{scene:?} {seconds}");
        assert_eq!(of(SELECTED_GEAR), Value::text("126"), "{scene:?} {seconds}");
        assert_eq!(of(CURRENT_GEAR), Value::text("0"), "{scene:?} {seconds}");
        assert_eq!(of(BRAKE), Value::text("true"), "{scene:?} {seconds}");
        assert_eq!(of(POWER), Value::text(power), "{scene:?} {seconds}");
    }
}

#[test]
fn a_car_asleep_has_said_its_last_words() {
    assert!(at(Scene::Asleep, 1, 0).iter().all(|s| s.published));
    for step in [1, 10, 600, 36_000] {
        assert!(
            at(Scene::Asleep, 1, step).iter().all(|s| !s.published),
            "{step}"
        );
    }
}

#[test]
fn the_motorway_begins_in_park_and_is_fast_after_half_a_minute() {
    let table = [
        (19, "126", "true", 0.0..=0.0),
        (20, "127", "true", 0.0..=0.0),
        (21, "127", "false", 0.0..=0.0),
        (25, "127", "false", 23.0..=25.0),
        (60, "127", "false", 109.0..=111.0),
        (HOUR, "127", "false", 109.0..=111.0),
    ];
    for (seconds, gear, brake, speed) in table {
        let of = |path| said(Scene::Motorway, seconds, path);
        assert_eq!(of(SELECTED_GEAR), Value::text(gear), "{seconds}");
        assert_eq!(of(BRAKE), Value::text(brake), "{seconds}");
        let at = number(Scene::Motorway, seconds, SPEED);
        assert!(speed.contains(&at), "{seconds}: {at}");
    }
    // An hour at 110 km/h, less 22 s of standing and 14 s of gaining speed.
    let far = number(Scene::Motorway, HOUR, ODOMETER) - number(Scene::Motorway, 0, ODOMETER);
    assert!((108_900.0..109_200.0).contains(&far), "{far}");
}

#[test]
fn the_motorway_publishes_its_speed_ten_times_a_second() {
    for step in 0..100 {
        let all = at(Scene::Motorway, 1, step);
        assert!(all.iter().any(|s| s.path == SPEED && s.published), "{step}");
        let gear = all.iter().any(|s| s.path == SELECTED_GEAR && s.published);
        assert_eq!(gear, step % 5 == 0, "{step}");
    }
}

#[test]
fn the_same_seed_drives_the_same() {
    assert_eq!(at(Scene::Motorway, 7, 900), at(Scene::Motorway, 7, 900));
    assert_ne!(at(Scene::Motorway, 7, 900), at(Scene::Motorway, 8, 900));
}

#[test]
fn at_home_it_charges_slowly_and_stops_where_it_was_told_to() {
    let charge = |hours| number(Scene::ParkedAtHome, hours * HOUR, CHARGE);
    assert!(charge(1) > charge(0) && charge(1) < charge(0) + 5.0);
    assert!((charge(20) - 80.0).abs() < f64::EPSILON);
    assert_eq!(said(Scene::ParkedAtHome, 0, CODES), Value::List(vec![]));
}

#[test]
fn at_the_airport_the_battery_drains_over_hours() {
    let scene = Scene::AirportDrainingBattery;
    assert!((number(scene, 0, RANGE) - 131_000.0).abs() < f64::EPSILON);
    for hours in 0..12 {
        let (now, then) = (hours * HOUR, (hours + 1) * HOUR);
        for path in [RANGE, CHARGE, VOLTS] {
            assert!(
                number(scene, then, path) < number(scene, now, path),
                "{path} {hours}"
            );
        }
        assert_eq!(said(scene, now, CODES), Value::list(&["P0A80", "U0100"]));
    }
    assert!(number(scene, 5 * HOUR, RANGE) > 80_000.0);
    assert!(number(scene, 6 * HOUR, RANGE) < 80_000.0);
    let low = "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow";
    assert_eq!(said(scene, HOUR, low), Value::text("true"));
    let north = number(scene, HOUR, "Vehicle.CurrentLocation.Latitude");
    assert!((60.18..60.21).contains(&north), "{north}");
}

#[test]
fn a_stuck_handle_is_one_body_code() {
    for seconds in [0, 60, HOUR] {
        let Value::List(codes) = said(Scene::StuckDoorHandle, seconds, CODES) else {
            panic!("codes are a list");
        };
        assert!(codes.len() == 1 && codes[0].starts_with('B'), "{codes:?}");
    }
}

#[test]
fn a_day_later_every_scene_still_says_numbers_that_a_car_may_say() {
    for scene in Scene::ALL {
        for seconds in [0, 30, HOUR, 24 * HOUR, 30 * 24 * HOUR] {
            let charge = number(scene, seconds, CHARGE);
            assert!(
                (0.0..=100.0).contains(&charge),
                "{scene:?} {seconds}: {charge}"
            );
            assert!(number(scene, seconds, RANGE) >= 0.0, "{scene:?} {seconds}");
            assert!(number(scene, seconds, VOLTS) > 10.0, "{scene:?} {seconds}");
        }
    }
}

#[test]
fn each_version_says_the_distance_in_its_unit_and_the_codes_at_its_place() {
    let metres = Value::text("91377850");
    let codes = Value::list(&["P0A80"]);
    let table = [
        (Vss::V4, "91377.85", vec!["Vehicle.OBD.DTCList"]),
        (
            Vss::V5,
            "91377.85",
            vec!["Vehicle.Diagnostics.DTCList", "Vehicle.OBD.DTCList"],
        ),
        (Vss::V6, "91377850", vec!["Vehicle.Diagnostics.DTCList"]),
    ];
    for (version, distance, places) in table {
        let leaves = version.leaves();
        let said = version.says(ODOMETER, &metres);
        assert_eq!(
            said,
            [(ODOMETER.to_owned(), Value::text(distance))],
            "{version:?}"
        );
        let said = version.says(CODES, &codes);
        let at: Vec<_> = said.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(at, places, "{version:?}");
        for place in places {
            assert!(
                leaves.iter().any(|l| l.path == place),
                "{version:?} {place}"
            );
        }
    }
}
