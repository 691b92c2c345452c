//! A case as replaying its events gives it: the one shape that server, portal and desk share.

use crate::command::{Drivable, Since};
use crate::id::{CaseId, CentreId, PersonId};
use crate::person::{Actor, Staff};
use crate::time::Timestamp;
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
    /// Done, with cause and remedy.
    Closed,
}

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
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closure {
    /// When.
    pub at: Timestamp,
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
    /// A message's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A promise's time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// What a line of the timeline tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EntryKind {
    /// The owner reported.
    Reported,
    /// The centre took it, and promised the first update.
    Accepted,
    /// The next update was promised.
    Promised,
    /// Somebody wrote.
    Messaged,
    /// The case was closed.
    Closed,
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
            opened_at: case.opened_at,
            changed_at: case.changed_at,
            seq: case.seq,
        }
    }
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
