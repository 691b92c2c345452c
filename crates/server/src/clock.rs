//! The time, injected: the server reads the system's clock here and nowhere else, a test moves its own,
//! a demonstration may begin on a day of its choice.

use contract::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's.
    System,
    /// A demonstration's: it began at this moment, and runs on since.
    Since(Timestamp, Instant),
    /// A test's, in milliseconds.
    Set(Arc<AtomicI64>),
}

/// Why `--now` is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNow {
    /// Promises of real people are kept by the real time.
    #[error("--now sets the clock of a demonstration: it goes with --demo alone")]
    NoDemo,
    /// It is no instant.
    #[error("--now {0}: a moment is written like 2026-11-23T09:00:00+01:00")]
    NoMoment(String),
}

impl Clock {
    /// The clock to serve with: the system's, unless a demonstration begins at another moment (RFC 3339).
    pub fn chosen(now: Option<&str>, demo: bool) -> Result<Self, BadNow> {
        let Some(text) = now else {
            return Ok(Self::System);
        };
        if !demo {
            return Err(BadNow::NoDemo);
        }
        let moment: jiff::Timestamp = text
            .parse()
            .map_err(|_| BadNow::NoMoment(text.to_owned()))?;
        Ok(Self::Since(
            Timestamp(moment.as_millisecond()),
            Instant::now(),
        ))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Since(Timestamp(begun), at) => {
                let passed = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
                Timestamp(begun.saturating_add(passed))
            }
            Self::Set(at) => Timestamp(at.load(Ordering::Relaxed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// 2026-11-23T08:00:00Z.
    const NINE_IN_OSLO: Timestamp = Timestamp(1_795_420_800_000);

    #[test]
    fn a_demonstration_begins_at_its_moment_and_goes_on_from_there() {
        let clock = Clock::chosen(Some("2026-11-23T09:00:00+01:00"), true);
        let now = clock.expect("a moment").now();
        assert!(now >= NINE_IN_OSLO, "{now:?}");
        assert!(now < NINE_IN_OSLO.plus_minutes(5), "{now:?}");

        let begun = Instant::now().checked_sub(Duration::from_secs(120));
        let clock = Clock::Since(NINE_IN_OSLO, begun.expect("an uptime of two minutes"));
        assert!(clock.now() >= NINE_IN_OSLO.plus_minutes(2));
    }

    #[test]
    fn the_clock_of_others_is_the_systems() {
        assert!(matches!(Clock::chosen(None, false), Ok(Clock::System)));
        assert!(matches!(Clock::chosen(None, true), Ok(Clock::System)));
        let refused = Clock::chosen(Some("2026-11-23T09:00:00+01:00"), false);
        assert_eq!(refused.err(), Some(BadNow::NoDemo));
    }

    #[test]
    fn what_is_no_moment_is_refused_in_its_own_words() {
        for text in ["", "today", "2026-11-23", "2026-11-23T09:00:00", "25:00"] {
            let refused = Clock::chosen(Some(text), true);
            assert_eq!(refused.err(), Some(BadNow::NoMoment(text.into())), "{text}");
        }
    }
}
