//! What the maker decides and the rules obey: times, limits, what a reward is worth. Configuration;
//! the defaults are the product's.

use contract::id::CentreId;
use contract::money::Money;
use contract::person::Staff;
use serde::Deserialize;

/// Times in minutes and days, limits in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// A report is taken in within this long while its centre is open.
    pub first_answer_minutes: i64,
    /// The same for a report that is urgent, or of a car that is not safe to drive.
    pub urgent_answer_minutes: i64,
    /// A missed promise goes from the local to the regional manager after this long.
    pub promise_climb_minutes: i64,
    /// A manager answers a dispute within this long, or it goes up.
    pub dispute_answer_minutes: i64,
    /// Between two disputes about the same subject of a case.
    pub dispute_cooldown_minutes: i64,
    /// Disputes of a case in 24 hours.
    pub disputes_per_day: u32,
    /// A closed case opens again with one touch for this long.
    pub reopen_days: i64,
    /// After a case is opened again, the next update comes within this long.
    pub reopen_answer_minutes: i64,
    /// A reward's code is taken for this long.
    pub reward_days: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            first_answer_minutes: 120,
            urgent_answer_minutes: 15,
            promise_climb_minutes: 60,
            dispute_answer_minutes: 24 * 60,
            dispute_cooldown_minutes: 24 * 60,
            disputes_per_day: 3,
            reopen_days: 14,
            reopen_answer_minutes: 4 * 60,
            reward_days: 180,
        }
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
