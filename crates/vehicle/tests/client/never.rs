//! The property: no sequence of messages without fresh evidence of Park yields Parked. And: no message makes the
//! client panic, or grow.

use super::script::{Script, V2, event, refused};
use contract::command::DriveState::Parked;
use proptest::prelude::*;
use vehicle::client::Terms;
use vehicle::path::{CURRENT_GEAR, MOVING, PARKING_BRAKE, POWER, SELECTED_GEAR, SPEED};

/// What may happen to a client.
#[derive(Debug, Clone)]
enum Happens {
    /// An event, by its path's own subscription or one that is nobody's.
    Event(usize, usize, i64, bool),
    /// Up to three requests are answered with these values at this time.
    Answers(Vec<(usize, usize, i64)>),
    /// All requests are refused.
    Refusal(u16),
    /// The broker sends this.
    Text(String),
    Passes(u64),
    Breaks,
    Opens(bool),
}

const PATHS: [&str; 6] = [
    SPEED,
    MOVING,
    SELECTED_GEAR,
    CURRENT_GEAR,
    PARKING_BRAKE,
    POWER,
];
/// Values that are right for one path are nonsense for another: both belong here.
const VALUES: [&str; 14] = [
    "0",
    "126",
    "127",
    "-1",
    "3",
    "true",
    "false",
    "LOCK",
    "ON",
    "NaN",
    "1e9",
    "",
    "88.5",
    "UNDEFINED",
];
const PARK: usize = 1;
const ZERO: usize = 0;

fn happens(
    value: impl Strategy<Value = usize> + Clone + 'static,
    at: impl Strategy<Value = i64> + Clone + 'static,
) -> impl Strategy<Value = Happens> {
    let said = (0..PATHS.len(), value.clone(), at.clone());
    prop_oneof![
        6 => (0..PATHS.len(), value, at, any::<bool>()).prop_map(|(p, v, t, o)| Happens::Event(p, v, t, o)),
        6 => prop::collection::vec(said, 1..7).prop_map(Happens::Answers),
        1 => prop_oneof![Just(400), Just(404), Just(503)].prop_map(Happens::Refusal),
        1 => ".{0,60}".prop_map(Happens::Text),
        4 => (1_u64..1500).prop_map(Happens::Passes),
        1 => Just(Happens::Breaks),
        2 => any::<bool>().prop_map(Happens::Opens),
    ]
}

fn run(car: &mut Script, what: &Happens) {
    match what {
        Happens::Event(path, value, at, ours) => {
            let path = PATHS[*path];
            let told = if *ours {
                car.told(path)
            } else {
                "nobody's".into()
            };
            car.hear(&event(&told, path, VALUES[*value], *at));
        }
        Happens::Answers(said) => {
            let said: Vec<_> = said
                .iter()
                .map(|(p, v, t)| (PATHS[*p], VALUES[*v], *t))
                .collect();
            for ask in car.sent() {
                car.answer(&ask, &said);
            }
        }
        Happens::Refusal(number) => {
            for ask in car.sent() {
                car.hear(&refused(&ask.request, *number));
            }
        }
        Happens::Text(text) => car.hear(text),
        Happens::Passes(millis) => car.pass(*millis),
        Happens::Breaks => car.closed(),
        Happens::Opens(v2) => {
            car.pass(20_000);
            car.opened(if *v2 { "VISSv2" } else { "VISSv3" });
        }
    }
}

fn never_parked(terms: Terms, all: &[Happens]) -> Result<(), TestCaseError> {
    let mut car = Script::open(V2, terms);
    for (i, what) in all.iter().enumerate() {
        run(&mut car, what);
        prop_assert_ne!(car.drive(), Parked, "after {} of {:?}", i, all);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is said, as long as nobody says Park, nor neutral with the brake on.
    #[test]
    fn without_park_never_parked(all in prop::collection::vec(happens(2..VALUES.len(), 0..9_000_i64), 1..40), changes_only: bool) {
        never_parked(Terms { changes_only, ..Terms::default() }, &all)?;
    }

    /// Park is said all the time; but the source's own time never moves on, and the car is not asleep.
    #[test]
    fn with_a_dead_source_never_parked(all in prop::collection::vec(happens(prop_oneof![Just(PARK), Just(ZERO), Just(8)], Just(5)), 1..40)) {
        never_parked(Terms::default(), &all)?;
    }

    /// Everything right was said, and then the broker is silent for longer than evidence is fresh.
    #[test]
    fn with_a_silent_broker_never_parked(all in prop::collection::vec(happens(0..VALUES.len(), 0..9_000_i64), 1..40), silent in 2001_u64..9000) {
        let mut car = Script::open(V2, Terms { changes_only: true, ..Terms::default() });
        for what in &all {
            run(&mut car, what);
        }
        car.pass(silent);
        prop_assert_ne!(car.drive(), Parked);
    }

    /// Texts that are nearly messages.
    #[test]
    fn no_message_makes_it_panic(
        texts in prop::collection::vec(nearly(), 1..60),
    ) {
        let mut car = Script::open(V2, Terms::default());
        for text in &texts {
            car.hear(text);
            car.pass(50);
            prop_assert_ne!(car.drive(), Parked);
            prop_assert!(car.done().len() < 50);
        }
    }
}

/// Messages with every part as it should be, missing, or of another kind.
fn nearly() -> impl Strategy<Value = String> {
    let part = || {
        prop_oneof![
            Just("1".to_owned()),
            Just("\"1\"".into()),
            Just("null".into()),
            Just("[]".into()),
            Just("{}".into()),
            Just("-1e999".into()),
            Just(format!(
                "{{\"path\":\"{SPEED}\",\"dp\":{{\"value\":\"0\",\"ts\":\"1970-01-01T00:00:09Z\"}}}}"
            )),
            Just(format!(
                "{{\"path\":\"{SELECTED_GEAR}\",\"dp\":{{\"value\":[126],\"ts\":7}}}}"
            )),
            Just("{\"number\":404}".into()),
            ".{0,12}".prop_map(|text| format!("{text:?}")),
        ]
    };
    let action = prop_oneof![
        Just("get"),
        Just("subscribe"),
        Just("subscription"),
        Just("set")
    ];
    let keys = prop_oneof![
        Just("requestId"),
        Just("subscriptionId"),
        Just("data"),
        Just("error"),
        Just("ts")
    ];
    (action, prop::collection::vec((keys, part()), 0..5)).prop_map(|(action, parts)| {
        let rest: String = parts
            .iter()
            .map(|(key, value)| format!(",\"{key}\":{value}"))
            .collect();
        format!("{{\"action\":\"{action}\"{rest}}}")
    })
}

#[test]
fn the_generator_can_park() {
    // Else the properties above would hold of anything.
    let mut car = Script::open(V2, Terms::default());
    for at in [1, 2] {
        car.pass(500);
        run(
            &mut car,
            &Happens::Answers(vec![(0, ZERO, at), (2, PARK, at)]),
        );
        run(&mut car, &Happens::Event(0, ZERO, at, true));
    }
    for at in 3..6 {
        car.pass(1000);
        run(
            &mut car,
            &Happens::Answers(vec![(0, ZERO, at), (2, PARK, at)]),
        );
    }
    assert_eq!(car.drive(), Parked);
}
