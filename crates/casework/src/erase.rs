//! A closed case without the person: by its owner's wish at once, by itself when its time is over. The chain holds, since
//! the log has digests alone; what things cost stays, without whose it was.

use crate::decide::{Context, Decision, single};
use crate::may;
use crate::refusal::because;
use contract::case::{Case, Stage};
use contract::estimate::Estimate;
use contract::event::Body;
use contract::problem::Kind;
use contract::time::Timestamp;

/// How long a closed case is kept with its words, in days: claims from a repair end three years after the year in which
/// they began (BGB 195, 199).
pub const KEPT_DAYS: i64 = 4 * 365 + 1;

/// When a closed case loses its words by itself; `None` while it is open, or where it has none.
pub fn due(case: &Case) -> Option<Timestamp> {
    let closure = case.closure.as_ref();
    let closure = closure.filter(|_| case.stage == Stage::Closed && !case.erased);
    closure.map(|closure| closure.at.plus_minutes(KEPT_DAYS * 24 * 60))
}

/// The owner wants it now.
pub(crate) fn erase(case: &Case, cx: &Context<'_>) -> Decision {
    may::be_owner(cx.who)?;
    match (case.stage, case.erased) {
        (_, true) => Ok(Vec::new()),
        (Stage::Closed, false) => single(Body::Erased {}),
        _ => because(Kind::NotClosed),
    }
}

/// The case as its events give it once their sealed texts are gone: a page that has read them forgets them.
pub(crate) fn forget(case: &mut Case) {
    case.erased = true;
    case.owner_name = None;
    case.vin = None;
    case.place = None;
    case.signals.clear();
    case.attachments.clear();
    for concern in &mut case.concerns {
        concern.text = None;
    }
    if let Some(parts) = &mut case.parts {
        parts.text = None;
    }
    if let Some(diagnosis) = &mut case.diagnosis {
        diagnosis.text = None;
    }
    for signature in &mut case.signatures {
        signature.reason = None;
    }
    for estimate in [&mut case.estimate, &mut case.estimate_before] {
        estimate.iter_mut().for_each(forget_words);
    }
    for dispute in &mut case.disputes {
        dispute.text = None;
        if let Some(answer) = &mut dispute.answer {
            answer.text = None;
        }
    }
    if let Some(pause) = &mut case.pause {
        pause.reason = None;
        pause.appeal = None;
    }
    if let Some(closure) = &mut case.closure {
        closure.cause = None;
        closure.remedy = None;
    }
    for entry in &mut case.timeline {
        entry.text = None;
    }
}

fn forget_words(estimate: &mut Estimate) {
    estimate.note = None;
    for line in &mut estimate.lines {
        line.title = None;
        line.reason = None;
        line.evidence = None;
        line.signed = None;
    }
}
