//! What the maker decides and the rules obey: times, limits, what a reward is worth.

use crate::refusal::{fault, too_far};
use contract::id::CentreId;
use contract::money::Money;
use contract::person::Staff;
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;

pub use contract::settings::Terms;

/// A term: its name on the wire, its value, the least and the most it may be.
type Range = (&'static str, fn(&Terms) -> i64, i64, i64);

/// What each term may be. Only climbing and cooling may be 0, at once: any other time would be over
/// before anybody could act, and a limit of 0 would take a right away.
const RANGES: [Range; 10] = [
    ("first_answer_minutes", |t| t.first_answer_minutes, 1, WEEK),
    ("urgent_answer_minutes", |t| t.urgent_answer_minutes, 1, DAY),
    (
        "promise_climb_minutes",
        |t| t.promise_climb_minutes,
        0,
        WEEK,
    ),
    (
        "dispute_answer_minutes",
        |t| t.dispute_answer_minutes,
        1,
        WEEK,
    ),
    (
        "dispute_cooldown_minutes",
        |t| t.dispute_cooldown_minutes,
        0,
        4 * WEEK,
    ),
    (
        "disputes_per_day",
        |t| i64::from(t.disputes_per_day),
        1,
        100,
    ),
    (
        "messages_per_day",
        |t| i64::from(t.messages_per_day),
        10,
        1000,
    ),
    ("reopen_days", |t| t.reopen_days, 1, 365),
    (
        "reopen_answer_minutes",
        |t| t.reopen_answer_minutes,
        1,
        WEEK,
    ),
    ("reward_days", |t| t.reward_days, 30, 3650),
];
const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;

/// Every term that is out of its range, with a pointer from `root` and the end of the range that was
/// passed.
pub fn check(terms: &Terms, root: &str) -> Vec<FieldError> {
    let of = |(name, value, least, most): &Range| {
        let value = value(terms);
        let (code, limit) = match () {
            () if value < *least => (Fault::TooFew, *least),
            () if value > *most => (Fault::TooMany, *most),
            () => return None,
        };
        Some(fault(
            format!("{root}/{name}"),
            code,
            u32::try_from(limit).ok(),
        ))
    };
    RANGES.iter().filter_map(of).collect()
}

/// The least and the most of one of the terms, by its name on the wire.
pub fn range(name: &str) -> Option<(i64, i64)> {
    let mut all = RANGES.iter();
    all.find(|(n, ..)| *n == name).map(|r| (r.2, r.3))
}

/// The names of the terms that differ, as they are on the wire.
pub fn differing(a: &Terms, b: &Terms) -> Vec<String> {
    let differ = |(_, value, ..): &&Range| value(a) != value(b);
    RANGES
        .iter()
        .filter(differ)
        .map(|(name, ..)| (*name).to_owned())
        .collect()
}

/// Furthest somebody's return may be away, in minutes: a year.
const FURTHEST_RETURN: i64 = 366 * DAY;

/// When somebody who is away is back: later than now, and not too late to be meant.
pub fn absence(until: Timestamp, now: Timestamp, pointer: &str) -> Result<(), FieldError> {
    if until <= now {
        Err(fault(pointer, Fault::Past, None))
    } else if until > now.plus_minutes(FURTHEST_RETURN) {
        Err(too_far(pointer, FURTHEST_RETURN))
    } else {
        Ok(())
    }
}

/// A centre, as far as the rules look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreTerms {
    /// Which.
    pub id: CentreId,
    /// The managers' contacts are given at its intakes: the pilot switch.
    pub contacts: bool,
    /// Who may have a case there.
    pub staff: Vec<Staff>,
    /// What the reward is worth there, in the currency of the place.
    pub discount: Money,
}
