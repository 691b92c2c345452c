//! Instants and time zones. Nothing here reads a clock: `now` is always an argument.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This instant, later by `minutes` (earlier when negative); stays at the ends of the range.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Whole minutes from `self` to `later`, rounded down; negative when `later` has passed.
    pub fn minutes_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0).div_euclid(60_000)
    }
}

/// An IANA time zone name (`Europe/Oslo`). Times are shown in the centre's zone, named when the
/// reader is in another. Its shape is checked here, its existence where the configuration is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Zone(String);

/// Why a text is not a zone's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a time zone is named like Europe/Oslo or UTC")]
pub struct BadZone;

impl Zone {
    /// The IANA name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Zone {
    type Error = BadZone;
    fn try_from(name: String) -> Result<Self, BadZone> {
        let fits = (1..=40).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
        if fits { Ok(Self(name)) } else { Err(BadZone) }
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_round_towards_the_past_so_that_a_promise_is_never_flattered() {
        let due = Timestamp(600_000);
        assert_eq!(Timestamp(0).minutes_until(due), 10);
        assert_eq!(Timestamp(1).minutes_until(due), 9);
        assert_eq!(Timestamp(600_001).minutes_until(due), -1);
        assert_eq!(Timestamp(i64::MAX).plus_minutes(5), Timestamp(i64::MAX));
    }
}
