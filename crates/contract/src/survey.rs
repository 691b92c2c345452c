//! What the owner thought of it. Answers never enter the case's log: the log says only that a survey
//! was given. Names are for their owner and the quality lead; everybody else sees groups.

use crate::id::{CaseId, CentreId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Smallest group that anybody else may see figures of.
pub const GROUP: usize = 5;

/// Whether the owner is satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Satisfied {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
}

/// What an answer says of somebody on the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Conduct {
    /// Somebody was rude.
    Rude,
    /// Somebody said what was not true.
    Untruthful,
}

/// The answers, as far as they are given. Nothing is preset: absent is not answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answers {
    /// How did we do? 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// What could we do better? At most 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub better: Option<String>,
    /// Are you satisfied with the service?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfied: Option<Satisfied>,
    /// Why, or why not. At most 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Asked where the answer is not a plain yes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conduct: Vec<Conduct>,
}

/// `GET` and `PUT /api/cases/{id}/survey`: what is saved so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Survey {
    /// The answers.
    pub answers: Answers,
    /// Counts up with each save, so that two screens do not overwrite one another unseen.
    pub version: u32,
    /// When it was handed in; from then on it does not change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_at: Option<Timestamp>,
}

/// `PUT /api/cases/{id}/survey`: saves as it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveSurvey {
    /// The answers so far.
    pub answers: Answers,
    /// The version they were changed from.
    pub version: u32,
}

/// `POST /api/cases/{id}/survey`: hands it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveSurvey {
    /// The answers.
    pub answers: Answers,
}

/// What the quality lead reads, with names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedAnswer {
    /// The case: its record says who did what.
    pub case: CaseId,
    /// The centre.
    pub centre: CentreId,
    /// Who had it.
    pub advisor: Option<String>,
    /// The answers.
    pub answers: Answers,
    /// When.
    pub given_at: Timestamp,
    /// What was done about it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

/// `POST /api/desk/answers/{case}/action`: what was done about an accusation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordAction {
    /// 1 to 2,000 characters.
    pub text: String,
}

/// One centre's figures; only where at least [`GROUP`] answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupFigures {
    /// The centre.
    pub centre: CentreId,
    /// How many answered, rounded down to a multiple of [`GROUP`], so that two readings do not tell
    /// one answer.
    pub answered: u32,
    /// How many gave 1, 2, 3, 4 and 5, of those.
    pub scores: [u32; 5],
}
