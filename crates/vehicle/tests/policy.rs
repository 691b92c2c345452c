//! The drive policy's table: every cell of gear, speed, parking brake, power state, link, source and host.

use contract::command::DriveState::{self, Idling, Moving, Parked, Unknown};
use vehicle::drive::{Evidence, FRESH, state};
use vehicle::signal::{Gear, Power, Without};

const SILENT: Without = Without::Silent;

/// A car that speaks, on a link that lives.
fn awake() -> Evidence {
    Evidence {
        link: Some(0),
        source: Some(0),
        moving: Err(SILENT),
        power: Ok(Power::On),
        ..Evidence::NONE
    }
}

/// Gear, speed and parking brake, with fresh evidence of all of them.
#[test]
fn every_cell_of_gear_speed_and_brake() {
    use Gear::{Forward, Neutral, Park, Reverse};
    let brakes = [Ok(true), Ok(false), Err(SILENT)];
    //                gear          speed        brake on, off, silent
    let table: [(_, Result<f64, Without>, [DriveState; 3]); 15] = [
        (Ok(Park), Ok(0.0), [Parked, Parked, Parked]),
        (Ok(Park), Ok(0.1), [Moving, Moving, Moving]),
        (Ok(Park), Err(SILENT), [Parked, Parked, Parked]),
        (Ok(Neutral), Ok(0.0), [Parked, Idling, Idling]),
        (Ok(Neutral), Ok(0.1), [Moving, Moving, Moving]),
        (Ok(Neutral), Err(SILENT), [Unknown, Unknown, Unknown]),
        (Ok(Forward), Ok(0.0), [Idling, Idling, Idling]),
        (Ok(Forward), Ok(90.0), [Moving, Moving, Moving]),
        (Ok(Forward), Err(SILENT), [Unknown, Unknown, Unknown]),
        (Ok(Reverse), Ok(0.0), [Idling, Idling, Idling]),
        (Ok(Reverse), Ok(3.0), [Moving, Moving, Moving]),
        (Ok(Reverse), Err(SILENT), [Unknown, Unknown, Unknown]),
        (Err(SILENT), Ok(0.0), [Idling, Idling, Idling]),
        (Err(SILENT), Ok(0.1), [Moving, Moving, Moving]),
        (Err(SILENT), Err(SILENT), [Unknown, Unknown, Unknown]),
    ];
    for (gear, speed, wanted) in table {
        for (brake, wanted) in brakes.into_iter().zip(wanted) {
            let e = Evidence {
                gear,
                speed,
                brake,
                ..awake()
            };
            assert_eq!(state(&e), wanted, "{e:?}");
            let rolling = Evidence {
                moving: Ok(true),
                ..e
            };
            assert_eq!(state(&rolling), Moving, "its own word for it: {rolling:?}");
            let restricted = Evidence {
                restricted: true,
                ..e
            };
            let wanted = if wanted == Unknown { Unknown } else { Moving };
            assert_eq!(
                state(&restricted),
                wanted,
                "the host restricts: {restricted:?}"
            );
        }
    }
}

/// Link, source and power state, for a car whose last words were Park and speed 0, and for one that idles.
#[test]
fn every_cell_of_freshness() {
    let parked = Evidence {
        gear: Ok(Gear::Park),
        speed: Ok(0.0),
        ..awake()
    };
    let idling = Evidence {
        gear: Ok(Gear::Forward),
        ..parked
    };
    let (old, fresh, just) = (Some(FRESH + 1), Some(0), Some(FRESH));
    let powers = [
        Ok(Power::Off),
        Ok(Power::On),
        Ok(Power::Undefined),
        Err(SILENT),
    ];
    //       link   source  changes only    parked: off, on, undefined, silent       idling
    let table: [(_, _, bool, [DriveState; 4], DriveState); 12] = [
        (
            fresh,
            fresh,
            false,
            [Parked, Parked, Parked, Parked],
            Idling,
        ),
        (just, just, false, [Parked, Parked, Parked, Parked], Idling),
        (
            fresh,
            old,
            false,
            [Parked, Unknown, Unknown, Unknown],
            Unknown,
        ),
        (
            fresh,
            None,
            false,
            [Parked, Unknown, Unknown, Unknown],
            Unknown,
        ),
        (fresh, old, true, [Parked, Parked, Parked, Parked], Idling),
        (fresh, None, true, [Parked, Parked, Parked, Parked], Idling),
        (old, fresh, false, [Unknown; 4], Unknown),
        (old, fresh, true, [Unknown; 4], Unknown),
        (old, old, false, [Unknown; 4], Unknown),
        (None, fresh, false, [Unknown; 4], Unknown),
        (None, None, false, [Unknown; 4], Unknown),
        (None, None, true, [Unknown; 4], Unknown),
    ];
    for (link, source, changes_only, wanted, still) in table {
        for (power, wanted) in powers.into_iter().zip(wanted) {
            let e = Evidence {
                link,
                source,
                changes_only,
                power,
                ..parked
            };
            assert_eq!(state(&e), wanted, "{e:?}");
            let e = Evidence {
                link,
                source,
                changes_only,
                power,
                ..idling
            };
            assert_eq!(state(&e), still, "nobody sleeps in gear: {e:?}");
        }
    }
}

#[test]
fn a_sensor_that_talks_nonsense_locks() {
    let parked = Evidence {
        gear: Ok(Gear::Park),
        speed: Ok(0.0),
        brake: Ok(true),
        moving: Ok(false),
        ..awake()
    };
    assert_eq!(state(&parked), Parked);
    let bad = Without::Nonsense;
    let table = [
        Evidence {
            gear: Err(bad),
            ..parked
        },
        Evidence {
            speed: Err(bad),
            ..parked
        },
        Evidence {
            moving: Err(bad),
            ..parked
        },
        Evidence {
            brake: Err(bad),
            ..parked
        },
        Evidence {
            power: Err(bad),
            ..parked
        },
    ];
    for e in table {
        assert_eq!(state(&e), Unknown, "{e:?}");
    }
}
