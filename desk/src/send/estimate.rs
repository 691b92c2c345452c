//! The estimate as it is typed: amounts stay as typed until they are sent, so that nothing jumps under
//! the cursor.

use super::draft::{fault, typed};
use super::money;
use casework::text::{LINE, LONG, field};
use contract::case::Case;
use contract::estimate::{Coverage, Decision, EstimateDraft, Line, LineDraft, LineKind};
use contract::id::LineId;
use contract::money::{Currency, Money};
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The estimate as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimateForm {
    /// The revision it was begun from.
    pub follows: u32,
    /// The currency of all amounts; none until it is chosen.
    pub currency: Option<Currency>,
    /// The lines.
    pub lines: Vec<LineForm>,
    /// Why it changed.
    pub note: String,
    /// A note is needed: an estimate is in force.
    pub changes: bool,
}

/// A line as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineForm {
    /// Stays the same from revision to revision.
    pub id: LineId,
    /// What it is for.
    pub kind: LineKind,
    /// The part or the work.
    pub title: String,
    /// Why.
    pub reason: String,
    /// What was measured or seen.
    pub evidence: String,
    /// The component, in the words of the recall feed.
    pub component: String,
    /// The price of parts; empty is nothing.
    pub parts: String,
    /// The price of labour; empty is nothing.
    pub labour: String,
    /// Who pays; none until somebody says.
    pub coverage: Option<Coverage>,
}

/// What the lines amount to, in minor units, as far as they can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// All of it, whoever pays.
    pub all: i64,
    /// What the owner pays.
    pub owner: i64,
}

impl EstimateForm {
    /// Begins with the estimate in force, else with one empty line `fresh`.
    pub fn of(case: &Case, fresh: Option<LineId>, mark: char) -> Self {
        let before = case.estimate.as_ref();
        let lines = match before {
            Some(estimate) => estimate
                .lines
                .iter()
                .map(|l| LineForm::of(l, mark))
                .collect(),
            None => fresh.map(LineForm::empty).into_iter().collect(),
        };
        Self {
            follows: case.revisions,
            currency: currency(case),
            lines,
            note: String::new(),
            changes: before.is_some(),
        }
    }

    /// What is wrong with it, line by line, in the order of the fields.
    pub fn faults(form: Option<&Self>) -> Vec<FieldError> {
        let Some(form) = form.filter(|f| !f.lines.is_empty()) else {
            return vec![fault("/body/lines", Fault::Empty)];
        };
        let mut faults = Vec::new();
        if form.currency.is_none() {
            faults.push(fault("/body/currency", Fault::Missing));
        }
        for (i, line) in form.lines.iter().enumerate() {
            let at = |field: &str| format!("/body/lines/{i}/{field}");
            let optional = |text: &str, limit, name| {
                let found = field(text, limit, at(name)).err();
                found.filter(|_| typed(text))
            };
            faults.extend(field(&line.title, LINE, at("title")).err());
            faults.extend(optional(&line.component, LINE, "component"));
            for (name, text) in [("parts", &line.parts), ("labour", &line.labour)] {
                faults.extend(amount(text).err().map(|code| fault(at(name), code)));
            }
            faults.extend(field(&line.reason, LONG, at("reason")).err());
            faults.extend(optional(&line.evidence, LONG, "evidence"));
        }
        if form.changes || typed(&form.note) {
            faults.extend(field(&form.note, LONG, "/body/note").err());
        }
        faults
    }

    /// The command's body; `None` while an amount cannot be read.
    pub fn command(&self, next_update: Timestamp) -> Option<EstimateDraft> {
        let currency = self.currency?;
        let money = |text: &str| {
            let minor = amount(text).ok()?;
            Some(Money { minor, currency })
        };
        let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let line = |l: &LineForm| {
            Some(LineDraft {
                id: l.id.clone(),
                kind: l.kind,
                title: l.title.clone(),
                reason: l.reason.clone(),
                evidence: some(&l.evidence),
                component: some(&l.component),
                parts: money(&l.parts)?,
                labour: money(&l.labour)?,
                coverage: l.coverage,
            })
        };
        Some(EstimateDraft {
            follows: self.follows,
            lines: self.lines.iter().map(line).collect::<Option<_>>()?,
            note: some(&self.note),
            next_update,
        })
    }

    /// What the lines amount to so far.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for line in &self.lines {
            let price = amount(&line.parts).unwrap_or(0) + amount(&line.labour).unwrap_or(0);
            sums.all += price;
            if !line.coverage.is_some_and(Coverage::covered) {
                sums.owner += price;
            }
        }
        sums
    }
}

impl LineForm {
    /// A line with nothing in it.
    pub fn empty(id: LineId) -> Self {
        Self {
            id,
            kind: LineKind::Work,
            title: String::new(),
            reason: String::new(),
            evidence: String::new(),
            component: String::new(),
            parts: String::new(),
            labour: String::new(),
            coverage: None,
        }
    }

    fn of(line: &Line, mark: char) -> Self {
        let facts = &line.facts;
        Self {
            id: facts.id.clone(),
            kind: facts.kind,
            title: line.title.clone().unwrap_or_default(),
            reason: line.reason.clone().unwrap_or_default(),
            evidence: line.evidence.clone().unwrap_or_default(),
            component: facts.component.clone().unwrap_or_default(),
            parts: money::typed(facts.parts.minor, mark),
            labour: money::typed(facts.labour.minor, mark),
            coverage: Some(facts.coverage),
        }
    }
}

/// The currency the case's money is in already.
pub fn currency(case: &Case) -> Option<Currency> {
    let estimate = case.estimate.as_ref().map(|e| e.total.currency);
    let refund = || case.refunds.first().map(|r| r.amount.currency);
    let invoice = || case.invoices.first().map(|i| i.total.currency);
    let visit = || {
        let visit = case.appointment.as_ref().map(|a| &a.offer);
        visit.or(case.offers.first()).map(|o| o.price.currency)
    };
    estimate.or_else(invoice).or_else(refund).or_else(visit)
}

/// What the owner approved, line by line.
pub fn approved(case: &Case) -> impl Iterator<Item = &Line> {
    let lines = case.estimate.iter().flat_map(|e| &e.lines);
    lines.filter(|l| l.decision == Decision::Approved)
}

/// An amount where nothing typed is nothing charged.
fn amount(text: &str) -> Result<i64, Fault> {
    match money::parse(text) {
        Err(Fault::Empty) => Ok(0),
        read => read,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn form() -> EstimateForm {
        let id = LineId::parse("a").expect("an id");
        let mut line = LineForm::empty(id);
        line.title = "Battery pack".into();
        line.reason = "Two cells are dead.".into();
        line.parts = "28.000,00".into();
        line.labour = "2000".into();
        EstimateForm {
            follows: 0,
            currency: Currency::try_from("EUR".to_owned()).ok(),
            lines: vec![line],
            note: String::new(),
            changes: false,
        }
    }

    #[test]
    fn a_covered_line_costs_the_owner_nothing_and_its_price_is_still_told() {
        let mut form = form();
        let all = 3_000_000;
        assert_eq!(form.sums(), Sums { all, owner: all });
        form.lines[0].coverage = Some(Coverage::Recall);
        assert_eq!(form.sums(), Sums { all, owner: 0 });
        let draft = form.command(Timestamp(5)).expect("a command");
        assert_eq!(draft.lines[0].parts.minor, 2_800_000);
        assert_eq!(draft.lines[0].evidence, None);
    }

    #[test]
    fn each_fault_points_at_its_field() {
        let mut form = form();
        assert_eq!(EstimateForm::faults(Some(&form)), []);
        form.changes = true;
        form.lines[0].labour = "2.000".into();
        form.lines[0].title.clear();
        let found = EstimateForm::faults(Some(&form));
        let at: Vec<&str> = found.iter().map(|f| f.pointer.as_str()).collect();
        let expected = ["/body/lines/0/title", "/body/lines/0/labour", "/body/note"];
        assert_eq!(at, expected);
        assert_eq!(form.command(Timestamp(5)), None);
        assert_eq!(EstimateForm::faults(None)[0].pointer, "/body/lines");
    }
}
