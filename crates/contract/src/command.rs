//! What a touch sends: one envelope around every command.

use crate::case::Stage;
use crate::id::{CaseId, CentreId, CommandId, PersonId, ReleaseId};
use crate::time::Timestamp;
use crate::vehicle::Signal;
use serde::{Deserialize, Serialize};

/// The envelope. `key` is made with the draft: the same key and body again gets the first answer,
/// the same key with another body is refused (`key-reused`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Command<T> {
    /// Idempotency key, 1 to 64 characters.
    pub key: CommandId,
    /// The contract's version the sender was built with; see [`crate::version`].
    pub contract: u32,
    /// The build that sent it.
    pub release: ReleaseId,
    /// Where it was touched.
    pub surface: Surface,
    /// What the car was doing at the touch; `none` outside a car.
    pub drive: DriveState,
    /// What is asked.
    pub body: T,
}

/// Where the portal runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Surface {
    /// The car's touchscreen.
    Car,
    /// The owner app's webview.
    Phone,
    /// A desktop browser.
    Desktop,
}

impl Surface {
    /// The name in markup and storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Phone => "phone",
            Self::Desktop => "desktop",
        }
    }
}

/// The drive policy's answer at the touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DriveState {
    /// Not in a car: the policy does not apply.
    None,
    /// Fresh evidence of park.
    Parked,
    /// Not parked, speed 0.
    Idling,
    /// Speed above 0.
    Moving,
    /// In a car, without fresh evidence: as moving.
    Unknown,
}

/// `POST /api/cases`: what is wrong, for one car, at one centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The car, as typed or chosen; parsed by the rules so that each fault has a pointer.
    pub vin: String,
    /// The centre asked to take it.
    pub centre: CentreId,
    /// 1 to 8 concerns, the first the weightiest.
    pub concerns: Vec<ConcernDraft>,
    /// Is it safe to drive?
    pub drivable: Drivable,
    /// Where the car is, in the owner's words; at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the car said, as far as the owner sends it along; at most 64.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// The owner's earlier case with the same fault: no second diagnosis fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<CaseId>,
}

/// One concern, in the owner's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConcernDraft {
    /// 1 to 2,000 characters.
    pub text: String,
    /// Since when.
    pub since: Since,
}

/// Since when a concern is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Since {
    /// Today.
    Today,
    /// In the last seven days.
    ThisWeek,
    /// Longer than a week.
    Longer,
    /// The owner cannot say.
    Unsure,
}

/// Whether the owner thinks the car safe to drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Drivable {
    /// Yes.
    Yes,
    /// The owner cannot say.
    Unsure,
    /// No: a safety case.
    No,
}

/// `POST /api/desk/cases/{id}/acceptance`: the centre takes the case (intake), and promises the
/// first update with it, so that no accepted case is ever without a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accept {
    /// The next update comes by then.
    pub next_update: Timestamp,
}

/// `POST /api/desk/cases/{id}/promises`: the next update comes by `due`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// In the future, at most 14 days away.
    pub due: Timestamp,
}

/// `POST …/messages`, from either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// 1 to 2,000 characters.
    pub text: String,
}

/// `POST /api/desk/cases/{id}/closure`: the cause, because the owner asked why, and what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Close {
    /// What it was; 1 to 2,000 characters.
    pub cause: String,
    /// What was done; 1 to 2,000 characters.
    pub remedy: String,
}

/// `POST /api/desk/cases/{id}/progress`: where the work stands, and when the next update comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Where it stands now.
    pub stage: Stage,
    /// The next update comes by then.
    pub next_update: Timestamp,
    /// Which part, when waiting for parts; otherwise a word to the owner. At most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Until when, when waiting for parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// `POST /api/desk/cases/{id}/diagnosis`: what the centre found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diagnose {
    /// 1 to 2,000 characters.
    pub text: String,
    /// The component, in the words of the recall feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
}

/// `POST /api/desk/cases/{id}/advisor`: somebody else of the centre has it from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Who.
    pub to: PersonId,
}

/// A command whose body says nothing more: `POST …/check-in`, `…/withdrawal`, `…/reopening`,
/// `…/contact-resumption`, `…/appointment-cancellation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Nothing {}

/// The answer to every command: what it did, and the chain's new head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The case it changed.
    pub case: CaseId,
    /// The case's sequence after it.
    pub seq: u32,
    /// The store's offset after it.
    pub offset: u64,
    /// The chain's head after it: 64 hex digits.
    pub head: String,
}
