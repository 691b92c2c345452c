//! Replay: a case and its next event give the case after it. The server keeps the result, the
//! portal makes the same one from the live stream, and a check compares them.

use crate::erase;
use contract::appointment::Appointment;
use contract::case::{
    Case, Closure, Concern, Diagnosis, Entry, EntryKind, Parts, PromiseView, Stage,
};
use contract::estimate::{Decision, Estimate, Invoice, Line, LineFacts, Signature};
use contract::event::{Body, Event};
use contract::id::LineId;
use contract::manager::{Dispute, DisputeAnswer, Level, Pause};
use contract::money::Money;
use contract::time::Timestamp;

/// The case after `event`; `None` when the event does not follow (not the next sequence, or a first
/// event that is no report). A reader then loads the snapshot again.
pub fn evolve(case: Option<Case>, event: &Event) -> Option<Case> {
    let link = &event.link;
    let mut case = match case {
        None if link.seq == 1 => reported(event)?,
        Some(case) if case.id == link.case && case.seq.checked_add(1) == Some(link.seq) => case,
        _ => return None,
    };
    let entry = apply(&mut case, event);
    case.timeline.push(entry);
    case.changed_at = link.at;
    case.seq = link.seq;
    case.offset = event.offset;
    case.head = event.hash.clone();
    Some(case)
}

/// A case before anything happened to it but its report.
fn reported(event: &Event) -> Option<Case> {
    let Body::Reported {
        owner,
        centre,
        drivable,
        concerns,
        urgent,
        repeat_of,
        answer_by,
    } = &event.link.body
    else {
        return None;
    };
    let concern = |(i, since): (usize, &_)| Concern {
        text: read(event, &format!("concern-{i}")),
        since: *since,
    };
    Some(Case {
        id: event.link.case.clone(),
        stage: Stage::Reported,
        owner: owner.clone(),
        owner_name: read(event, "owner-name"),
        vin: read(event, "vin"),
        centre: centre.clone(),
        drivable: *drivable,
        place: read(event, "place"),
        concerns: concerns.iter().enumerate().map(concern).collect(),
        advisor: None,
        promise: answer_by.map(|due| PromiseView {
            due,
            made_at: event.link.at,
            missed: None,
            climbs_at: None,
        }),
        closure: None,
        urgent: *urgent,
        repeat_of: repeat_of.clone(),
        signals: event
            .parts
            .get("signals")
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default(),
        offers: Vec::new(),
        appointment: None,
        accepted_at: None,
        contacts: false,
        parts: None,
        diagnosis: None,
        signatures: Vec::new(),
        estimate: None,
        revisions: 0,
        estimate_before: None,
        disputes: Vec::new(),
        pause: None,
        appealed: None,
        invoices: Vec::new(),
        refunds: Vec::new(),
        surveyed: false,
        reward: None,
        erased: false,
        attachments: Vec::new(),
        timeline: Vec::new(),
        opened_at: event.link.at,
        changed_at: event.link.at,
        seq: 0,
        offset: 0,
        head: String::new(),
    })
}

fn read(event: &Event, name: &str) -> Option<String> {
    event.parts.get(name).cloned()
}

/// Changes the case, and returns the line of its timeline.
fn apply(case: &mut Case, event: &Event) -> Entry {
    let link = &event.link;
    let at = link.at;
    let by = || link.actor.name.clone();
    let mut entry = Entry {
        seq: link.seq,
        at,
        actor: link.actor.clone(),
        kind: EntryKind::Reported,
        text: None,
        due: None,
        amount: None,
        detail: None,
    };
    let e = &mut entry;
    match &link.body {
        Body::Reported { answer_by, .. } => e.due = *answer_by,
        Body::Offered { offers } => {
            e.kind = EntryKind::Offered;
            case.offers.clone_from(offers);
        }
        Body::Booked { offer } => {
            e.kind = EntryKind::Booked;
            e.due = Some(offer.starts);
            e.detail = Some(offer.kind.slug().into());
            case.centre = offer.centre.clone();
            case.appointment = Some(Appointment {
                offer: offer.clone(),
                booked_at: at,
                checked_in_at: None,
            });
        }
        Body::Cancelled {} => {
            e.kind = EntryKind::Cancelled;
            case.appointment = None;
        }
        Body::CheckedIn {} => {
            e.kind = EntryKind::CheckedIn;
            case.stage = Stage::CheckedIn;
            if let Some(visit) = &mut case.appointment {
                visit.checked_in_at = Some(at);
            }
        }
        Body::Accepted {
            advisor,
            next_update,
            contacts,
        } => {
            e.kind = EntryKind::Accepted;
            case.stage = Stage::Accepted;
            case.advisor = Some(advisor.clone());
            case.accepted_at = case.accepted_at.or(Some(at));
            case.contacts = *contacts;
            promise(case, e, *next_update);
        }
        Body::HandedOver { advisor } => {
            e.kind = EntryKind::HandedOver;
            e.detail = Some(advisor.name.clone());
            case.advisor = Some(advisor.clone());
        }
        Body::Promised { due } => {
            e.kind = EntryKind::Promised;
            promise(case, e, *due);
        }
        Body::PromiseMissed { level, climbs_at } => {
            e.kind = EntryKind::PromiseMissed;
            e.detail = Some(level.slug().into());
            if let Some(promise) = &mut case.promise {
                e.due = Some(promise.due);
                promise.missed = Some(*level);
                promise.climbs_at = *climbs_at;
            }
        }
        Body::Progressed {
            stage,
            next_update,
            until,
        } => {
            e.kind = EntryKind::Progressed;
            e.detail = Some(stage.slug().into());
            e.text = read(event, "text");
            case.stage = *stage;
            case.parts = (*stage == Stage::WaitingForParts).then(|| Parts {
                text: e.text.clone(),
                until: *until,
            });
            promise(case, e, *next_update);
        }
        Body::Diagnosed { component } => {
            e.kind = EntryKind::Diagnosed;
            e.text = read(event, "text");
            case.diagnosis = Some(Diagnosis {
                at,
                by: by(),
                text: e.text.clone(),
                component: component.clone(),
            });
        }
        Body::Signed {
            component,
            campaigns,
        } => {
            e.kind = EntryKind::Signed;
            e.text = read(event, "reason");
            e.detail = Some(component.clone());
            case.signatures.push(Signature {
                component: component.clone(),
                reason: e.text.clone(),
                by: by(),
                campaigns: campaigns.clone(),
            });
        }
        Body::Estimated {
            revision,
            lines,
            total,
            next_update,
        } => {
            e.kind = EntryKind::Estimated;
            e.text = read(event, "note");
            e.amount = Some(*total);
            e.detail = Some(revision.to_string());
            estimated(case, event, *revision, lines, *total);
            promise(case, e, *next_update);
        }
        Body::Authorised {
            approved,
            declined,
            total,
            ..
        } => {
            e.kind = EntryKind::Authorised;
            e.amount = Some(*total);
            mark(case, approved, Decision::Approved);
            mark(case, declined, Decision::Declined);
            if let Some(estimate) = &mut case.estimate {
                estimate.approved = *total;
            }
        }
        Body::Disputed {
            number,
            subject,
            lines,
            answer_by,
        } => {
            e.kind = EntryKind::Disputed;
            e.text = read(event, "text");
            e.due = Some(*answer_by);
            e.detail = Some(subject.slug().into());
            mark(case, lines, Decision::Disputed);
            case.disputes.push(Dispute {
                number: *number,
                subject: *subject,
                lines: lines.clone(),
                text: e.text.clone(),
                opened_at: at,
                level: Level::Local,
                answer_by: *answer_by,
                answer: None,
            });
        }
        Body::DisputeClimbed {
            number,
            level,
            answer_by,
        } => {
            e.kind = EntryKind::DisputeClimbed;
            e.due = Some(*answer_by);
            e.detail = Some(level.slug().into());
            if let Some(dispute) = case.disputes.iter_mut().find(|d| d.number == *number) {
                dispute.level = *level;
                dispute.answer_by = *answer_by;
            }
        }
        Body::DisputeAnswered { number, outcome } => {
            e.kind = EntryKind::DisputeAnswered;
            e.text = read(event, "text");
            e.detail = Some(outcome.slug().into());
            let mut lines = Vec::new();
            if let Some(dispute) = case.disputes.iter_mut().find(|d| d.number == *number) {
                lines.clone_from(&dispute.lines);
                dispute.answer = Some(DisputeAnswer {
                    at,
                    by: by(),
                    outcome: *outcome,
                    text: e.text.clone(),
                });
            }
            // Whatever the answer, the owner decides on the line again.
            mark(case, &lines, Decision::Open);
        }
        Body::Contacted { level, .. } => {
            e.kind = EntryKind::Contacted;
            e.detail = Some(level.slug().into());
        }
        Body::ContactPaused {} => {
            e.kind = EntryKind::ContactPaused;
            e.text = read(event, "reason");
            case.pause = Some(Pause {
                at,
                by: by(),
                reason: e.text.clone(),
                level: Level::of(link.actor.role),
                appeal: None,
                answer_by: None,
            });
        }
        Body::ContactAppealed { answer_by } => {
            e.kind = EntryKind::ContactAppealed;
            e.text = read(event, "text");
            e.due = *answer_by;
            if let Some(pause) = &mut case.pause {
                pause.appeal.clone_from(&e.text);
                pause.answer_by = *answer_by;
                case.appealed = case.appealed.max(Some(pause.level.unwrap_or(Level::Local)));
            }
        }
        Body::ContactResumed {} => {
            e.kind = EntryKind::ContactResumed;
            case.pause = None;
        }
        Body::Messaged {} => {
            e.kind = EntryKind::Messaged;
            e.text = read(event, "text");
        }
        Body::Attached { file } => {
            e.kind = EntryKind::Attached;
            e.detail = Some(file.digest.to_string());
            case.attachments.push(file.clone());
        }
        Body::Invoiced { lines, total } => {
            e.kind = EntryKind::Invoiced;
            e.amount = Some(*total);
            if let Some(estimate) = &mut case.estimate {
                estimate.invoiced = true;
            }
            case.invoices.push(Invoice {
                at,
                lines: lines.clone(),
                total: *total,
            });
        }
        Body::RefundFound { refund } => {
            e.kind = EntryKind::RefundFound;
            e.amount = Some(refund.amount);
            e.detail = Some(refund.campaign.clone());
            case.refunds.push(refund.clone());
        }
        Body::Refunded { invoice, component } => {
            e.kind = EntryKind::Refunded;
            let owed = |r: &&mut contract::estimate::Refund| {
                r.invoice == *invoice && r.component == *component && r.refunded_at.is_none()
            };
            if let Some(refund) = case.refunds.iter_mut().find(owed) {
                e.amount = Some(refund.amount);
                refund.refunded_at = Some(at);
            }
        }
        Body::Closed {} => {
            e.kind = EntryKind::Closed;
            close(case, event, false);
        }
        Body::Withdrawn {} => {
            e.kind = EntryKind::Withdrawn;
            case.appointment = None;
            close(case, event, true);
        }
        Body::Reopened { next_update } => {
            e.kind = EntryKind::Reopened;
            case.stage = Stage::Accepted;
            case.closure = None;
            // What was charged is charged; more work starts with an estimate of its own.
            case.estimate = None;
            case.estimate_before = None;
            case.appointment = None;
            promise(case, e, *next_update);
        }
        Body::SurveyGiven {} => {
            e.kind = EntryKind::SurveyGiven;
            case.surveyed = true;
        }
        Body::RewardClaimed { reward } => {
            e.kind = EntryKind::RewardClaimed;
            e.amount = Some(reward.value);
            case.reward = Some(reward.clone());
        }
        Body::RewardRedeemed {} => {
            e.kind = EntryKind::RewardRedeemed;
            if let Some(reward) = &mut case.reward {
                reward.redeemed_at = Some(at);
            }
        }
        Body::Erased {} => {
            e.kind = EntryKind::Erased;
            erase::forget(case);
        }
    }
    entry
}

/// A new promise takes the place of the one before, kept or missed.
fn promise(case: &mut Case, entry: &mut Entry, due: Timestamp) {
    entry.due = Some(due);
    case.promise = Some(PromiseView {
        due,
        made_at: entry.at,
        missed: None,
        climbs_at: None,
    });
}

fn estimated(case: &mut Case, event: &Event, revision: u32, facts: &[LineFacts], total: Money) {
    let before = case.estimate.take();
    let waits = |id: &LineId| case.open_disputes().any(|d| d.lines.contains(id));
    let line = |facts: &LineFacts| Line {
        title: read(event, &format!("title-{}", facts.id)),
        reason: read(event, &format!("reason-{}", facts.id)),
        evidence: read(event, &format!("evidence-{}", facts.id)),
        signed: signed(case, facts),
        decision: match facts {
            f if waits(&f.id) => Decision::Disputed,
            f if f.kept => Decision::Approved,
            _ => Decision::Open,
        },
        facts: facts.clone(),
    };
    let lines: Vec<Line> = facts.iter().map(line).collect();
    let approved = lines
        .iter()
        .filter(|l| l.decision == Decision::Approved)
        .map(|l| l.facts.charge.minor)
        .sum();
    case.estimate_before = before;
    case.revisions = revision;
    case.stage = Stage::WaitingForApproval;
    case.estimate = Some(Estimate {
        revision,
        sent_at: event.link.at,
        sent_by: event.link.actor.name.clone(),
        note: read(event, "note"),
        lines,
        total,
        approved: Money {
            minor: approved,
            currency: total.currency,
        },
        invoiced: false,
    });
}

/// The manager's reason, where the owner is to pay for what a signature took out of a recall.
fn signed(case: &Case, facts: &LineFacts) -> Option<String> {
    let component = facts.component.as_deref()?;
    let found = case
        .signatures
        .iter()
        .rev()
        .find(|s| s.is_about(component))?;
    (!facts.coverage.covered()).then(|| found.reason.clone())?
}

fn mark(case: &mut Case, ids: &[LineId], decision: Decision) {
    let lines = case.estimate.iter_mut().flat_map(|e| &mut e.lines);
    for line in lines.filter(|l| ids.contains(&l.facts.id)) {
        line.decision = decision;
    }
}

/// A closed case owes no update, and its contacts are not shown any more.
fn close(case: &mut Case, event: &Event, withdrawn: bool) {
    case.stage = Stage::Closed;
    case.promise = None;
    case.parts = None;
    case.pause = None;
    case.closure = Some(Closure {
        at: event.link.at,
        withdrawn,
        cause: read(event, "cause"),
        remedy: read(event, "remedy"),
    });
}
