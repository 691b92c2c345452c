//! When a manager can be reached, as far as their hours tell: `8–16` is from 08:00 to 16:00 on working days.

use contract::time::{Timestamp, Zone};
use platform::{intl, wall::Wall};

/// From and to, as a clock shows them; `None` where the hours are told in another way.
pub fn hours(told: &str) -> Option<(String, String)> {
    let (from, to) = told.split_once(['–', '-'])?;
    Some((clock(from)?, clock(to)?))
}

fn clock(told: &str) -> Option<String> {
    let (hour, minute) = told.trim().split_once(':').unwrap_or((told.trim(), "0"));
    let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// Whether it is now within these hours, on a working day; `clock` is what the centre's clock shows.
pub fn within(now: Timestamp, zone: &Zone, clock: &str, from: &str, to: &str) -> bool {
    let weekday = Wall::at(now, |at| intl::offset(at, zone)).weekday();
    weekday < 5 && (from..to).contains(&clock)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn hours_are_read_or_left_as_they_are_told() {
        let both = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(hours("8–16"), both("08:00", "16:00"));
        assert_eq!(hours("8:30 - 17:15"), both("08:30", "17:15"));
        assert_eq!(hours("Mo–Fr 8–16"), None);
        assert_eq!(hours("by arrangement"), None);
        assert_eq!(hours("8–25"), None);
    }

    #[test]
    fn nobody_is_reachable_on_a_sunday() {
        let utc = Zone::try_from("UTC".to_owned()).expect("a zone");
        let at = |millis| within(Timestamp(millis), &utc, "10:00", "08:00", "16:00");
        // 2026-11-20 was a Friday, 2026-11-22 a Sunday.
        assert!(at(1_795_168_800_000));
        assert!(!at(1_795_341_600_000));
        assert!(!within(
            Timestamp(1_795_168_800_000),
            &utc,
            "16:00",
            "08:00",
            "16:00"
        ));
    }
}
