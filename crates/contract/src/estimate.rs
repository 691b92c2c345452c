//! What the work costs, line by line, and what the owner said to each line.
//!
//! A written estimate comes before any work, and more work or a higher price needs a new recorded
//! authorisation with the added cost and the revised total (California 16 CCR 3353, 3354).

use crate::id::LineId;
use crate::money::Money;
use crate::time::Timestamp;
use crate::vehicle::holds_component;
use serde::{Deserialize, Serialize};

/// Who pays for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Coverage {
    /// The maker, under a recall: without charge (49 USC 30120).
    Recall,
    /// The maker, under warranty.
    Warranty,
    /// The maker or the centre, out of goodwill.
    Goodwill,
    /// The owner.
    NotCovered,
}

impl Coverage {
    /// Whether the owner pays nothing.
    pub fn covered(self) -> bool {
        self != Self::NotCovered
    }

    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Warranty => "warranty",
            Self::Goodwill => "goodwill",
            Self::NotCovered => "not-covered",
        }
    }
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LineKind {
    /// A repair: part, labour, or both.
    Work,
    /// Finding out what it is. A linked repeat pays none.
    Diagnosis,
    /// Tax, as a line and never as a guess.
    Tax,
}

/// What the owner said to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Decision {
    /// Nothing yet.
    Open,
    /// Yes: it may be done and charged.
    Approved,
    /// No.
    Declined,
    /// A manager is asked first.
    Disputed,
}

/// One line as the desk writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineDraft {
    /// Stays the same from revision to revision, so that what changed can be shown.
    pub id: LineId,
    /// What it is for.
    pub kind: LineKind,
    /// The part or the work, in words; 1 to 200 characters.
    pub title: String,
    /// Why it is needed; 1 to 2,000 characters.
    pub reason: String,
    /// What was measured or seen; at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The component, in the words of the recall feed. Needed while a recall is open for the car.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The price of parts, whoever pays.
    pub parts: Money,
    /// The price of labour, whoever pays.
    pub labour: Money,
    /// Who pays. Needed while a recall is open or a warranty runs; the owner otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
}

/// `POST /api/desk/cases/{id}/estimates`: the estimate, or its next revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EstimateDraft {
    /// The revision this one follows; 0 for the first. Another one meanwhile is a refusal.
    pub follows: u32,
    /// 1 to 50 lines.
    pub lines: Vec<LineDraft>,
    /// Why it changed; needed from the second revision on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The next update comes by then.
    pub next_update: Timestamp,
}

/// A line's facts as the log keeps them. Its words are sealed: `title-<id>`, `reason-<id>`,
/// `evidence-<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineFacts {
    /// Which.
    pub id: LineId,
    /// What it is for.
    pub kind: LineKind,
    /// The component, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The price of parts, whoever pays.
    pub parts: Money,
    /// The price of labour, whoever pays.
    pub labour: Money,
    /// Who pays.
    pub coverage: Coverage,
    /// What the owner pays: 0 when covered.
    pub charge: Money,
    /// Carried over: nothing of this line changed since the owner approved it.
    #[serde(default)]
    pub kept: bool,
}

/// A line as owner and desk see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// Its numbers.
    pub facts: LineFacts,
    /// The part or the work.
    pub title: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What was measured or seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Why a manager signed "not covered" although a recall is open on the component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// What the owner said.
    pub decision: Decision,
}

/// One revision of the estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// From 1.
    pub revision: u32,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// By whom.
    pub sent_by: Option<String>,
    /// Why it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
    /// What the owner would pay for all of it.
    pub total: Money,
    /// What the owner approved so far: nothing above it may be charged.
    pub approved: Money,
    /// It was charged; more work starts with the case opened again.
    #[serde(default)]
    pub invoiced: bool,
}

impl Estimate {
    /// Lines the owner has not decided.
    pub fn open(&self) -> usize {
        self.lines
            .iter()
            .filter(|l| l.decision == Decision::Open)
            .count()
    }

    /// The line of this id.
    pub fn line(&self, id: &LineId) -> Option<&Line> {
        self.lines.iter().find(|l| l.facts.id == *id)
    }
}

/// `POST /api/cases/{id}/authorisations`: the second of two steps. `total` is what the first step
/// showed: the sum that will have been approved after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorise {
    /// The revision that was on the screen; a newer one is a refusal (`revision-stale`).
    pub revision: u32,
    /// Lines that may be done.
    #[serde(default)]
    pub approve: Vec<LineId>,
    /// Lines that may not.
    #[serde(default)]
    pub decline: Vec<LineId>,
    /// The approved total after this.
    pub total: Money,
}

/// `POST /api/desk/cases/{id}/invoices`: what is charged, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceDraft {
    /// Approved lines and what is charged for each: at most what was approved.
    pub lines: Vec<InvoiceLine>,
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceLine {
    /// Which line of the estimate.
    pub line: LineId,
    /// What the owner pays for it.
    pub charge: Money,
}

/// The invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invoice {
    /// When.
    pub at: Timestamp,
    /// The lines.
    pub lines: Vec<InvoiceLine>,
    /// Their sum.
    pub total: Money,
}

/// `POST /api/desk/cases/{id}/signatures`: a manager signs that a line on a recalled component is
/// not covered, with the reason the owner will read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sign {
    /// The component, in the words of the recall.
    pub component: String,
    /// 1 to 2,000 characters; the owner reads them.
    pub reason: String,
}

/// A manager's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    /// The component.
    pub component: String,
    /// The reason, for the owner.
    pub reason: Option<String>,
    /// Who signed.
    pub by: Option<String>,
    /// Numbers of the recalls it was signed away from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub campaigns: Vec<String>,
}

impl Signature {
    /// Whether it is about this component: the one it names, or a part of it.
    pub fn is_about(&self, component: &str) -> bool {
        holds_component(&self.component, component)
    }
}

/// Money that goes back: work under a recall that the owner had paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// The recall's number.
    pub campaign: String,
    /// The invoice it was on, as the maker or this server names it.
    pub invoice: String,
    /// For which component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// What was paid.
    pub amount: Money,
    /// When it was paid back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_at: Option<Timestamp>,
}

/// `POST /api/desk/cases/{id}/refunds`: the money has gone back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveRefund {
    /// Which, by its invoice.
    pub invoice: String,
    /// And by its component, as the refund names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
}
