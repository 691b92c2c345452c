//! How far a moment is away: minutes while minutes matter, then hours, then days.

use contract::case::{CaseSummary, Stage};
use contract::time::Timestamp;
use i18n::{Key, k};
use ui::words::Words;

const DAY: i64 = 24 * 60;

/// A length of time as it is said. Minutes are exact up to ten hours, since a promise is kept or
/// missed by minutes; from two days on nobody counts hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Less than a minute.
    Now,
    /// Up to 59.
    Minutes(i64),
    /// Hours, with minutes below ten hours.
    Hours(i64, Option<i64>),
    /// Two or more.
    Days(i64),
}

impl Span {
    /// A length in whole minutes; its sign does not matter.
    pub fn of(minutes: i64) -> Self {
        let m = minutes.saturating_abs();
        match m {
            0 => Self::Now,
            1..=59 => Self::Minutes(m),
            _ if m >= 2 * DAY => Self::Days(m / DAY),
            _ if m >= 600 => Self::Hours(m / 60, None),
            _ => Self::Hours(m / 60, Some(m % 60)),
        }
    }

    /// In the reader's language.
    pub fn say(self, words: Words) -> String {
        match self {
            Self::Now => words.t(k::DESK_SPAN_NOW),
            Self::Minutes(n) => words.tf(k::DESK_SPAN_MIN, &[("n", &n.to_string())]),
            Self::Hours(h, None | Some(0)) => {
                words.tf(k::DESK_SPAN_WHOLE_HOURS, &[("h", &h.to_string())])
            }
            Self::Hours(h, Some(m)) => words.tf(
                k::DESK_SPAN_HOURS,
                &[("h", &h.to_string()), ("m", &format!("{m:02}"))],
            ),
            Self::Days(n) => words.tf(k::DESK_SPAN_DAYS, &[("n", &n.to_string())]),
        }
    }
}

/// How a case stands towards the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has it, for so long.
    Waiting(Span),
    /// An update is due within.
    Due(Span),
    /// An update is overdue by.
    Missed(Span),
    /// Over.
    Done,
}

impl Standing {
    /// Of a case with this stage, promise and time of report.
    pub fn of(stage: Stage, due: Option<Timestamp>, opened: Timestamp, now: Timestamp) -> Self {
        match (stage, due) {
            (Stage::Closed, _) => Self::Done,
            (Stage::Reported, _) => Self::Waiting(Span::of(opened.minutes_until(now).max(0))),
            (_, due) => Self::by(due.unwrap_or(opened), now),
        }
    }

    /// Of something that is due by then.
    pub fn by(due: Timestamp, now: Timestamp) -> Self {
        if now < due {
            Self::Due(Span::of(now.minutes_until(due)))
        } else {
            Self::Missed(Span::of(due.minutes_until(now)))
        }
    }

    /// Of a row of the inbox.
    pub fn of_row(row: &CaseSummary, now: Timestamp) -> Self {
        Self::of(row.stage, row.due, row.opened_at, now)
    }

    /// The word in front of the span.
    pub fn word(self) -> Key {
        match self {
            Self::Waiting(_) => k::DESK_ROW_WAIT,
            Self::Due(_) => k::DESK_ROW_DUE,
            Self::Missed(_) => k::DESK_ROW_LATE,
            Self::Done => k::DESK_ROW_DONE,
        }
    }

    /// The name in markup: it chooses the shape and the colour beside the word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting(_) => "waiting",
            Self::Due(_) => "due",
            Self::Missed(_) => "missed",
            Self::Done => "done",
        }
    }

    /// The span, where there is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Waiting(s) | Self::Due(s) | Self::Missed(s) => Some(s),
            Self::Done => None,
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_span_is_exact_while_minutes_matter() {
        let cases = [
            (0, Span::Now),
            (12, Span::Minutes(12)),
            (-8, Span::Minutes(8)),
            (60, Span::Hours(1, Some(0))),
            (125, Span::Hours(2, Some(5))),
            (600, Span::Hours(10, None)),
            (2879, Span::Hours(47, None)),
            (2880, Span::Days(2)),
        ];
        for (minutes, span) in cases {
            assert_eq!(Span::of(minutes), span, "{minutes}");
        }
    }

    #[test]
    fn a_promise_is_missed_the_moment_it_is_due() {
        let at = |now: i64| {
            Standing::of(
                Stage::Accepted,
                Some(Timestamp(600_000)),
                Timestamp(0),
                Timestamp(now),
            )
        };
        assert_eq!(at(0), Standing::Due(Span::Minutes(10)));
        assert_eq!(at(599_999), Standing::Due(Span::Now));
        assert_eq!(at(600_000), Standing::Missed(Span::Now));
        assert_eq!(at(660_000), Standing::Missed(Span::Minutes(1)));
    }
}
