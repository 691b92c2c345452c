//! The lines of an estimate: prices that can be summed, and the gate that no line passes unclassed.

use crate::decide::{Context, Part};
use crate::refusal::{Faults, fault};
use crate::text::{self, LINE, LONG};
use contract::case::Case;
use contract::estimate::{Coverage, Decision, EstimateDraft, LineDraft, LineFacts, LineKind};
use contract::money::Money;
use contract::problem::Fault;
use contract::vehicle::{VehicleRecord, on_list, same_component};
use std::collections::HashSet;

/// Most lines in one estimate.
pub const LINES: usize = 50;
/// Largest price of parts or labour of one line, in minor units: 100 million and no sum of 50 lines
/// comes near the end of the numbers.
pub const LARGEST: i64 = 10_000_000_000;

/// The lines as facts, their words as parts, and the total; `None` when there is a fault.
pub(super) fn check(
    case: &Case,
    draft: &EstimateDraft,
    cx: &Context<'_>,
    faults: &mut Faults,
    parts: &mut Vec<Part>,
) -> Option<(Vec<LineFacts>, Money)> {
    let Some(first) = draft.lines.first() else {
        faults.add("/body/lines", Fault::Empty);
        return None;
    };
    if draft.lines.len() > LINES {
        let many = fault("/body/lines", Fault::TooLong, Some(LINES as u32));
        faults.0.push(many);
        return None;
    }
    // One currency from the first revision to the last.
    let currency = case
        .estimate
        .as_ref()
        .map_or(first.parts.currency, |e| e.total.currency);
    let mut total = Money { minor: 0, currency };
    let mut seen = HashSet::new();
    let mut facts = Vec::with_capacity(draft.lines.len());
    for (i, line) in draft.lines.iter().enumerate() {
        let at = |field: &str| format!("/body/lines/{i}/{field}");
        if !seen.insert(&line.id) {
            faults.add(at("id"), Fault::Twice);
        }
        let title = faults.take(text::field(&line.title, LINE, at("title")));
        let reason = faults.take(text::field(&line.reason, LONG, at("reason")));
        let typed = line.evidence.as_deref().filter(|e| !e.trim().is_empty());
        let evidence = typed.map(|e| faults.take(text::field(e, LONG, at("evidence"))));
        let price = price(line, &total, &at, faults);
        let coverage = coverage(case, line, cx, &at, faults);
        let (Some(title), Some(reason), Some(price), Some(coverage)) =
            (title, reason, price, coverage)
        else {
            continue;
        };
        let minor = if coverage.covered() { 0 } else { price };
        let again = case.repeat_of.is_some() || !case.invoices.is_empty();
        if minor > 0 && line.kind == LineKind::Diagnosis && again {
            faults.add(at("labour"), Fault::SecondFee);
        }
        let charge = Money { minor, currency };
        total.minor += minor;
        let kept = was_approved(case, line, &title, charge, coverage);
        parts.push(Part::new(format!("title-{}", line.id), title));
        parts.push(Part::new(format!("reason-{}", line.id), reason));
        let evidence = evidence.flatten();
        parts.extend(evidence.map(|e| Part::new(format!("evidence-{}", line.id), e)));
        facts.push(LineFacts {
            id: line.id.clone(),
            kind: line.kind,
            component: component(line).map(str::to_owned),
            parts: line.parts,
            labour: line.labour,
            coverage,
            charge,
            kept,
        });
    }
    tax_is_tax(&facts, faults);
    Some((facts, total))
}

/// Parts and labour together, in the estimate's currency.
fn price(
    line: &LineDraft,
    total: &Money,
    at: &impl Fn(&str) -> String,
    faults: &mut Faults,
) -> Option<i64> {
    let mut sum = Some(0);
    for (field, money) in [("parts", line.parts), ("labour", line.labour)] {
        let code = if money.minor < 0 {
            Fault::Negative
        } else if money.minor > LARGEST {
            Fault::TooMuch
        } else if money.currency != total.currency {
            Fault::TwoCurrencies
        } else {
            sum = sum.map(|s| s + money.minor);
            continue;
        };
        faults.add(at(field), code);
        sum = None;
    }
    sum
}

/// Who pays, as the gate lets it through.
fn coverage(
    case: &Case,
    line: &LineDraft,
    cx: &Context<'_>,
    at: &impl Fn(&str) -> String,
    faults: &mut Faults,
) -> Option<Coverage> {
    let record = cx.vehicle;
    let recall_open = record.is_some_and(|v| v.any_recall());
    let warranted = record.is_some_and(|v| v.running(cx.now).next().is_some());
    let component = component(line);
    if let Some(component) = component
        && let Err(error) = text::field(component, LINE, at("component"))
    {
        faults.0.push(error);
        return None;
    }
    // Without its component nobody could tell whether the recall covers it.
    if recall_open && component.is_none() && line.kind != LineKind::Tax {
        faults.add(at("component"), Fault::Missing);
        return None;
    }
    // A made-up name is on nobody's list of what a recall covers: of one that is open, or of the next,
    // which is to give back what was paid.
    if component.is_some_and(|c| !on_list(cx.components, c)) {
        faults.add(at("component"), Fault::UnknownComponent);
        return None;
    }
    let Some(coverage) = line.coverage else {
        if recall_open || warranted {
            faults.add(at("coverage"), Fault::Unclassed);
            return None;
        }
        return Some(Coverage::NotCovered);
    };
    let fits = match coverage {
        Coverage::Goodwill => true,
        Coverage::Recall => match (record, component) {
            (Some(v), Some(c)) => v.recalled(c).is_some(),
            // Tax on what a recall covers.
            (_, None) => recall_open && line.kind == LineKind::Tax,
            (None, _) => false,
        },
        Coverage::Warranty => record.is_some_and(|v| {
            v.running(cx.now).any(|w| {
                w.components.is_empty()
                    || line.kind == LineKind::Tax
                    || component.is_some_and(|c| w.components.iter().any(|w| same_component(w, c)))
            })
        }),
        Coverage::NotCovered => {
            if needs_signature(case, record, component) {
                faults.add(at("coverage"), Fault::SignatureNeeded);
                return None;
            }
            true
        }
    };
    if !fits {
        faults.add(at("coverage"), Fault::NotCovered);
        return None;
    }
    Some(coverage)
}

/// Whether a recall is open on the component from which no manager has signed it away. The desk asks
/// before an estimate travels.
pub fn needs_signature(
    case: &Case,
    vehicle: Option<&VehicleRecord>,
    component: Option<&str>,
) -> bool {
    let (Some(vehicle), Some(component)) = (vehicle, component) else {
        return false;
    };
    let signed = |campaign: &String| {
        let mut signatures = case.signatures.iter();
        signatures.any(|s| s.is_about(component) && s.campaigns.contains(campaign))
    };
    let mut recalls = vehicle.recalls_on(component);
    recalls.any(|r| !signed(&r.campaign.number))
}

fn component(line: &LineDraft) -> Option<&str> {
    let typed = line.component.as_deref().map(str::trim);
    typed.filter(|c| c.chars().any(char::is_alphanumeric))
}

/// An approval is carried over where nothing of what was approved has changed.
fn was_approved(
    case: &Case,
    line: &LineDraft,
    title: &str,
    charge: Money,
    coverage: Coverage,
) -> bool {
    let before = case.estimate.as_ref().and_then(|e| e.line(&line.id));
    before.is_some_and(|b| {
        b.decision == Decision::Approved
            && b.title.as_deref() == Some(title)
            && b.facts.kind == line.kind
            && b.facts.charge == charge
            && b.facts.coverage == coverage
            && b.facts.component.as_deref() == component(line)
    })
}

/// Tax is on what the owner pays, and never more than half of it: otherwise it would be a way around
/// the gate.
fn tax_is_tax(lines: &[LineFacts], faults: &mut Faults) {
    let sum = |tax: bool| -> i64 {
        let of = lines.iter().filter(|l| (l.kind == LineKind::Tax) == tax);
        of.map(|l| l.charge.minor).sum()
    };
    if too_much_tax(sum(true), sum(false))
        && let Some(i) = lines.iter().position(|l| l.kind == LineKind::Tax)
    {
        faults.add(format!("/body/lines/{i}/parts"), Fault::TooMuch);
    }
}

/// More than half of what it is on, in minor units.
pub(super) fn too_much_tax(tax: i64, of: i64) -> bool {
    tax > of / 2
}
