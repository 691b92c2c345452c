//! The managers behind a case: how to reach them, and disagreements that climb until somebody answers.

use crate::id::LineId;
use crate::person::Role;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How far up a promise or a dispute has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Level {
    /// The centre's own manager.
    Local,
    /// The region's.
    Regional,
    /// The head of service: nobody is above.
    Head,
}

impl Level {
    /// The level of a manager's role.
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::LocalManager => Some(Self::Local),
            Role::RegionalManager => Some(Self::Regional),
            Role::HeadOfService => Some(Self::Head),
            _ => None,
        }
    }

    /// The next one up.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::Local => Some(Self::Regional),
            Self::Regional => Some(Self::Head),
            Self::Head => None,
        }
    }

    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Regional => "regional",
            Self::Head => "head",
        }
    }
}

/// What an owner may disagree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Subject {
    /// What the centre found.
    Diagnosis,
    /// Whether warranty or recall pays.
    Warranty,
    /// The estimate, the first one or a change.
    Estimate,
}

impl Subject {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Diagnosis => "diagnosis",
            Self::Warranty => "warranty",
            Self::Estimate => "estimate",
        }
    }
}

/// How a manager answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The owner was right: it is changed.
    Changed,
    /// It stays, and the answer says why.
    Kept,
}

impl Outcome {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Kept => "kept",
        }
    }
}

/// How a manager was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// By telephone.
    Call,
    /// By mail.
    Mail,
}

impl Channel {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Mail => "mail",
        }
    }
}

/// `POST /api/cases/{id}/disputes`: one open for each subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenDispute {
    /// What it is about.
    pub subject: Subject,
    /// The revision that was on the screen, where lines are disputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The lines it is about, if any: they wait until it is answered.
    #[serde(default)]
    pub lines: Vec<LineId>,
    /// What the owner says; 1 to 2,000 characters.
    pub text: String,
}

/// `POST /api/desk/cases/{id}/dispute-answers`: a manager's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerDispute {
    /// Which.
    pub dispute: u32,
    /// How.
    pub outcome: Outcome,
    /// Why; 1 to 2,000 characters.
    pub text: String,
}

/// `POST /api/cases/{id}/contacts`: the owner called or wrote to a manager. Kept on the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordContact {
    /// Whom.
    pub level: Level,
    /// How.
    pub channel: Channel,
    /// About what.
    pub subject: Subject,
}

/// `POST /api/desk/cases/{id}/contact-pause`: contact is abused. The owner reads the reason and may
/// appeal; a manager above who finds the pause right answers the appeal by pausing again, with their
/// own reason. A safety case cannot be paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PauseContact {
    /// 1 to 2,000 characters; the owner reads them.
    pub reason: String,
}

/// `POST /api/cases/{id}/contact-appeal`: the owner says why the pause is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealPause {
    /// 1 to 2,000 characters.
    pub text: String,
}

/// A disagreement, open or answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispute {
    /// From 1, within the case.
    pub number: u32,
    /// What it is about.
    pub subject: Subject,
    /// The lines it is about.
    pub lines: Vec<LineId>,
    /// What the owner said.
    pub text: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who has it now.
    pub level: Level,
    /// It goes up when nobody has answered by then.
    pub answer_by: Timestamp,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<DisputeAnswer>,
}

/// The answer to a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisputeAnswer {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Option<String>,
    /// How.
    pub outcome: Outcome,
    /// Why.
    pub text: Option<String>,
}

/// Contact is paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The level of whoever paused it: an appeal is answered above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What the owner says to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<String>,
    /// By then a manager above answers the appeal, or contact goes on by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
}

impl Pause {
    /// The level that answers an appeal: above whoever paused.
    pub fn answered_by(&self) -> Level {
        let level = self.level.unwrap_or(Level::Local);
        level.above().unwrap_or(Level::Head)
    }
}

/// A manager, as the owner of an open case sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Which of the two.
    pub level: Level,
    /// Name, as shown.
    pub name: String,
    /// Languages spoken, as BCP 47 tags.
    pub languages: Vec<String>,
    /// When they can be reached, in words of the configuration: `Mon–Fri 8–17`.
    pub hours: String,
    /// International form.
    pub phone: String,
    /// Address.
    pub mail: String,
    /// Away until then; their stand-in is named instead from the configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<Timestamp>,
}

/// `GET /api/cases/{id}/contacts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactList {
    /// Local first, then regional.
    pub contacts: Vec<Contact>,
    /// When the next dispute may be opened; absent when it may be now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_dispute: Option<Timestamp>,
}
