//! Urgent by rule: a parked car that loses its charge will soon be a car that cannot be moved.

use contract::vehicle::Signal;

/// VSS 6.0, in metres.
const RANGE: &str = "Vehicle.Powertrain.Range";
/// VSS 6.0; 126 is park.
const GEAR: &str = "Vehicle.Powertrain.Transmission.SelectedGear";
/// VSS 6.0, in km/h.
const SPEED: &str = "Vehicle.Speed";
/// At most this many metres left.
const LEFT: f64 = 80_000.0;

/// Whether these signals make a case urgent: parked, at most 80 km left, and falling.
pub fn urgent(signals: &[Signal]) -> bool {
    let ranges = readings(signals, RANGE);
    let falling = match (ranges.first(), ranges.last()) {
        (Some(first), Some(last)) => *last <= LEFT && last < first,
        _ => false,
    };
    falling && parked(signals)
}

fn parked(signals: &[Signal]) -> bool {
    match readings(signals, GEAR).last() {
        Some(gear) => *gear == 126.0,
        None => readings(signals, SPEED).last() == Some(&0.0),
    }
}

/// The readings of a path that are numbers, oldest first.
fn readings(signals: &[Signal], path: &str) -> Vec<f64> {
    let mut found: Vec<_> = signals.iter().filter(|s| s.path == path).collect();
    found.sort_by_key(|s| s.at);
    found
        .iter()
        .filter_map(|s| s.value.trim().parse().ok())
        .filter(|v: &f64| v.is_finite())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::time::Timestamp;

    #[test]
    fn parked_with_at_most_80_km_left_and_falling_is_urgent() {
        let table: &[(&[&str], &[&str], &str, bool)] = &[
            (&["126"], &["112000", "80000"], "falls to 80 km", true),
            (&["126"], &["112000", "80001"], "falls, a metre more", false),
            (
                &["126"],
                &["80000"],
                "one reading tells no direction",
                false,
            ),
            (&["126"], &["60000", "80000"], "charging", false),
            (&["126"], &["70000", "70000"], "steady", false),
            (&["127"], &["112000", "70000"], "driving", false),
            (&["127", "126"], &["112000", "70000"], "parked by now", true),
            (
                &["126"],
                &["112000", "Data-not-available"],
                "not a number",
                false,
            ),
            (&["126"], &["NaN", "70000"], "no number to fall from", false),
            (
                &[],
                &["112000", "70000"],
                "nobody knows whether it is parked",
                false,
            ),
        ];
        for (gears, ranges, name, expected) in table {
            let of = |path: &str, values: &[&str]| -> Vec<Signal> {
                let at = |(i, value): (usize, &&str)| Signal {
                    path: path.into(),
                    value: (*value).into(),
                    at: Timestamp(i as i64),
                };
                values.iter().enumerate().map(at).collect()
            };
            let mut signals = of(GEAR, gears);
            // As they come over the air: in no order.
            signals.extend(of(RANGE, ranges).into_iter().rev());
            assert_eq!(urgent(&signals), *expected, "{name}");
        }
    }
}
