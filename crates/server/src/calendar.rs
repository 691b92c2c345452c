//! When a centre can take a car: its opening hours in its own zone, less what is booked.

use crate::config::{CentreConfig, Hours, Visit};
use casework::Slot;
use contract::appointment::{Offer, VisitKind};
use contract::id::CentreId;
use contract::money::Money;
use contract::settings::OpenDay;
use contract::time::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use std::collections::HashMap;

/// How far ahead visits are offered, in days.
const AHEAD: i32 = 14;
/// Shortest time between taking a visit and its start, in minutes.
const LEAD: i64 = 30;
/// Longest visit, in minutes; so long ago one may have begun that is not over.
pub const LONGEST: i64 = 480;
/// A visit that its centre does not make any more is taken to be so long, in minutes.
const USUAL: u32 = 60;
/// Kilometres within which another centre is in reach.
pub const REACH_KM: f64 = 80.0;

/// Visits that are booked, by centre, the earliest first.
pub type Booked = HashMap<CentreId, Vec<(Timestamp, VisitKind)>>;

/// When a centre opens, and when it closes, by its own clock.
type Opening = (DateTime, DateTime);

/// Opening and closing time, if the hours are hours.
pub fn times(hours: &Hours) -> Option<(Time, Time)> {
    let days = !hours.days.is_empty() && hours.days.iter().all(|d| (1..=7).contains(d));
    let (from, to) = (hours.from.parse().ok()?, hours.to.parse().ok()?);
    (days && from < to).then_some((from, to))
}

/// When a centre opens and closes by its own clock, from today on; and its zone.
fn open_days(config: &CentreConfig, now: Timestamp) -> Option<(TimeZone, Vec<Opening>)> {
    let zone = TimeZone::get(config.centre.zone.as_str()).ok()?;
    let today = jiff::Timestamp::from_millisecond(now.0).ok()?;
    let today = today.to_zoned(zone.clone()).date();
    let days = (0..=AHEAD).filter_map(|ahead| today.checked_add(Span::new().days(ahead)).ok());
    let openings = days.flat_map(|day| {
        let weekday = day.weekday().to_monday_one_offset() as u8;
        let hours = config
            .hours
            .iter()
            .filter(move |h| h.days.contains(&weekday));
        let times = hours.filter_map(times);
        times.map(move |(from, to)| (day.to_datetime(from), day.to_datetime(to)))
    });
    let openings = openings.collect();
    Some((zone, openings))
}

/// What a clock on the wall shows, as an instant. Of an hour that the clock skips in spring, the next one.
fn instant(zone: &TimeZone, at: DateTime) -> Option<Timestamp> {
    let at = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    Some(Timestamp(at.as_millisecond()))
}

/// When a centre is open today and in the days ahead, the earliest first, but for what is over at `now`.
pub fn openings(config: &CentreConfig, now: Timestamp) -> Vec<OpenDay> {
    let Some((zone, days)) = open_days(config, now) else {
        return Vec::new();
    };
    let span = |(from, to)| {
        let (opens, closes) = (instant(&zone, from)?, instant(&zone, to)?);
        (now < closes).then_some(OpenDay { opens, closes })
    };
    let mut openings: Vec<OpenDay> = days.into_iter().filter_map(span).collect();
    openings.sort_by_key(|o| o.opens);
    openings
}

/// When a centre is open next; `now` while it is, `None` when it never is.
pub fn opens(config: &CentreConfig, now: Timestamp) -> Option<Timestamp> {
    openings(config, now).first().map(|o| o.opens.max(now))
}

/// All visits of a centre in the days ahead, full ones too. Each kind has slots of its own length
/// that begin when the centre opens.
pub fn slots(config: &CentreConfig, now: Timestamp, booked: &Booked) -> Vec<Slot> {
    let Some((zone, days)) = open_days(config, now) else {
        return Vec::new();
    };
    let booked = booked.get(&config.centre.id);
    let booked = booked.map(Vec::as_slice).unwrap_or_default();
    let mut slots = Vec::new();
    for (from, to) in days {
        for visit in &config.visits {
            let length = i64::from(visit.minutes).minutes();
            let mut at = from;
            while let Ok(end) = at.checked_add(length)
                && end <= to
            {
                let starts = instant(&zone, at).filter(|s| *s >= now.plus_minutes(LEAD));
                slots.extend(starts.map(|starts| slot(config, visit, starts, booked)));
                at = end;
            }
        }
    }
    slots
}

fn slot(
    config: &CentreConfig,
    visit: &Visit,
    starts: Timestamp,
    booked: &[(Timestamp, VisitKind)],
) -> Slot {
    Slot {
        free: taken(config, visit, starts, booked) < config.bays as usize,
        offer: Offer {
            centre: config.centre.id.clone(),
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

/// How many booked visits stand in a visit's way. Where the car takes a place: all that take one while
/// it is there. Elsewhere: those of the same kind that start with it.
fn taken(
    config: &CentreConfig,
    visit: &Visit,
    starts: Timestamp,
    booked: &[(Timestamp, VisitKind)],
) -> usize {
    let minutes = |kind| {
        let made = config.visits.iter().find(|v| v.kind == kind);
        i64::from(made.map_or(USUAL, |v| v.minutes))
    };
    let ends = starts.plus_minutes(i64::from(visit.minutes));
    let over = booked.partition_point(|(at, _)| *at <= starts.plus_minutes(-LONGEST));
    let near = booked[over..].iter().take_while(|(at, _)| *at < ends);
    let stands = |(at, kind): &&(Timestamp, VisitKind)| match visit.kind.takes_a_place() {
        true => kind.takes_a_place() && starts < at.plus_minutes(minutes(*kind)),
        false => *kind == visit.kind && *at == starts,
    };
    near.filter(stands).count()
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
            let all = vec![(first.starts, VisitKind::Centre); taken as usize];
            Booked::from([(oslo.centre.id.clone(), all)])
        };
        assert!(visits(&of(oslo.bays - 1))[0].free);
        assert!(!visits(&of(oslo.bays))[0].free);
        assert!(visits(&of(oslo.bays))[1].free);
    }

    #[test]
    fn a_place_is_taken_by_every_car_that_is_there_and_by_no_other() {
        use VisitKind::{Centre, Mobile, PickUp, Remote};
        let mut oslo = Config::demo().expect("demo").centres.remove(1);
        // Two bays; a car that is fetched is there for an hour and a half.
        let fetched = oslo.visits.iter_mut().find(|v| v.kind == PickUp);
        fetched.expect("there").minutes = 90;
        let eight = Timestamp(1_795_417_200_000);
        let at = |minutes: i64, kind| (eight.plus_minutes(minutes), kind);
        // On Monday: by kind, the minutes after eight at which a visit is not to be had.
        let full = |booked: &[(Timestamp, VisitKind)], kind| -> Vec<i64> {
            let booked = Booked::from([(oslo.centre.id.clone(), booked.to_vec())]);
            let all = slots(&oslo, eight.plus_minutes(-60), &booked).into_iter();
            let full = all.filter(|s| s.offer.kind == kind && !s.free);
            full.map(|s| eight.minutes_until(s.offer.starts)).collect()
        };
        // From half past nine to eleven, and from ten to eleven.
        let two = [at(90, PickUp), at(120, Centre)];
        assert_eq!(full(&two, Centre), [120]);
        assert_eq!(full(&two, PickUp), [90]);
        assert!(full(&two[..1], Centre).is_empty());
        // Who drives to a car takes no place, and somebody else's drive only at its own start.
        let away = [at(0, Mobile), at(0, Remote), at(0, Mobile), at(0, Remote)];
        assert!(full(&away, Centre).is_empty());
        assert_eq!(full(&away, Mobile), [0]);
        assert_eq!(full(&away, Remote), [0]);
        let cars = [at(0, Centre), at(0, PickUp), at(0, Centre)];
        assert!(full(&cars, Mobile).is_empty());
        // One that began before the centre opened, or that the centre makes no more, counts as well.
        let early = [at(-30, PickUp), at(-30, PickUp)];
        assert_eq!(full(&early, Centre), [0]);
        oslo.visits.retain(|v| v.kind != PickUp);
        let gone = [at(30, PickUp), at(30, PickUp)];
        let booked = Booked::from([(oslo.centre.id.clone(), gone.to_vec())]);
        let all = slots(&oslo, eight.plus_minutes(-60), &booked);
        assert_eq!(all.iter().filter(|s| !s.free).count(), 2);
    }
}
