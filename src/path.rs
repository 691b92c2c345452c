//! Every URL of the portal.

use contract::id::CaseId;

/// Home.
pub const HOME: &str = "/";
/// Report an issue.
pub const REPORT: &str = "/report";
/// Language, theme, sign-out.
pub const ACCOUNT: &str = "/account";

/// One case.
pub fn case(id: &CaseId) -> String {
    format!("/cases/{id}")
}
