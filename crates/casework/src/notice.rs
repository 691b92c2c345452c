//! Who is told what while they are not looking, and when. Only what the other side did, and the clock, is news.

use contract::case::Stage;
use contract::event::{Body, Event};
use contract::notice::{DAY, Notice, Quiet};
use contract::time::Timestamp;

/// So long a page that is open has to show it by itself, and so much may happen meanwhile that is told at once, in
/// minutes.
pub const GRACE: i64 = 1;

/// What an owner is told of an event, if anything.
pub fn owners(event: &Event) -> Option<Notice> {
    if event.link.actor.role.is_owners() {
        return None;
    }
    match &event.link.body {
        Body::Accepted { .. } | Body::HandedOver { .. } => Some(Notice::Taken),
        Body::Offered { .. } | Body::Booked { .. } | Body::Cancelled {} => Some(Notice::Visit),
        Body::Progressed { stage, .. } if *stage == Stage::Ready => Some(Notice::Ready),
        Body::Progressed { .. } => Some(Notice::Moved),
        Body::Diagnosed { .. } => Some(Notice::Diagnosed),
        Body::Estimated { .. } => Some(Notice::Decide),
        Body::Messaged {} => Some(Notice::Message),
        Body::PromiseMissed { .. } => Some(Notice::Missed),
        Body::DisputeClimbed { .. } | Body::DisputeAnswered { .. } => Some(Notice::Dispute),
        Body::ContactPaused {} | Body::ContactResumed {} => Some(Notice::Contact),
        Body::Invoiced { .. } | Body::RefundFound { .. } | Body::Refunded { .. } => {
            Some(Notice::Money)
        }
        Body::Closed {} => Some(Notice::Closed),
        // What the owner does, or what says nothing new to them. A promise is news when it is missed.
        Body::Reported { .. }
        | Body::CheckedIn {}
        | Body::Promised { .. }
        | Body::Signed { .. }
        | Body::Authorised { .. }
        | Body::Disputed { .. }
        | Body::Contacted { .. }
        | Body::ContactAppealed { .. }
        | Body::Attached { .. }
        | Body::Withdrawn {}
        | Body::Reopened { .. }
        | Body::SurveyGiven {}
        | Body::RewardClaimed { .. }
        | Body::RewardRedeemed {}
        | Body::Erased {} => None,
    }
}

/// When it is told: a little later, or when the quiet hours are over. `minute` is the minute of the day by the person's
/// clock at a moment.
pub fn due(at: Timestamp, quiet: Option<Quiet>, minute: impl Fn(Timestamp) -> u16) -> Timestamp {
    awake(at.plus_minutes(GRACE), quiet, minute)
}

/// The first moment from `soon` on that is not in the quiet hours.
pub fn awake(
    soon: Timestamp,
    quiet: Option<Quiet>,
    minute: impl Fn(Timestamp) -> u16,
) -> Timestamp {
    let Some(Quiet { from, to }) = quiet else {
        return soon;
    };
    let past = |since: u16| (minute(soon) % DAY + DAY - since % DAY) % DAY;
    let long = (to % DAY + DAY - from % DAY) % DAY;
    match past(from) < long {
        // The end by the clock's own minutes; a change of the clock in the night shifts it by that hour.
        true => {
            Timestamp(soon.0.div_euclid(60_000) * 60_000).plus_minutes(i64::from(long - past(from)))
        }
        false => soon,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that shows UTC.
    fn utc(at: Timestamp) -> u16 {
        (at.0.div_euclid(60_000).rem_euclid(i64::from(DAY))) as u16
    }

    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp((20_000 * i64::from(DAY) + hour * 60 + minute) * 60_000 + 7_000)
    }

    #[test]
    fn quiet_hours_are_waited_out_over_midnight_too() {
        let night = Some(Quiet::default());
        let noon = Some(Quiet {
            from: 12 * 60,
            to: 13 * 60,
        });
        let never = Some(Quiet { from: 60, to: 60 });
        for (said, quiet, told) in [
            (at(10, 0), None, at(10, 1)),
            (at(10, 0), night, at(10, 1)),
            (at(21, 58), night, at(21, 59)),
            (at(21, 59), night, Timestamp(at(31, 0).0 - 7_000)),
            (at(23, 30), night, Timestamp(at(31, 0).0 - 7_000)),
            (at(3, 0), night, Timestamp(at(7, 0).0 - 7_000)),
            (at(6, 58), night, Timestamp(at(7, 0).0 - 7_000)),
            (at(6, 59), night, at(7, 0)),
            (at(12, 30), noon, Timestamp(at(13, 0).0 - 7_000)),
            (at(1, 0), never, at(1, 1)),
        ] {
            assert_eq!(due(said, quiet, utc), told, "{said:?} {quiet:?}");
        }
    }
}
