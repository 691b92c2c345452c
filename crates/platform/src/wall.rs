//! What a clock on a centre's wall shows, and the instant such a time means. The zone's offset comes
//! in as a function, so that nothing here asks the browser.

use contract::time::Timestamp;

const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;

/// A time on a wall clock, as `<input type="datetime-local">` writes it, down to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    /// Milliseconds as if the clock stood in UTC.
    shown: i64,
}

impl Wall {
    /// What the clock shows at an instant; `offset` gives minutes east of UTC.
    pub fn at(at: Timestamp, offset: impl Fn(Timestamp) -> i64) -> Self {
        let shown = at.0.saturating_add(offset(at) * MINUTE);
        Self {
            shown: shown.div_euclid(MINUTE) * MINUTE,
        }
    }

    /// The same day (or so many days later) at another time.
    pub fn on_day(self, days: i64, hour: i64, minute: i64) -> Self {
        let day = self.shown.div_euclid(DAY) + days;
        Self {
            shown: day * DAY + (hour * 60 + minute) * MINUTE,
        }
    }

    /// Whether both are on one calendar day.
    pub fn same_day(self, other: Self) -> bool {
        self.shown.div_euclid(DAY) == other.shown.div_euclid(DAY)
    }

    /// The day of the week, from Monday, 0.
    pub fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.shown.div_euclid(DAY) + 3).rem_euclid(7)
    }

    /// The instant meant. A time the clock skips in spring is read an hour later, of a time it shows
    /// twice in autumn the first is taken: the earlier promise is the honest one.
    pub fn instant(self, offset: impl Fn(Timestamp) -> i64) -> Timestamp {
        let read = |offset: i64| Timestamp(self.shown - offset * MINUTE);
        let before = offset(Timestamp(self.shown - DAY));
        let after = offset(Timestamp(self.shown + DAY));
        [before, after]
            .into_iter()
            .map(|o| (o, read(o)))
            .filter(|(o, at)| offset(*at) == *o)
            .map(|(_, at)| at)
            .min()
            .unwrap_or_else(|| read(before))
    }

    /// Reads `2026-11-22T14:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let mut date = date.split('-').map(|n| n.parse::<i64>().ok());
        let (y, m, d) = (date.next()??, date.next()??, date.next()??);
        let mut time = time.split(':').map(|n| n.parse::<i64>().ok());
        let (h, min) = (time.next()??, time.next()??);
        let fits = (1970..10_000).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
        let fits = fits && (0..24).contains(&h) && (0..60).contains(&min);
        fits.then(|| Self {
            shown: days(y, m, d) * DAY + (h * 60 + min) * MINUTE,
        })
    }
}

impl std::fmt::Display for Wall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (y, m, d) = date(self.shown.div_euclid(DAY));
        let minutes = self.shown.rem_euclid(DAY) / MINUTE;
        let (h, min) = (minutes / 60, minutes % 60);
        write!(f, "{y:04}-{m:02}-{d:02}T{h:02}:{min:02}")
    }
}

/// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date so many days after 1970-01-01; the inverse of [`days`].
fn date(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i64::from(m <= 2);
    (y, m, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Berlin in 2026: summer time from 29 March to 25 October, 01:00 UTC.
    fn berlin(at: Timestamp) -> i64 {
        let summer = 1_774_746_000_000..1_792_890_000_000;
        if summer.contains(&at.0) { 120 } else { 60 }
    }

    #[test]
    fn a_wall_clocks_time_is_the_instant_it_means() {
        let cases = [
            ("2026-11-22T14:30", "2026-11-22T14:30", 1_795_354_200_000),
            ("2026-07-01T09:05", "2026-07-01T09:05", 1_782_889_500_000),
            // Skipped in spring: an hour later. Shown twice in autumn: the first.
            ("2026-03-29T02:30", "2026-03-29T03:30", 1_774_747_800_000),
            ("2026-10-25T02:30", "2026-10-25T02:30", 1_792_888_200_000),
            ("2028-02-29T23:59", "2028-02-29T23:59", 1_835_477_940_000),
        ];
        for (typed, shown, instant) in cases {
            let at = Wall::parse(typed).expect(typed).instant(berlin);
            assert_eq!(at, Timestamp(instant), "{typed}");
            assert_eq!(Wall::at(at, berlin).to_string(), shown);
        }
        for bad in [
            "",
            "2026-11-22",
            "2026-13-01T00:00",
            "x-1-1T1:1",
            "2026-01-01T24:00",
        ] {
            assert_eq!(Wall::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_is_the_centres_day() {
        let now = Wall::parse("2026-11-22T23:50").expect("a time");
        assert_eq!(now.on_day(1, 9, 0).to_string(), "2026-11-23T09:00");
        assert!(now.same_day(now.on_day(0, 17, 0)));
        assert!(!now.same_day(now.on_day(1, 0, 0)));
    }
}
