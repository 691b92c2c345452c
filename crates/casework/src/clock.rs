//! What happens by itself when a time has come: a promise that passed unmet goes up, and so does a
//! dispute that nobody answered; a pause ends when nobody answered the appeal against it;
//! a case that was closed long ago loses its words.

use crate::decide::{Context, Decided, Decision};
use crate::refusal::because;
use crate::{Who, erase, may};
use contract::case::Case;
use contract::event::Body;
use contract::manager::Level;
use contract::problem::Kind;
use contract::time::Timestamp;

/// When something is due to happen by itself; `None` while nothing is.
pub fn wake(case: &Case) -> Option<Timestamp> {
    if may::message(case).is_err() {
        return erase::due(case);
    }
    let promise = case.promise.as_ref().and_then(|p| match p.missed {
        None => Some(p.due),
        Some(Level::Local) => p.climbs_at,
        Some(_) => None,
    });
    let disputes = case
        .open_disputes()
        .filter(|d| d.level != Level::Head)
        .map(|d| d.answer_by);
    let appeal = case.pause.as_ref().and_then(|p| p.answer_by);
    promise.into_iter().chain(disputes).chain(appeal).min()
}

/// Most disputes that go up with one tick; the others do with the next.
const STEPS: usize = 8;

/// One step up for each promise and dispute whose time has come. What is still due after it comes
/// with the next tick, so that nobody is passed over.
pub(crate) fn tick(case: &Case, cx: &Context<'_>) -> Decision {
    if *cx.who != Who::Clock {
        return because(Kind::NotAllowed);
    }
    if may::message(case).is_err() {
        let over = erase::due(case).is_some_and(|due| due <= cx.now);
        return Ok(over.then(|| Body::Erased {}.into()).into_iter().collect());
    }
    let mut events = Vec::new();
    if let Some(promise) = &case.promise {
        let level = match promise.missed {
            None if promise.due <= cx.now => Some(Level::Local),
            Some(Level::Local) if promise.climbs_at.is_some_and(|at| at <= cx.now) => {
                Some(Level::Regional)
            }
            _ => None,
        };
        events.extend(level.map(|level| {
            let climbs_at = (level == Level::Local)
                .then(|| cx.now.plus_minutes(cx.terms.promise_climb_minutes));
            Decided::from(Body::PromiseMissed { level, climbs_at })
        }));
    }
    let due = case.open_disputes().filter(|d| d.answer_by <= cx.now);
    for dispute in due.take(STEPS) {
        events.extend(dispute.level.above().map(|level| {
            Decided::from(Body::DisputeClimbed {
                number: dispute.number,
                level,
                answer_by: cx.now.plus_minutes(cx.terms.dispute_answer_minutes),
            })
        }));
    }
    let appeal = case.pause.as_ref().and_then(|p| p.answer_by);
    events.extend(
        appeal
            .filter(|by| *by <= cx.now)
            .map(|_| Decided::from(Body::ContactResumed {})),
    );
    Ok(events)
}
