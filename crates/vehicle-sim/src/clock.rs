//! The car's time: it may run faster than the world's, and a tester may jump it.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::time::Instant;

/// How much faster a clock may run: a year in a minute. More is a typing error.
pub const FASTEST: f64 = 500_000.0;

/// A clock that began at a moment and has run `factor` times as fast as the world's since.
#[derive(Debug, Clone)]
pub struct Clock {
    began: Timestamp,
    /// Seconds of the car's time up to `mark`.
    passed: f64,
    mark: Instant,
    factor: f64,
}

impl Clock {
    /// A clock that begins now, and says `began`.
    pub fn new(began: Timestamp, factor: f64) -> Self {
        Self {
            began,
            passed: 0.0,
            mark: Instant::now(),
            factor: sane(factor),
        }
    }

    /// Seconds of the car's time since the clock began.
    pub fn seconds(&self) -> f64 {
        self.passed + self.mark.elapsed().as_secs_f64() * self.factor
    }

    /// The moment at `seconds`, to the millisecond.
    pub fn stamp(&self, seconds: f64) -> Timestamp {
        let ahead = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::ZERO);
        self.began.saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// Seconds of the car's time in a second of the world's.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// Runs `factor` times as fast from here on.
    pub fn run(&mut self, factor: f64) {
        self.passed = self.seconds();
        self.mark = Instant::now();
        self.factor = sane(factor);
    }

    /// Jumps ahead; backwards it does not go.
    pub fn skip(&mut self, by: Duration) {
        self.passed += by.as_secs_f64();
    }
}

/// ISO 8601 in UTC with milliseconds and a trailing Z, as the databroker writes it.
pub fn iso(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// A stopped clock is allowed; one that runs backwards, or is no number, runs as the world's.
fn sane(factor: f64) -> f64 {
    if factor.is_finite() && factor >= 0.0 {
        factor.min(FASTEST)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_milliseconds_and_a_z() {
        let clock = Clock::new(Timestamp::UNIX_EPOCH, 1.0);
        assert_eq!(iso(clock.stamp(1.5)), "1970-01-01T00:00:01.500Z");
        assert_eq!(iso(clock.stamp(f64::NAN)), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn a_stopped_clock_moves_only_when_jumped() {
        let mut clock = Clock::new(Timestamp::UNIX_EPOCH, 0.0);
        clock.skip(Duration::from_secs(3600));
        assert!((clock.seconds() - 3600.0).abs() < f64::EPSILON);
        clock.run(f64::NAN);
        assert!((clock.factor() - 1.0).abs() < f64::EPSILON);
    }
}
