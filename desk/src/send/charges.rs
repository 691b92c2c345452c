//! What is charged for each approved line, as it is typed: at most what was approved.

use super::draft::fault;
use super::estimate::approved;
use super::money;
use contract::case::Case;
use contract::estimate::{InvoiceDraft, InvoiceLine};
use contract::id::LineId;
use contract::money::Money;
use contract::problem::{Fault, FieldError};
use serde::{Deserialize, Serialize};

/// What is charged for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The line.
    pub line: LineId,
    /// The amount as it is typed.
    pub typed: String,
    /// What was approved for it.
    pub most: Money,
}

/// The approved lines, each with what was typed for it so far, else with all that was approved.
pub fn of(case: &Case, before: &[Charge], mark: char) -> Vec<Charge> {
    let charge = |line: &contract::estimate::Line| {
        let most = line.facts.charge;
        let kept = before.iter().find(|c| c.line == line.facts.id);
        Charge {
            line: line.facts.id.clone(),
            typed: kept.map_or_else(|| money::typed(most.minor, mark), |c| c.typed.clone()),
            most,
        }
    };
    approved(case).map(charge).collect()
}

/// What is wrong with them.
pub fn faults(charges: &[Charge]) -> Vec<FieldError> {
    let all = charges.iter().enumerate();
    let found = all.filter_map(|(i, c)| {
        let code = match money::parse(&c.typed) {
            Ok(minor) if minor > c.most.minor => Fault::AboveApproved,
            Ok(_) => return None,
            Err(code) => code,
        };
        Some(fault(format!("/body/lines/{i}/charge"), code))
    });
    found.collect()
}

/// The command's body; `None` while an amount cannot be read.
pub fn command(charges: &[Charge]) -> Option<InvoiceDraft> {
    let line = |c: &Charge| {
        Some(InvoiceLine {
            line: c.line.clone(),
            charge: Money {
                minor: money::parse(&c.typed).ok()?,
                currency: c.most.currency,
            },
        })
    };
    Some(InvoiceDraft {
        lines: charges.iter().map(line).collect::<Option<_>>()?,
    })
}

/// Their sum, as far as they can be read.
pub fn total(charges: &[Charge]) -> Option<Money> {
    let minor = charges
        .iter()
        .map(|c| money::parse(&c.typed).unwrap_or(0))
        .sum();
    charges.first().map(|c| Money {
        minor,
        currency: c.most.currency,
    })
}
