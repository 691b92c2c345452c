//! Disagreements and the managers who answer them, with guardrails for both sides: limits that are
//! configuration, a pause with a reason and an appeal, and nothing that holds back a safety case.

use crate::decide::{Context, Decided, Decision, single};
use crate::refusal::{Faults, because, one};
use crate::terms::Terms;
use crate::text::{self, LONG};
use crate::work::next_message;
use crate::{Refusal, may};
use contract::case::Case;
use contract::estimate::Decision as Said;
use contract::event::Body;
use contract::manager::{
    AnswerDispute, AppealPause, Level, OpenDispute, PauseContact, RecordContact, Subject,
};
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;
use std::collections::HashSet;

/// The owner disagrees.
pub(crate) fn open(case: &Case, open: &OpenDispute, cx: &Context<'_>) -> Decision {
    may::act_for_owner(cx.who)?;
    may::handle(case)?;
    may::dispute(case, open.subject)?;
    // A pause is about telephone and mail. The right to disagree in writing is not a manager's to pause.
    if let Some((kind, until)) = next_dispute(case, Some(open.subject), cx.terms, cx.now) {
        return Err(Refusal::Until(kind, until));
    }
    let text = text::field(&open.text, LONG, "/body/text").map_err(one)?;
    lines(case, open)?;
    single(Decided::with(
        Body::Disputed {
            number: case.disputes.len() as u32 + 1,
            subject: open.subject,
            lines: open.lines.clone(),
            answer_by: cx.now.plus_minutes(cx.terms.dispute_answer_minutes),
        },
        "text",
        text,
    ))
}

/// Lines under dispute wait: they are of the revision on the screen, and not decided yet.
fn lines(case: &Case, open: &OpenDispute) -> Result<(), Refusal> {
    if open.lines.is_empty() {
        return Ok(());
    }
    let Some(estimate) = &case.estimate else {
        return because(Kind::NoEstimate);
    };
    if open.revision != Some(estimate.revision) {
        return because(Kind::RevisionStale);
    }
    let mut faults = Faults::default();
    let mut seen = HashSet::new();
    for (i, id) in open.lines.iter().enumerate() {
        if !seen.insert(id) {
            faults.add(format!("/body/lines/{i}"), Fault::Twice);
        }
        match estimate.line(id).map(|l| l.decision) {
            None => return because(Kind::LineWithdrawn),
            Some(Said::Approved) => return because(Kind::LineDecided),
            Some(Said::Disputed) => return because(Kind::LineDisputed),
            Some(Said::Open | Said::Declined) => {}
        }
    }
    faults.none_or_refuse()
}

/// Until when the cool-down of a subject or the day's limit holds the next dispute back.
pub fn next_dispute(
    case: &Case,
    subject: Option<Subject>,
    terms: &Terms,
    now: Timestamp,
) -> Option<(Kind, Timestamp)> {
    let cooled =
        |d: &contract::manager::Dispute| d.opened_at.plus_minutes(terms.dispute_cooldown_minutes);
    // What was sent since is something new to disagree with.
    let sent = case.estimate.as_ref().map(|e| e.sent_at);
    let again = |d: &&contract::manager::Dispute| {
        let new = d.subject != Subject::Diagnosis && sent.is_some_and(|sent| sent > d.opened_at);
        Some(d.subject) == subject && !new
    };
    // Where somebody may come to harm nothing cools down, and a day takes ten times as many: no person
    // comes near it, and no program makes a case that nobody can read.
    let safety = case.is_safety();
    let same = case.disputes.iter().rev().find(again).filter(|_| !safety);
    if let Some(until) = same.map(cooled).filter(|until| now < *until) {
        return Some((Kind::DisputeCooling, until));
    }
    let most = terms.disputes_per_day as usize * if safety { 10 } else { 1 };
    let nth = case.disputes.len().checked_sub(most)?;
    let until = case.disputes.get(nth)?.opened_at.plus_minutes(24 * 60);
    (now < until).then_some((Kind::DisputeLimit, until))
}

/// A manager answers: one of the level the dispute has reached, or above.
pub(crate) fn answer(case: &Case, answer: &AnswerDispute, cx: &Context<'_>) -> Decision {
    may::manage(cx.who, Level::Local)?;
    may::handle(case)?;
    let find = case.disputes.iter().find(|d| d.number == answer.dispute);
    let dispute = find.ok_or(Refusal::Because(Kind::DisputeNotFound))?;
    may::manage(cx.who, dispute.level)?;
    if dispute.answer.is_some() {
        return because(Kind::DisputeAnswered);
    }
    let text = text::field(&answer.text, LONG, "/body/text").map_err(one)?;
    single(Decided::with(
        Body::DisputeAnswered {
            number: dispute.number,
            outcome: answer.outcome,
        },
        "text",
        text,
    ))
}

/// Every contact is kept on the case.
pub(crate) fn contact(case: &Case, contact: &RecordContact, cx: &Context<'_>) -> Decision {
    let on = cx.centres.iter().any(|c| c.id == case.centre && c.contacts);
    may::see_contacts(cx.who, case, on)?;
    if contact.level == Level::Head {
        return because(Kind::ContactsOff);
    }
    single(Body::Contacted {
        level: contact.level,
        channel: contact.channel,
        subject: contact.subject,
    })
}

/// A manager pauses contact, or answers the appeal against the pause.
pub(crate) fn pause(case: &Case, pause: &PauseContact, cx: &Context<'_>) -> Decision {
    may::pause(cx.who, case)?;
    let reason = text::field(&pause.reason, LONG, "/body/reason").map_err(one)?;
    single(Decided::with(Body::ContactPaused {}, "reason", reason))
}

/// The owner says why the pause is wrong.
pub(crate) fn appeal(case: &Case, appeal: &AppealPause, cx: &Context<'_>) -> Decision {
    may::act_for_owner(cx.who)?;
    may::handle(case)?;
    let Some(pause) = &case.pause else {
        return because(Kind::NotPaused);
    };
    let text = text::field(&appeal.text, LONG, "/body/text").map_err(one)?;
    if let Some(until) = next_message(case, cx) {
        return Err(Refusal::Until(Kind::MessageLimit, until));
    }
    // More words do not move the time by which the first ones are answered.
    let answer_by = cx.now.plus_minutes(cx.terms.dispute_answer_minutes);
    let answer_by = Some(pause.answer_by.unwrap_or(answer_by));
    single(Decided::with(
        Body::ContactAppealed { answer_by },
        "text",
        text,
    ))
}

/// A manager ends the pause.
pub(crate) fn resume(case: &Case, cx: &Context<'_>) -> Decision {
    may::resume(cx.who, case)?;
    single(Body::ContactResumed {})
}
