//! When a centre can take a car: its opening hours in its own zone, less what is booked.

use crate::config::{CentreConfig, Hours};
use casework::Slot;
use contract::appointment::{Offer, VisitKind};
use contract::id::CentreId;
use contract::money::Money;
use contract::settings::OpenDay;
use contract::time::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use std::collections::HashMap;

/// How far ahead visits are offered, in days.
const AHEAD: i32 = 14;
/// Shortest time between taking a visit and its start, in minutes.
const LEAD: i64 = 30;
/// Kilometres within which another centre is in reach.
pub const REACH_KM: f64 = 80.0;

/// How many visits are booked, by centre, kind and start.
pub type Booked = HashMap<(CentreId, VisitKind, Timestamp), u32>;

/// Opening and closing time, if the hours are hours.
pub fn times(hours: &Hours) -> Option<(Time, Time)> {
    let days = !hours.days.is_empty() && hours.days.iter().all(|d| (1..=7).contains(d));
    let (from, to) = (hours.from.parse().ok()?, hours.to.parse().ok()?);
    (days && from < to).then_some((from, to))
}

/// When a centre is open today and in the days ahead, the earliest first, but for what is over at `now`.
pub fn openings(config: &CentreConfig, now: Timestamp) -> Vec<OpenDay> {
    let Ok(zone) = TimeZone::get(config.centre.zone.as_str()) else {
        return Vec::new();
    };
    let Ok(today) = jiff::Timestamp::from_millisecond(now.0) else {
        return Vec::new();
    };
    let today = today.to_zoned(zone.clone()).date();
    let instant = |at| {
        let at = zone.to_ambiguous_timestamp(at).compatible().ok()?;
        Some(Timestamp(at.as_millisecond()))
    };
    let mut openings = Vec::new();
    for ahead in 0..=AHEAD {
        let Ok(day) = today.checked_add(Span::new().days(ahead)) else {
            continue;
        };
        let weekday = day.weekday().to_monday_one_offset() as u8;
        let hours = config.hours.iter().filter(|h| h.days.contains(&weekday));
        openings.extend(hours.filter_map(times).filter_map(|(from, to)| {
            let opens = instant(day.to_datetime(from))?;
            let closes = instant(day.to_datetime(to))?;
            (now < closes).then_some(OpenDay { opens, closes })
        }));
    }
    openings.sort_by_key(|o| o.opens);
    openings
}

/// When a centre is open next; `now` while it is, `None` when it never is.
pub fn opens(config: &CentreConfig, now: Timestamp) -> Option<Timestamp> {
    openings(config, now).first().map(|o| o.opens.max(now))
}

/// All visits of a centre in the days ahead, full ones too. Each kind has slots of its own length
/// that begin when the centre opens; a centre takes as many cars at a time as it has bays.
pub fn slots(config: &CentreConfig, now: Timestamp, booked: &Booked) -> Vec<Slot> {
    let Ok(zone) = TimeZone::get(config.centre.zone.as_str()) else {
        return Vec::new();
    };
    let Ok(today) = jiff::Timestamp::from_millisecond(now.0).map(|t| t.to_zoned(zone.clone()))
    else {
        return Vec::new();
    };
    let mut slots = Vec::new();
    for ahead in 0..=AHEAD {
        let Ok(day) = today.date().checked_add(Span::new().days(ahead)) else {
            continue;
        };
        let weekday = day.weekday().to_monday_one_offset();
        let open = config
            .hours
            .iter()
            .filter(|h| h.days.contains(&(weekday as u8)));
        for (from, to) in open.filter_map(times) {
            for visit in &config.visits {
                let length = i64::from(visit.minutes).minutes();
                let mut at = day.to_datetime(from);
                while let Ok(end) = at.checked_add(length)
                    && end <= day.to_datetime(to)
                {
                    // An hour that the clock skips in spring is not offered.
                    let starts = zone.to_ambiguous_timestamp(at).compatible();
                    if let Ok(starts) = starts {
                        let starts = Timestamp(starts.as_millisecond());
                        if starts >= now.plus_minutes(LEAD) {
                            slots.push(slot(config, visit, starts, booked));
                        }
                    }
                    at = end;
                }
            }
        }
    }
    slots
}

fn slot(
    config: &CentreConfig,
    visit: &crate::config::Visit,
    starts: Timestamp,
    booked: &Booked,
) -> Slot {
    let centre = config.centre.id.clone();
    let taken = booked.get(&(centre.clone(), visit.kind, starts));
    Slot {
        free: taken.copied().unwrap_or_default() < config.bays,
        offer: Offer {
            centre,
            kind: visit.kind,
            starts,
            minutes: visit.minutes,
            price: Money {
                minor: visit.price,
                currency: config.currency,
            },
            loan: visit.loan,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn slots_keep_to_the_centres_clock_its_days_and_its_bays() {
        let config = Config::demo().expect("demo");
        let oslo = &config.centres[1];
        // Friday 2026-11-20, 16:00 in Oslo: 15:00 UTC.
        let now = Timestamp(1_795_186_800_000);
        let visits = |booked: &Booked| -> Vec<Slot> {
            let all = slots(oslo, now, booked);
            all.into_iter()
                .filter(|s| s.offer.kind == VisitKind::Centre)
                .collect()
        };
        // It is open for another hour; over the weekend it is not.
        assert_eq!(opens(oslo, now), Some(now));
        let monday = Timestamp(1_795_417_200_000);
        assert_eq!(opens(oslo, now.plus_minutes(60)), Some(monday));
        let hours = openings(oslo, now);
        // Today, and ten days of two weeks.
        assert_eq!(hours.len(), 11);
        assert_eq!(hours[0].opens, now.plus_minutes(-8 * 60));
        assert_eq!(hours[0].closes, now.plus_minutes(60));
        assert_eq!(hours[1].opens, monday);
        assert_eq!(openings(oslo, hours[0].closes)[0], hours[1], "it is over");
        let first = visits(&Booked::default())[0].offer.clone();
        // Closed over the weekend: Monday at 08:00 in Oslo.
        assert_eq!(first.starts, monday);
        let of = |taken| {
            Booked::from([(
                (oslo.centre.id.clone(), VisitKind::Centre, first.starts),
                taken,
            )])
        };
        assert!(visits(&of(oslo.bays - 1))[0].free);
        assert!(!visits(&of(oslo.bays))[0].free);
        assert!(visits(&of(oslo.bays))[1].free);
    }
}
