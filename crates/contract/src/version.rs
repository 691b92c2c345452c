//! Releases overlap and outboxes wait: the server takes every contract version of the last 90 days.

use crate::time::Timestamp;

/// The version this build speaks.
pub const CONTRACT: u32 = 1;

/// How long a version is taken after the next one came, in days.
pub const OVERLAP_DAYS: i64 = 90;

/// Each version with the instant it was superseded; `None` for the one in force. Add a row and
/// close the one before whenever a body changes its meaning.
const SUPERSEDED: [(u32, Option<Timestamp>); 1] = [(CONTRACT, None)];

/// What the server says of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// Taken.
    Yes,
    /// Superseded for more than [`OVERLAP_DAYS`].
    TooOld,
    /// Newer than this server, or never there.
    Unknown,
}

/// Whether a command of this version is still taken.
pub fn accepted(version: u32, now: Timestamp) -> Accepted {
    accepted_of(&SUPERSEDED, version, now)
}

fn accepted_of(table: &[(u32, Option<Timestamp>)], version: u32, now: Timestamp) -> Accepted {
    let oldest = table.iter().map(|(v, _)| *v).min().unwrap_or(CONTRACT);
    match table.iter().find(|(v, _)| *v == version) {
        Some((_, None)) => Accepted::Yes,
        Some((_, Some(since))) if now <= since.plus_minutes(OVERLAP_DAYS * 24 * 60) => {
            Accepted::Yes
        }
        Some(_) => Accepted::TooOld,
        None if version < oldest => Accepted::TooOld,
        None => Accepted::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_taken_for_ninety_days_after_the_next_one() {
        let day = |n: i64| Timestamp(n * 86_400_000);
        let table = [(1, Some(day(0))), (2, Some(day(100))), (3, None)];
        let at = |version, days| accepted_of(&table, version, day(days));
        assert_eq!(at(1, 90), Accepted::Yes);
        assert_eq!(at(1, 91), Accepted::TooOld);
        assert_eq!(at(2, 150), Accepted::Yes);
        assert_eq!(at(3, 5000), Accepted::Yes);
        assert_eq!(at(0, 0), Accepted::TooOld);
        assert_eq!(at(4, 0), Accepted::Unknown);
    }
}
