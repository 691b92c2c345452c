//! What the owner chose so far. It is kept in the outbox as the command it will become, so that a
//! reload loses no choice; a choice made on another revision does not count.

use crate::outbox::{Act, Draft, Form};
use crate::portal::Portal;
use casework::{Refusal, may};
use contract::case::Case;
use contract::estimate::{Authorise, Decision, Estimate, Line};
use contract::id::LineId;
use contract::money::Money;

/// Lines to approve and to decline, of one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The revision on the screen.
    pub revision: u32,
    /// May be done.
    pub approve: Vec<Line>,
    /// May not.
    pub decline: Vec<Line>,
    /// What was approved before.
    approved: Money,
}

/// Whether the owner can decide on the line, or ask a manager about it.
pub fn undecided(line: &Line) -> bool {
    matches!(line.decision, Decision::Open | Decision::Declined)
}

/// Whether whoever is here may approve and decline; the rules' own two questions.
pub fn may_decide(portal: Portal, case: &Case) -> Result<(), Refusal> {
    may_approve(portal, case).and_then(|()| may::handle(case))
}

/// Whether whoever is here may approve money.
pub fn may_approve(portal: Portal, case: &Case) -> Result<(), Refusal> {
    may::approve_money(&portal.me(case))
}

impl Chosen {
    /// Reads the draft against the estimate in force.
    pub fn read(estimate: &Estimate, draft: &Draft) -> Self {
        let body = draft.body.as_ref();
        let body = body.filter(|b| b["revision"].as_u64() == Some(estimate.revision.into()));
        let said = |field: &str| -> Vec<Line> {
            let ids = body.and_then(|b| b[field].as_array());
            let named = |l: &&Line| {
                let mut ids = ids.into_iter().flatten();
                ids.any(|id| id.as_str() == Some(l.facts.id.as_str()))
            };
            let lines = estimate.lines.iter().filter(|l| undecided(l));
            lines.filter(named).cloned().collect()
        };
        Self {
            revision: estimate.revision,
            approve: said("approve"),
            decline: said("decline"),
            approved: estimate.approved,
        }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.approve.is_empty() && self.decline.is_empty()
    }

    /// What the approved lines cost.
    pub fn added(&self) -> Money {
        // The rules let one currency into an estimate, and no sum of its lines is too large.
        let minor = self.approve.iter().map(|l| l.facts.charge.minor).sum();
        Money {
            minor,
            ..self.approved
        }
    }

    /// What will have been approved in all.
    pub fn total(&self) -> Money {
        Money {
            minor: self.approved.minor + self.added().minor,
            ..self.approved
        }
    }

    fn choose(&mut self, line: &Line, approve: bool) {
        self.approve.retain(|l| l.facts.id != line.facts.id);
        self.decline.retain(|l| l.facts.id != line.facts.id);
        if approve {
            self.approve.push(line.clone());
        } else if line.decision == Decision::Open {
            self.decline.push(line.clone());
        }
    }

    fn command(&self) -> Authorise {
        let ids = |lines: &[Line]| lines.iter().map(|l| l.facts.id.clone()).collect();
        Authorise {
            revision: self.revision,
            approve: ids(&self.approve),
            decline: ids(&self.decline),
            total: self.total(),
        }
    }
}

/// Chooses for one line, or for all that are undecided.
pub fn choose(portal: Portal, case: &Case, only: Option<&LineId>, approve: bool) {
    let Some(estimate) = &case.estimate else {
        return;
    };
    let form = Form::Act(case.id.clone(), Act::Authorise);
    portal.outbox.edit(&form, |draft| {
        let mut chosen = Chosen::read(estimate, draft);
        for line in estimate.lines.iter().filter(|l| undecided(l)) {
            if only.is_none_or(|id| *id == line.facts.id) {
                chosen.choose(line, approve);
            }
        }
        draft.body = serde_json::to_value(chosen.command()).ok();
    });
}
