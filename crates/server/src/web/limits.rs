//! How fast a stranger may knock: a token bucket for each person's commands, and for each address's
//! sign-ins and cars that ask to be paired.

use super::client::Client;
use super::problem::Refuse;
use crate::config::Limits;
use contract::id::PersonId;
use contract::problem::Kind;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// The buckets.
pub struct Buckets {
    commands: DefaultKeyedRateLimiter<PersonId>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    pairings: DefaultKeyedRateLimiter<IpAddr>,
}

impl Buckets {
    /// As configured.
    pub fn new(limits: &Limits) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let per_second = at_least_one(limits.commands_per_second);
        let burst = at_least_one(limits.commands_per_second.saturating_mul(10));
        Self {
            commands: RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)),
            sign_ins: RateLimiter::keyed(Quota::per_minute(at_least_one(
                limits.sign_ins_per_minute,
            ))),
            pairings: RateLimiter::keyed(Quota::per_minute(at_least_one(
                limits.pairings_per_minute,
            ))),
        }
    }

    /// One more command of this person.
    pub fn command(&self, person: &PersonId) -> Result<(), Refuse> {
        self.commands
            .check_key(person)
            .map_err(|_| Refuse::because(Kind::TooManyRequests))
    }

    /// One more sign-in from this address. Addresses that have gone quiet are forgotten.
    pub fn sign_in(&self, client: &Client) -> Result<(), Refuse> {
        knock(&self.sign_ins, client)
    }

    /// One more car that asks to be paired from this address, or one more code that nobody has.
    pub fn pairing(&self, client: &Client) -> Result<(), Refuse> {
        knock(&self.pairings, client)
    }
}

fn knock(bucket: &DefaultKeyedRateLimiter<IpAddr>, client: &Client) -> Result<(), Refuse> {
    if bucket.len() > 10_000 {
        bucket.retain_recent();
    }
    bucket
        .check_key(&client.0)
        .map_err(|_| Refuse::because(Kind::TooManyRequests))
}
