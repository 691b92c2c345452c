//! The sentence that each screen opens with: the answer to the one question the person has.

use crate::portal::Portal;
use contract::case::{CaseSummary, Stage};
use contract::person::{Actor, Role};
use i18n::{Key, k};
use leptos::prelude::{Get, WithValue};
use ui::words::Words;

/// A sentence in two halves; the second carries the weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What is so.
    pub first: String,
    /// What is next.
    pub second: String,
}

impl Sentence {
    /// Both halves as the texts have them.
    pub fn of(w: Words, first: Key, second: Key) -> Self {
        Self {
            first: w.t(first),
            second: w.t(second),
        }
    }
}

/// What a case says of itself right now.
pub fn of_case(portal: Portal, case: &CaseSummary) -> Sentence {
    let w = portal.words;
    let centre = portal
        .centre(&case.centre)
        .map(|c| c.name)
        .unwrap_or_default();
    let advisor = case.advisor.clone().unwrap_or_else(|| centre.clone());
    let next = || promise(portal, case);
    let two = |first: String, second: String| Sentence { first, second };
    match case.stage {
        Stage::Reported => two(w.tf(k::SAY_REPORTED, &[("centre", &centre)]), next()),
        Stage::Accepted => two(w.tf(k::SAY_HAS_IT, &[("who", &advisor)]), next()),
        Stage::CheckedIn => two(w.tf(k::SAY_CHECKED_IN, &[("centre", &centre)]), next()),
        Stage::Diagnosing => two(w.tf(k::SAY_DIAGNOSING, &[("who", &advisor)]), next()),
        Stage::WaitingForParts => two(w.t(k::STAGE_WAITING_FOR_PARTS), next()),
        Stage::WaitingForApproval if case.open_lines > 0 => {
            let next = match portal.session.with_value(|s| s.approves) {
                true => k::SAY_ESTIMATE_NEXT,
                false => k::SAY_ESTIMATE_OWNER,
            };
            two(w.t(k::SAY_ESTIMATE), w.t(next))
        }
        Stage::WaitingForApproval => two(w.t(k::SAY_DECIDED), next()),
        Stage::InRepair => two(w.t(k::SAY_REPAIR), next()),
        Stage::QualityCheck => two(w.t(k::SAY_CHECK), next()),
        Stage::Ready => two(
            w.t(k::SAY_READY),
            w.tf(k::SAY_READY_NEXT, &[("centre", &centre)]),
        ),
        Stage::Closed if case.advisor.is_none() => {
            two(w.t(k::SAY_WITHDRAWN), w.t(k::SAY_WITHDRAWN_NEXT))
        }
        Stage::Closed => two(
            w.t(k::SAY_CLOSED),
            w.tf(k::SAY_CLOSED_BY, &[("who", &advisor)]),
        ),
    }
}

/// Who did something, as whoever is here calls them: in one household the owner and a driver both write.
pub fn by(portal: Portal, actor: &Actor) -> String {
    let w = portal.words;
    match (actor.role, &actor.name) {
        (_, Some(name)) => name.clone(),
        (role, None) if role == portal.session.with_value(|s| s.role) => w.t(k::YOU),
        (Role::Clock, None) => w.t(k::HISTORY_BY_CLOCK),
        (role, None) => w.named("role", role.slug()),
    }
}

/// What stands over the time of a promise.
pub fn promised(w: Words, missed: bool) -> String {
    w.t(if missed {
        k::PROMISE_MISSED
    } else {
        k::PROMISE
    })
}

/// Until when the next update comes; and where it did not come, who has it now.
fn promise(portal: Portal, case: &CaseSummary) -> String {
    let w = portal.words;
    let Some(due) = case.due else {
        return String::new();
    };
    let time = portal.moment(due, &case.centre);
    match case.missed {
        Some(level) => {
            let what = w.named("level", level.slug());
            w.tf(k::SAY_CLIMBED, &[("time", &time), ("what", &what)])
        }
        None if due <= portal.now.get() => w.tf(k::SAY_MISSED, &[("time", &time)]),
        None => w.tf(k::SAY_NEXT, &[("time", &time)]),
    }
}
