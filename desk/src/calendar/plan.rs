//! Days, hours and the places in them. Pure: times come in.

use contract::appointment::VisitKind;
use contract::case::CaseSummary;
use contract::id::CentreId;
use contract::settings::OpenDay;
use contract::time::Timestamp;

/// How many days are shown, today's among them.
pub const DAYS: i64 = 14;
/// An hour, in minutes: the grain in which places are shown.
const HOUR: i64 = 60;

/// A day of the centre's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its midnight.
    pub from: Timestamp,
    /// The next one's.
    pub to: Timestamp,
}

impl Day {
    /// Whether an instant lies in it.
    pub fn has(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// How many whole hours after its midnight an instant is.
    pub fn hour(self, at: Timestamp) -> i64 {
        self.from.minutes_until(at) / HOUR
    }
}

/// An hour of an opening, or what is left of one before the centre closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hour {
    /// When it begins.
    pub from: Timestamp,
    /// How many more cars can be taken in it.
    pub free: u32,
}

/// The visits of a centre from an instant on, the earliest first.
pub fn visits(rows: &[CaseSummary], centre: &CentreId, from: Timestamp) -> Vec<CaseSummary> {
    let here = |r: &&CaseSummary| r.centre == *centre && r.visit.is_some_and(|at| from <= at);
    let mut found: Vec<CaseSummary> = rows.iter().filter(here).cloned().collect();
    found.sort_by(|a, b| (a.visit, &a.id).cmp(&(b.visit, &b.id)));
    found
}

/// Whether a visit begins while the centre is open; those that the desk makes need not.
pub fn is_open(openings: &[OpenDay], at: Timestamp) -> bool {
    openings.iter().any(|o| o.opens <= at && at < o.closes)
}

/// The hours of an opening that are not over, with the places free in each.
pub fn hours(bays: u32, opening: OpenDay, visits: &[CaseSummary], now: Timestamp) -> Vec<Hour> {
    let spans: Vec<_> = visits.iter().filter_map(stay).collect();
    let mut hours = Vec::new();
    let mut from = opening.opens;
    while from < opening.closes {
        let to = from.plus_minutes(HOUR).min(opening.closes);
        if now < to {
            let free = bays.saturating_sub(most(&spans, from, to));
            hours.push(Hour { from, free });
        }
        from = to;
    }
    hours
}

/// From when to when a car takes a place. Nothing of a car that is looked at elsewhere.
fn stay(visit: &CaseSummary) -> Option<(Timestamp, Timestamp)> {
    let away = matches!(
        visit.visit_kind,
        Some(VisitKind::Mobile | VisitKind::Remote)
    );
    let from = visit.visit.filter(|_| !away)?;
    let minutes = visit.visit_minutes.map_or(HOUR, i64::from);
    Some((from, from.plus_minutes(minutes)))
}

/// The most cars that are there at once. Two that follow one another take one place.
fn most(spans: &[(Timestamp, Timestamp)], from: Timestamp, to: Timestamp) -> u32 {
    let begun = spans.iter().map(|(begins, _)| *begins);
    let moments = begun.filter(|at| from < *at && *at < to).chain([from]);
    let at_once = |at: Timestamp| spans.iter().filter(|(a, b)| *a <= at && at < *b).count();
    moments.map(at_once).max().unwrap_or_default() as u32
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::inbox::order::tests::row;
    use contract::case::Stage;

    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp(0).plus_minutes(hour * 60 + minute)
    }

    fn visit(id: &str, from: Timestamp, minutes: u32, kind: VisitKind) -> CaseSummary {
        CaseSummary {
            visit: Some(from),
            visit_kind: Some(kind),
            visit_minutes: Some(minutes),
            ..row(id, Stage::Accepted, 0, None)
        }
    }

    #[test]
    fn a_place_is_taken_by_a_car_that_is_there_and_only_while_it_is() {
        let opening = OpenDay {
            opens: at(8, 0),
            closes: at(12, 30),
        };
        let booked = [
            // One after the other in the same place.
            visit("a", at(8, 0), 30, VisitKind::Centre),
            visit("b", at(8, 30), 30, VisitKind::PickUp),
            // Over two hours, and another one beside it.
            visit("c", at(9, 30), 60, VisitKind::Centre),
            visit("d", at(10, 0), 60, VisitKind::Centre),
            // Nobody is at the centre.
            visit("e", at(9, 0), 120, VisitKind::Mobile),
            visit("f", at(9, 0), 30, VisitKind::Remote),
        ];
        let free = |now| {
            let hours = hours(2, opening, &booked, now);
            hours.iter().map(|h| h.free).collect::<Vec<_>>()
        };
        assert_eq!(free(at(0, 0)), [1, 1, 0, 2, 2]);
        // What is over is nobody's to give.
        assert_eq!(free(at(9, 15)), [1, 0, 2, 2]);
        assert!(free(at(12, 30)).is_empty());
        let more = hours(1, opening, &booked, at(0, 0));
        assert_eq!(more[2].free, 0, "more cars than places leave none");
    }

    #[test]
    fn the_calendar_has_the_visits_of_its_centre_in_order_from_today_on() {
        let elsewhere = CaseSummary {
            centre: CentreId::parse("other").expect("an id"),
            ..visit("x", at(9, 0), 60, VisitKind::Centre)
        };
        let rows = [
            visit("late", at(20, 0), 60, VisitKind::Centre),
            elsewhere,
            visit("gone", at(7, 0), 60, VisitKind::Centre),
            visit("soon", at(9, 0), 60, VisitKind::Remote),
            row("none", Stage::Accepted, 0, None),
        ];
        let centre = CentreId::parse("c").expect("an id");
        let found = visits(&rows, &centre, at(8, 0));
        let ids: Vec<&str> = found.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["soon", "late"]);
        let opening = [OpenDay {
            opens: at(8, 0),
            closes: at(18, 0),
        }];
        assert!(is_open(&opening, at(8, 0)) && !is_open(&opening, at(18, 0)));
    }
}
