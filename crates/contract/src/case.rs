//! A case as replaying its events gives it: the one shape that server, portal and desk share.

use crate::appointment::{Appointment, Offer, VisitKind};
use crate::attachment::Attachment;
use crate::command::{Drivable, Since};
use crate::estimate::{Estimate, Invoice, Refund, Signature};
use crate::id::{CaseId, CentreId, PersonId};
use crate::manager::{Dispute, Level, Pause};
use crate::money::Money;
use crate::person::{Actor, Staff};
use crate::reward::Reward;
use crate::time::Timestamp;
use crate::vehicle::Signal;
use serde::{Deserialize, Serialize};

/// Where the case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stage {
    /// Sent by the owner; no centre has taken it.
    Reported,
    /// Taken in: an advisor has it.
    Accepted,
    /// The car is there.
    CheckedIn,
    /// Somebody looks for the cause.
    Diagnosing,
    /// A part is on its way.
    WaitingForParts,
    /// An estimate is with the owner.
    WaitingForApproval,
    /// Being mended.
    InRepair,
    /// Being checked.
    QualityCheck,
    /// The car can be had.
    Ready,
    /// Done, with cause and remedy; or taken back.
    Closed,
}

impl Stage {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Accepted => "accepted",
            Self::CheckedIn => "checked-in",
            Self::Diagnosing => "diagnosing",
            Self::WaitingForParts => "waiting-for-parts",
            Self::WaitingForApproval => "waiting-for-approval",
            Self::InRepair => "in-repair",
            Self::QualityCheck => "quality-check",
            Self::Ready => "ready",
            Self::Closed => "closed",
        }
    }

    /// Where the car stands on the lane: reported, taken in, diagnosing, waiting for the owner, in
    /// repair, checked, ready. A closed case has passed all of them.
    pub fn stop(self) -> usize {
        match self {
            Self::Reported => 0,
            Self::Accepted | Self::CheckedIn => 1,
            Self::Diagnosing => 2,
            Self::WaitingForApproval => 3,
            Self::WaitingForParts | Self::InRepair => 4,
            Self::QualityCheck => 5,
            Self::Ready | Self::Closed => 6,
        }
    }
}

/// The stages that the lane names, in their order; see [`Stage::stop`].
pub const STOPS: [Stage; 7] = [
    Stage::Reported,
    Stage::Accepted,
    Stage::Diagnosing,
    Stage::WaitingForApproval,
    Stage::InRepair,
    Stage::QualityCheck,
    Stage::Ready,
];

/// A case. Texts are `None` where this reader does not get them or where they were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// Whose it is.
    pub owner: PersonId,
    /// Their name.
    pub owner_name: Option<String>,
    /// The car.
    pub vin: Option<String>,
    /// The centre.
    pub centre: CentreId,
    /// Is it safe to drive?
    pub drivable: Drivable,
    /// Where the car is.
    pub place: Option<String>,
    /// What is wrong.
    pub concerns: Vec<Concern>,
    /// Who has it.
    pub advisor: Option<Staff>,
    /// "Next update by".
    pub promise: Option<PromiseView>,
    /// How it ended.
    pub closure: Option<Closure>,
    /// Urgent by rule.
    #[serde(default, skip_serializing_if = "is_false")]
    pub urgent: bool,
    /// The earlier case with the same fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<CaseId>,
    /// What the car said, as far as the owner sent it along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// The level of the last pause that the owner appealed against: only above it may contact be paused
    /// again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appealed: Option<Level>,
    /// Visits the desk made for this case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The visit that is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// When a centre took it first; a case that never was taken earns no reward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Timestamp>,
    /// The managers' contacts went to the owner at intake.
    #[serde(default, skip_serializing_if = "is_false")]
    pub contacts: bool,
    /// What is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// What the centre found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Diagnosis>,
    /// What managers signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// The estimate in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Estimates sent so far; the number of the last one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub revisions: u32,
    /// The revision before it, to show what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate_before: Option<Estimate>,
    /// Disagreements, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// Contact with managers is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
    /// What was charged, oldest first; a second one only after the case was opened again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invoices: Vec<Invoice>,
    /// What goes back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
    /// The survey was handed in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub surveyed: bool,
    /// What was claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<Reward>,
    /// Photos and videos, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What was said in it is erased: who, which car, every word. What it cost stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub erased: bool,
    /// What happened, oldest first.
    pub timeline: Vec<Entry>,
    /// When it was reported.
    pub opened_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Sequence of its last event.
    pub seq: u32,
    /// The store's offset of its last event.
    pub offset: u64,
    /// The chain's head.
    pub head: String,
}

/// One concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concern {
    /// In the owner's words.
    pub text: Option<String>,
    /// Since when.
    pub since: Since,
}

/// The promise in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromiseView {
    /// The next update comes by then.
    pub due: Timestamp,
    /// When it was given.
    pub made_at: Timestamp,
    /// It passed unmet; who has it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Level>,
    /// When it goes further up, if nobody keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub climbs_at: Option<Timestamp>,
}

/// A part on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parts {
    /// Which.
    pub text: Option<String>,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// What the centre found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diagnosis {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Option<String>,
    /// What.
    pub text: Option<String>,
    /// The component, in the words of the recall feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closure {
    /// When.
    pub at: Timestamp,
    /// The owner took it back before a centre had it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub withdrawn: bool,
    /// What it was.
    pub cause: Option<String>,
    /// What was done.
    pub remedy: Option<String>,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The event's sequence within the case.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub kind: EntryKind,
    /// The words that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A promise's or a visit's time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// An amount: what was estimated, approved, charged or paid back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What exactly, by its name on the wire: a stage, a level, a subject, an outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What a line of the timeline tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EntryKind {
    /// The owner reported.
    Reported,
    /// The desk made visits.
    Offered,
    /// The owner took or moved a visit.
    Booked,
    /// The visit was called off.
    Cancelled,
    /// The car is there.
    CheckedIn,
    /// The centre took it, and promised the first update.
    Accepted,
    /// Somebody else has it; `detail` names them.
    HandedOver,
    /// The next update was promised.
    Promised,
    /// A promise passed unmet; `detail` is the level.
    PromiseMissed,
    /// The work moved on; `detail` is the stage.
    Progressed,
    /// The cause was found.
    Diagnosed,
    /// A manager signed; `detail` is the component.
    Signed,
    /// An estimate was sent; `detail` is its revision.
    Estimated,
    /// The owner decided.
    Authorised,
    /// The owner disagreed; `detail` is the subject.
    Disputed,
    /// Nobody answered; `detail` is the level.
    DisputeClimbed,
    /// A manager answered; `detail` is the outcome.
    DisputeAnswered,
    /// The owner reached a manager; `detail` is the level.
    Contacted,
    /// Contact was paused.
    ContactPaused,
    /// The owner appealed.
    ContactAppealed,
    /// Contact goes on.
    ContactResumed,
    /// Somebody wrote.
    Messaged,
    /// Somebody added a photo or a video; `detail` is its digest.
    Attached,
    /// The invoice.
    Invoiced,
    /// Paid before, and free by a recall; `detail` is the campaign.
    RefundFound,
    /// It went back.
    Refunded,
    /// The case was closed.
    Closed,
    /// The owner took it back.
    Withdrawn,
    /// The owner opened it again.
    Reopened,
    /// The survey was answered.
    SurveyGiven,
    /// The reward was claimed.
    RewardClaimed,
    /// The shop took it.
    RewardRedeemed,
    /// What was said in it was erased.
    Erased,
}

impl EntryKind {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Offered => "offered",
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
            Self::CheckedIn => "checked-in",
            Self::Accepted => "accepted",
            Self::HandedOver => "handed-over",
            Self::Promised => "promised",
            Self::PromiseMissed => "promise-missed",
            Self::Progressed => "progressed",
            Self::Diagnosed => "diagnosed",
            Self::Signed => "signed",
            Self::Estimated => "estimated",
            Self::Authorised => "authorised",
            Self::Disputed => "disputed",
            Self::DisputeClimbed => "dispute-climbed",
            Self::DisputeAnswered => "dispute-answered",
            Self::Contacted => "contacted",
            Self::ContactPaused => "contact-paused",
            Self::ContactAppealed => "contact-appealed",
            Self::ContactResumed => "contact-resumed",
            Self::Messaged => "messaged",
            Self::Attached => "attached",
            Self::Invoiced => "invoiced",
            Self::RefundFound => "refund-found",
            Self::Refunded => "refunded",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Reopened => "reopened",
            Self::SurveyGiven => "survey-given",
            Self::RewardClaimed => "reward-claimed",
            Self::RewardRedeemed => "reward-redeemed",
            Self::Erased => "erased",
        }
    }
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSummary {
    /// Its id.
    pub id: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// The first concern, cut at 120 characters.
    pub headline: Option<String>,
    /// How many more concerns there are.
    pub more: u32,
    /// Is it safe to drive?
    pub drivable: Drivable,
    /// The car.
    pub vin: Option<String>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// The centre.
    pub centre: CentreId,
    /// Who has it.
    pub advisor: Option<String>,
    /// "Next update by".
    pub due: Option<Timestamp>,
    /// The promise passed unmet; who has it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Level>,
    /// Urgent by rule, or not safe to drive.
    #[serde(default, skip_serializing_if = "is_false")]
    pub urgent: bool,
    /// Lines of the estimate the owner has not decided.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub open_lines: u32,
    /// A dispute nobody has answered, and who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed: Option<Level>,
    /// When the first of the open disputes is to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// The agreed visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Timestamp>,
    /// How car and workshop meet at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_kind: Option<VisitKind>,
    /// How long it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_minutes: Option<u32>,
    /// Closed, and the survey is still to be answered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub survey_open: bool,
    /// When it was reported.
    pub opened_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Sequence of its last event.
    pub seq: u32,
}

/// A page of a list. `position` is where live updates go on from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseList {
    /// In the order asked for.
    pub cases: Vec<CaseSummary>,
    /// Pass as `?before=` for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// `<epoch>-<offset>` before which everything is in this answer.
    pub position: String,
}

impl From<&Case> for CaseSummary {
    fn from(case: &Case) -> Self {
        let first = case.concerns.first().and_then(|c| c.text.as_deref());
        Self {
            id: case.id.clone(),
            stage: case.stage,
            headline: first.map(cut),
            more: case.concerns.len().saturating_sub(1) as u32,
            drivable: case.drivable,
            vin: case.vin.clone(),
            owner_name: case.owner_name.clone(),
            centre: case.centre.clone(),
            advisor: case.advisor.as_ref().map(|a| a.name.clone()),
            due: case.promise.as_ref().map(|p| p.due),
            missed: case.promise.as_ref().and_then(|p| p.missed),
            urgent: case.is_safety(),
            open_lines: case.estimate.as_ref().map_or(0, |e| e.open() as u32),
            disputed: case.open_disputes().map(|d| d.level).max(),
            answer_by: case.open_disputes().map(|d| d.answer_by).min(),
            visit: case.appointment.as_ref().map(|a| a.offer.starts),
            visit_kind: case.appointment.as_ref().map(|a| a.offer.kind),
            visit_minutes: case.appointment.as_ref().map(|a| a.offer.minutes),
            survey_open: case.earns_reward() && !case.surveyed,
            opened_at: case.opened_at,
            changed_at: case.changed_at,
            seq: case.seq,
        }
    }
}

impl Case {
    /// Whether somebody may come to harm: such a case is never held back by a limit.
    pub fn is_safety(&self) -> bool {
        self.urgent || self.drivable == Drivable::No
    }

    /// Disputes nobody has answered.
    pub fn open_disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.disputes.iter().filter(|d| d.answer.is_none())
    }

    /// Closed, after a centre had taken it: a case taken back before earns nothing.
    pub fn earns_reward(&self) -> bool {
        self.stage == Stage::Closed && self.accepted_at.is_some()
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// The first line, at most 120 characters, with an ellipsis where something was cut.
fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut out: String = line.chars().take(120).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
