//! Every URL of the portal.

use contract::attachment::FileDigest;
use contract::id::CaseId;

/// Home.
pub const HOME: &str = "/";
/// Report an issue.
pub const REPORT: &str = "/report";
/// Language, theme, sign-out.
pub const ACCOUNT: &str = "/account";

/// Pair a car: its code is in the query where it was scanned.
pub const PAIR: &str = "/pair";

/// One case.
pub fn case(id: &CaseId) -> String {
    format!("/cases/{id}")
}

/// A case's whole record, as a file.
pub fn record(id: &CaseId) -> String {
    format!("/api/cases/{id}/record")
}

/// A photo or a video of a case.
pub fn attachment(id: &CaseId, digest: &FileDigest) -> String {
    format!("/api/cases/{id}/attachments/{digest}")
}

/// The visit that is agreed, as a file for a calendar.
pub fn calendar(id: &CaseId) -> String {
    format!("/api/cases/{id}/calendar")
}

/// A room of one case.
pub fn room(id: &CaseId, room: Room) -> String {
    format!("/cases/{id}/{}", room.name())
}

/// The rooms of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// When and where.
    Appointment,
    /// What it costs.
    Estimate,
    /// The managers, and disagreeing.
    Managers,
    /// How it was.
    Survey,
    /// Thanks.
    Reward,
}

impl Room {
    /// The last part of its URL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Estimate => "estimate",
            Self::Managers => "managers",
            Self::Survey => "survey",
            Self::Reward => "reward",
        }
    }
}
