//! The time, injected: the server reads the system's clock here and nowhere else, a test moves its own,
//! a demonstration may begin on a day of its choice.

use contract::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's.
    System,
    /// A demonstration's: the system's, and so many milliseconds ahead of it. A tester puts it forward.
    Ahead(watch::Sender<i64>),
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
    /// The clock to serve with: the system's; a demonstration's can be moved, and may begin at another moment
    /// (RFC 3339).
    ///
    /// # Errors
    /// A moment without a demonstration, or one that is none.
    pub fn chosen(now: Option<&str>, demo: bool) -> Result<Self, BadNow> {
        let ahead = match (now, demo) {
            (None, false) => return Ok(Self::System),
            (Some(_), false) => return Err(BadNow::NoDemo),
            (None, true) => 0,
            (Some(text), true) => {
                let moment: Result<jiff::Timestamp, _> = text.parse();
                let moment = moment.map_err(|_| BadNow::NoMoment(text.to_owned()))?;
                moment.as_millisecond().saturating_sub(system())
            }
        };
        Ok(Self::Ahead(watch::Sender::new(ahead)))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(system()),
            Self::Ahead(ahead) => Timestamp(system().saturating_add(*ahead.borrow())),
            Self::Set(at) => Timestamp(at.load(Ordering::Relaxed)),
        }
    }

    /// Puts a demonstration's clock forward; every other one stays as it is.
    pub fn forward(&self, minutes: u32) {
        if let Self::Ahead(ahead) = self {
            ahead.send_modify(|ms| *ms = ms.saturating_add(i64::from(minutes) * 60_000));
        }
    }

    /// Hears when the clock is put forward, where it can be.
    pub fn moves(&self) -> Option<watch::Receiver<i64>> {
        match self {
            Self::Ahead(ahead) => Some(ahead.subscribe()),
            Self::System | Self::Set(_) => None,
        }
    }
}

/// The system's clock, in milliseconds since 1970.
fn system() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23T08:00:00Z.
    const NINE_IN_OSLO: Timestamp = Timestamp(1_795_420_800_000);

    #[test]
    fn a_demonstration_begins_at_its_moment_and_goes_on_from_there() {
        let clock = Clock::chosen(Some("2026-11-23T09:00:00+01:00"), true).expect("a moment");
        assert!(clock.now() >= NINE_IN_OSLO, "{:?}", clock.now());
        assert!(
            clock.now() < NINE_IN_OSLO.plus_minutes(5),
            "{:?}",
            clock.now()
        );

        let moved = clock.moves().expect("it can be moved");
        clock.forward(120);
        assert!(moved.has_changed().expect("it is still there"));
        assert!(clock.now() >= NINE_IN_OSLO.plus_minutes(120));
        assert!(clock.now() < NINE_IN_OSLO.plus_minutes(125));
    }

    #[test]
    fn the_clock_of_others_is_the_systems() {
        assert!(matches!(Clock::chosen(None, false), Ok(Clock::System)));
        let clock = Clock::System;
        let before = clock.now();
        clock.forward(60);
        assert!(clock.now() < before.plus_minutes(1) && clock.moves().is_none());
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
