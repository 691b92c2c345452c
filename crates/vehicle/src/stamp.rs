//! A time as a databroker writes it: ISO 8601, UTC with a trailing Z, a fraction of a second or none.

/// Milliseconds since 1970 of `2026-11-22T10:00:00.123456Z`; None for anything else. Parts of a
/// millisecond are dropped.
pub fn millis(text: &str) -> Option<i64> {
    let text = text.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, thousandths(fraction)?),
        None => (text, 0),
    };
    let (date, time) = whole.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let fits = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        // A leap second is told as the 60th.
        && second <= 60;
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    fits.then_some(seconds * 1000 + fraction)
}

/// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, days_from_civil).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn thousandths(digits: &str) -> Option<i64> {
    let fits = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let padded = format!("{digits:0<3}");
    fits.then(|| padded.get(..3)?.parse().ok()).flatten()
}

fn numbers(text: &str, parted: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(parted);
    let mut found = [0; 3];
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next()?;
        let fits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        *slot = fits.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_both_dialects_write_them() {
        let table = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01T00:00:00.001Z", Some(1)),
            ("2000-02-29T12:00:00.5Z", Some(951_825_600_500)),
            ("2026-11-22T10:00:00.123456789Z", Some(1_795_341_600_123)),
            ("1969-12-31T23:59:59.999Z", Some(-1)),
            ("9999-12-31T23:59:60Z", Some(253_402_300_800_000)),
            ("2026-11-22T10:00:00", None),
            ("2026-11-22T10:00:00+01:00", None),
            ("2026-13-22T10:00:00Z", None),
            ("2026-11-22T24:00:00Z", None),
            ("2026-11-22T10:00:00.Z", None),
            ("2026-11-22T1０:00:00Z", None),
            ("-026-11-22T10:00:00Z", None),
            ("Z", None),
            ("", None),
        ];
        for (text, wanted) in table {
            assert_eq!(millis(text), wanted, "{text}");
        }
    }
}
