//! From intake to close: who has it, where it stands, when the next update comes.

use crate::decide::{Context, Decided, Decision, Part, single};
use crate::refusal::{Faults, because, fault, one, too_far};
use crate::text::{self, LINE, LONG};
use crate::{Refusal, Who, may};
use contract::attachment::{ATTACHMENTS, Attach};
use contract::case::{Case, EntryKind, Stage};
use contract::command::{Accept, Close, Diagnose, HandOver, Message, Progress, Promise};
use contract::event::Body;
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;

/// Furthest a promise may reach, in minutes: 14 days. A promise nobody waits for is none.
pub const FURTHEST_PROMISE: i64 = 14 * 24 * 60;
/// Furthest a part may be away, in minutes: 180 days.
const FURTHEST_PART: i64 = 180 * 24 * 60;

/// Intake: the centre takes the report, before the car is there. With it comes the first promise
/// and, where the centre takes part, the managers' contacts.
pub(crate) fn accept(case: &Case, accept: &Accept, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::accept(case)?;
    let next_update = due(accept.next_update, cx.now, "/body/next_update")?;
    let Who::Staff { staff, .. } = cx.who else {
        return because(Kind::NotAllowed);
    };
    let contacts = cx.centres.iter().any(|c| c.id == case.centre && c.contacts);
    single(Body::Accepted {
        advisor: staff.clone(),
        next_update,
        contacts,
    })
}

pub(crate) fn hand_over(case: &Case, to: &HandOver, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::handle(case)?;
    if case.advisor.as_ref().is_some_and(|a| a.id == to.to) {
        return Ok(Vec::new());
    }
    let advisor = cx
        .centres
        .iter()
        .filter(|c| c.id == case.centre)
        .flat_map(|c| &c.staff)
        .find(|s| s.id == to.to)
        .ok_or(Refusal::Because(Kind::StaffNotFound))?;
    single(Body::HandedOver {
        advisor: advisor.clone(),
    })
}

pub(crate) fn promise(case: &Case, promise: &Promise, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::handle(case)?;
    single(Body::Promised {
        due: due(promise.due, cx.now, "/body/due")?,
    })
}

pub(crate) fn progress(case: &Case, progress: &Progress, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::progress(case, progress.stage)?;
    let mut faults = Faults::default();
    let waiting = progress.stage == Stage::WaitingForParts;
    let typed = progress.text.as_deref().filter(|t| !t.trim().is_empty());
    let text = match typed {
        Some(text) => faults.take(text::field(text, LINE, "/body/text")),
        None if waiting => {
            faults.add("/body/text", Fault::Empty);
            None
        }
        None => None,
    };
    match progress.until {
        None if waiting => faults.add("/body/until", Fault::Missing),
        Some(_) if !waiting => faults.add("/body/until", Fault::WrongValue),
        Some(until) if until <= cx.now => faults.add("/body/until", Fault::Past),
        Some(until) if until > cx.now.plus_minutes(FURTHEST_PART) => {
            faults.0.push(too_far("/body/until", FURTHEST_PART));
        }
        _ => {}
    }
    if let Err(Refusal::Invalid(more)) = due(progress.next_update, cx.now, "/body/next_update") {
        faults.0.extend(more);
    }
    faults.none_or_refuse()?;
    single(Decided {
        body: Body::Progressed {
            stage: progress.stage,
            next_update: progress.next_update,
            until: progress.until,
        },
        parts: text
            .map(|text| Part::new("text", text))
            .into_iter()
            .collect(),
    })
}

pub(crate) fn diagnose(case: &Case, diagnose: &Diagnose, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::handle(case)?;
    let mut faults = Faults::default();
    let text = faults.take(text::field(&diagnose.text, LONG, "/body/text"));
    let component = diagnose.component.as_deref();
    let component = component.map(|c| faults.take(text::field(c, LINE, "/body/component")));
    let Some(text) = text.filter(|_| faults.0.is_empty()) else {
        return Err(Refusal::Invalid(faults.0));
    };
    let body = Body::Diagnosed {
        component: component.flatten(),
    };
    single(Decided::with(body, "text", text))
}

pub(crate) fn message(case: &Case, message: &Message, cx: &Context<'_>) -> Decision {
    may::take_part(cx.who)?;
    may::message(case)?;
    let text = text::field(&message.text, LONG, "/body/text").map_err(one)?;
    if let Some(until) = next_message(case, cx) {
        return Err(Refusal::Until(Kind::MessageLimit, until));
    }
    single(Decided::with(Body::Messaged {}, "text", text))
}

/// A file belongs to the case once. Whether it has arrived, and what it is, the store knows.
pub(crate) fn attach(case: &Case, attach: &Attach, cx: &Context<'_>) -> Decision {
    may::take_part(cx.who)?;
    may::message(case)?;
    if case.attachments.iter().any(|f| f.digest == attach.digest) {
        return Ok(Vec::new());
    }
    if case.attachments.len() >= ATTACHMENTS {
        return because(Kind::AttachmentLimit);
    }
    match cx.file.filter(|file| file.digest == attach.digest) {
        Some(file) => single(Body::Attached { file: file.clone() }),
        None => because(Kind::UploadMissing),
    }
}

/// Until when the day's limit holds back the next words of this person, or of this role of a household: a
/// driver does not use up the owner's. A safety case takes ten times as many. Each makes the case larger
/// for everybody who reads it.
pub(crate) fn next_message(case: &Case, cx: &Context<'_>) -> Option<Timestamp> {
    let (who, words) = (
        cx.who.actor(),
        [EntryKind::Messaged, EntryKind::ContactAppealed],
    );
    let most = cx.terms.messages_per_day as usize * if case.is_safety() { 10 } else { 1 };
    let mut theirs = case
        .timeline
        .iter()
        .rev()
        .filter(|e| words.contains(&e.kind) && e.actor == who);
    let until = theirs.nth(most.checked_sub(1)?)?.at.plus_minutes(24 * 60);
    (cx.now < until).then_some(until)
}

/// A case closes with its cause, because the owner asked why.
pub(crate) fn close(case: &Case, close: &Close, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::close(case)?;
    let mut faults = Faults::default();
    let cause = faults.take(text::field(&close.cause, LONG, "/body/cause"));
    let remedy = faults.take(text::field(&close.remedy, LONG, "/body/remedy"));
    let (Some(cause), Some(remedy)) = (cause, remedy) else {
        return Err(Refusal::Invalid(faults.0));
    };
    single(Decided {
        body: Body::Closed {},
        parts: vec![Part::new("cause", cause), Part::new("remedy", remedy)],
    })
}

/// The owner takes a report back before a centre has it.
pub(crate) fn withdraw(case: &Case, cx: &Context<'_>) -> Decision {
    may::act_for_owner(cx.who)?;
    may::accept(case)?;
    single(Body::Withdrawn {})
}

/// The owner opens a closed case again, within the window. A case taken back is reported anew.
pub(crate) fn reopen(case: &Case, cx: &Context<'_>) -> Decision {
    may::act_for_owner(cx.who)?;
    let Some(closure) = case
        .closure
        .as_ref()
        .filter(|_| case.stage == Stage::Closed)
    else {
        return because(Kind::NotClosed);
    };
    if case.erased {
        return because(Kind::CaseErased);
    }
    let window = cx.terms.reopen_days * 24 * 60;
    if closure.withdrawn || cx.now > closure.at.plus_minutes(window) {
        return because(Kind::ReopenLate);
    }
    single(Body::Reopened {
        next_update: cx.now.plus_minutes(cx.terms.reopen_answer_minutes),
    })
}

/// A promise is for the future, and near enough to mean something.
pub(crate) fn due(due: Timestamp, now: Timestamp, pointer: &str) -> Result<Timestamp, Refusal> {
    if due <= now {
        Err(one(fault(pointer, Fault::Past, None)))
    } else if due > now.plus_minutes(FURTHEST_PROMISE) {
        Err(one(too_far(pointer, FURTHEST_PROMISE)))
    } else {
        Ok(due)
    }
}
