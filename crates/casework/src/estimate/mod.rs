//! Money: estimates line by line, the recall's and the warranty's gate, the owner's recorded
//! decision, and an invoice that never passes it.

mod lines;

use crate::decide::{Context, Decided, Decision, Part, single};
use crate::refusal::{Faults, because};
use crate::text::{self, LINE, LONG};
use crate::work::due;
use crate::{Refusal, may};
use contract::case::Case;
use contract::estimate::{
    Authorise, Coverage, Decision as Said, EstimateDraft, GiveRefund, InvoiceDraft, LineKind, Sign,
};
use contract::event::Body;
use contract::id::LineId;
use contract::manager::Level;
use contract::money::Money;
use contract::problem::{Fault, Kind};
use contract::vehicle::on_list;
use std::collections::HashSet;

pub use lines::{LARGEST, LINES, needs_signature};

/// A manager signs that work on a recalled component is not covered, with a reason the owner reads.
pub(crate) fn sign(case: &Case, sign: &Sign, cx: &Context<'_>) -> Decision {
    may::manage(cx.who, Level::Local)?;
    may::handle(case)?;
    let mut faults = Faults::default();
    let component = faults.take(text::field(&sign.component, LINE, "/body/component"));
    let reason = faults.take(text::field(&sign.reason, LONG, "/body/reason"));
    let (Some(component), Some(reason)) = (component, reason) else {
        return Err(Refusal::Invalid(faults.0));
    };
    // A signature is about the recalls that are open now; it is no blank for later ones.
    let open = cx
        .vehicle
        .into_iter()
        .flat_map(|v| v.recalls_on(&component));
    let campaigns: Vec<String> = open.map(|r| r.campaign.number.clone()).collect();
    if campaigns.is_empty() {
        faults.add("/body/component", Fault::NotCovered);
        return Err(Refusal::Invalid(faults.0));
    }
    let body = Body::Signed {
        component,
        campaigns,
    };
    single(Decided::with(body, "reason", reason))
}

/// Sends the estimate, or its next revision.
pub(crate) fn send(case: &Case, draft: &EstimateDraft, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::estimate(case)?;
    if draft.follows != case.revisions {
        return because(Kind::RevisionStale);
    }
    let before = case.estimate.as_ref();
    let mut faults = Faults::default();
    let note = match draft.note.as_deref().filter(|n| !n.trim().is_empty()) {
        Some(note) => faults.take(text::field(note, LONG, "/body/note")),
        None if before.is_some() => {
            faults.add("/body/note", Fault::Empty);
            None
        }
        None => None,
    };
    if let Err(Refusal::Invalid(more)) = due(draft.next_update, cx.now, "/body/next_update") {
        faults.0.extend(more);
    }
    let mut parts: Vec<_> = note.map(|n| Part::new("note", n)).into_iter().collect();
    let lines = lines::check(case, draft, cx, &mut faults, &mut parts);
    let Some((lines, total)) = lines.filter(|_| faults.0.is_empty()) else {
        return Err(Refusal::Invalid(faults.0));
    };
    single(Decided {
        body: Body::Estimated {
            revision: case.revisions + 1,
            lines,
            total,
            next_update: draft.next_update,
        },
        parts,
    })
}

/// The owner decides on lines: what is approved, what is declined, and the total that was seen.
pub(crate) fn authorise(case: &Case, authorise: &Authorise, cx: &Context<'_>) -> Decision {
    may::approve_money(cx.who)?;
    may::handle(case)?;
    let Some(estimate) = &case.estimate else {
        return because(Kind::NoEstimate);
    };
    if estimate.revision != authorise.revision {
        return because(Kind::RevisionStale);
    }
    let mut faults = Faults::default();
    if authorise.approve.is_empty() && authorise.decline.is_empty() {
        faults.add("/body/approve", Fault::Empty);
    }
    let mut seen = HashSet::new();
    let mut total = estimate.approved;
    let mut added = Money {
        minor: 0,
        currency: total.currency,
    };
    for (field, ids) in [
        ("approve", &authorise.approve),
        ("decline", &authorise.decline),
    ] {
        for (i, id) in ids.iter().enumerate() {
            if !seen.insert(id) {
                faults.add(format!("/body/{field}/{i}"), Fault::Twice);
                continue;
            }
            let Some(line) = estimate.line(id) else {
                return because(Kind::LineWithdrawn);
            };
            match line.decision {
                Said::Approved => return because(Kind::LineDecided),
                Said::Disputed => return because(Kind::LineDisputed),
                Said::Open | Said::Declined => {}
            }
            if field == "approve" {
                let (Ok(a), Ok(t)) = (
                    added.checked_add(line.facts.charge),
                    total.checked_add(line.facts.charge),
                ) else {
                    return because(Kind::TotalDiffers);
                };
                (added, total) = (a, t);
            }
        }
    }
    faults.none_or_refuse()?;
    if total != authorise.total {
        return because(Kind::TotalDiffers);
    }
    single(Body::Authorised {
        revision: estimate.revision,
        approved: authorise.approve.clone(),
        declined: authorise.decline.clone(),
        added,
        total,
        surface: cx.surface,
    })
}

/// Charges approved lines, each at most at what was approved: zero tolerance.
pub(crate) fn invoice(case: &Case, draft: &InvoiceDraft, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::invoice(case)?;
    let Some(estimate) = &case.estimate else {
        return because(Kind::NoEstimate);
    };
    let mut faults = Faults::default();
    if draft.lines.is_empty() {
        faults.add("/body/lines", Fault::Empty);
    }
    let mut seen: HashSet<&LineId> = HashSet::new();
    let mut total = Money {
        minor: 0,
        currency: estimate.total.currency,
    };
    let recall_open = cx.vehicle.is_some_and(|v| v.any_recall());
    let (mut tax, mut tax_at) = (0, None);
    for (i, item) in draft.lines.iter().enumerate() {
        let at = |field: &str| format!("/body/lines/{i}/{field}");
        if !seen.insert(&item.line) {
            faults.add(at("line"), Fault::Twice);
            continue;
        }
        let Some(line) = estimate.line(&item.line) else {
            return because(Kind::LineWithdrawn);
        };
        if line.decision != Said::Approved {
            return because(Kind::NotAuthorised);
        }
        if item.charge.minor < 0 {
            faults.add(at("charge"), Fault::Negative);
        } else if item.charge.currency != total.currency {
            faults.add(at("charge"), Fault::TwoCurrencies);
        } else if item.charge.minor > line.facts.charge.minor {
            faults.add(at("charge"), Fault::AboveApproved);
        } else if item.charge.minor > 0
            && line.facts.kind != LineKind::Tax
            && recall_open
            && !is_named(line.facts.component.as_deref(), cx)
        {
            // Approved before the recall was opened: nobody can tell whether it covers the line.
            faults.add(at("charge"), Fault::SignatureNeeded);
        } else if item.charge.minor > 0
            && line.facts.coverage == Coverage::NotCovered
            && needs_signature(case, cx.vehicle, line.facts.component.as_deref())
        {
            // A recall that was opened after the line was approved makes it free all the same.
            faults.add(at("charge"), Fault::SignatureNeeded);
        } else if let Ok(sum) = total.checked_add(item.charge) {
            total = sum;
            if line.facts.kind == LineKind::Tax {
                tax += item.charge.minor;
                tax_at = tax_at.or(Some(i));
            }
        }
    }
    // Where a line became free, the tax on it did too.
    if let Some(i) = tax_at.filter(|_| lines::too_much_tax(tax, total.minor - tax)) {
        faults.add(format!("/body/lines/{i}/charge"), Fault::TooMuch);
    }
    faults.none_or_refuse()?;
    single(Body::Invoiced {
        lines: draft.lines.clone(),
        total,
    })
}

/// Whether a component is said, and in the maker's words.
fn is_named(component: Option<&str>, cx: &Context<'_>) -> bool {
    component.is_some_and(|c| on_list(cx.components, c))
}

/// The money for work under a recall has gone back to the owner.
pub(crate) fn refund(case: &Case, refund: &GiveRefund, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    // What a report was taken back with is found again with the next one.
    if case.closure.as_ref().is_some_and(|c| c.withdrawn) {
        return because(Kind::RefundNotFound);
    }
    let owed = case
        .refunds
        .iter()
        .filter(|r| r.refunded_at.is_none())
        .any(|r| r.invoice == refund.invoice && r.component == refund.component);
    if !owed {
        return because(Kind::RefundNotFound);
    }
    single(Body::Refunded {
        invoice: refund.invoice.clone(),
        component: refund.component.clone(),
    })
}
