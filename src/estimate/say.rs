//! The page's sentence, and the estimate's name.

use super::chosen::Chosen;
use crate::portal::Portal;
use crate::say::Sentence;
use casework::may;
use contract::case::Case;
use contract::estimate::{Decision, Estimate, Line};
use i18n::{Key, k};
use ui::words::Words;

/// `Estimate, second version`.
pub fn heading(w: Words, revision: u32) -> String {
    match revision {
        0 | 1 => w.t(k::ESTIMATE_HEADING),
        2 => w.t(k::ESTIMATE_HEADING_2),
        3 => w.t(k::ESTIMATE_HEADING_3),
        n => w.tf(k::ESTIMATE_HEADING_N, &[("n", &n.to_string())]),
    }
}

/// What the sum of all lines is called: it is what the owner pays unless a line was declined, or the case was closed
/// before all were decided.
pub fn sum_of(case: &Case) -> Key {
    let declined = |e: &Estimate| e.lines.iter().any(|l| l.decision == Decision::Declined);
    match may::handle(case).is_err() || case.estimate.as_ref().is_some_and(declined) {
        true => k::ESTIMATE_ALL_LINES,
        false => k::ESTIMATE_PAY,
    }
}

/// How many lines wait for the owner; after the close, how many were never decided.
pub fn waiting(w: Words, estimate: &Estimate, open: bool) -> String {
    let lines = estimate.open() as u64;
    match open {
        true => w.tn(k::ESTIMATE_WAITING_ONE, k::ESTIMATE_WAITING_OTHER, lines),
        false => w.tn(k::ESTIMATE_LAPSED_ONE, k::ESTIMATE_LAPSED_OTHER, lines),
    }
}

/// What it costs and what it waits for; in the second step, what is about to happen.
pub fn of_estimate(portal: Portal, case: &Case, review: Option<&Chosen>) -> Sentence {
    let w = portal.words;
    let two = |first: String, second: String| Sentence { first, second };
    if let Some(chosen) = review {
        let first = if chosen.approve.is_empty() {
            w.t(k::ESTIMATE_SAY_DECLINE)
        } else {
            let amount = w.money(chosen.added());
            w.tf(k::ESTIMATE_SAY_REVIEW, &[("amount", &amount)])
        };
        return two(first, w.t(k::ESTIMATE_SAY_REVIEW_NEXT));
    }
    let Some(estimate) = &case.estimate else {
        return two(w.t(k::ESTIMATE_SAY_NONE), w.t(k::ESTIMATE_SAY_NONE_NEXT));
    };
    let approved = w.money(estimate.approved);
    if let Some(invoice) = case.invoices.last().filter(|_| estimate.invoiced) {
        let amount = w.money(invoice.total);
        return two(
            w.tf(k::ESTIMATE_SAY_INVOICED, &[("amount", &amount)]),
            w.tf(k::ESTIMATE_SAY_INVOICED_NEXT, &[("amount", &approved)]),
        );
    }
    if estimate.open() > 0 {
        let amount = w.money(estimate.total);
        return two(
            w.tf(k::ESTIMATE_SAY_PAY, &[("amount", &amount)]),
            waiting(w, estimate, may::handle(case).is_ok()),
        );
    }
    let asked = |l: &Line| l.decision == Decision::Disputed;
    let answer_by = case.open_disputes().map(|d| d.answer_by).min();
    if let Some(by) = answer_by.filter(|_| estimate.lines.iter().any(asked)) {
        let time = portal.moment(by, &case.centre);
        return two(
            w.t(k::ESTIMATE_SAY_DISPUTED),
            w.tf(k::DISPUTE_ANSWER_BY, &[("time", &time)]),
        );
    }
    two(
        w.t(k::SAY_DECIDED),
        w.tf(k::ESTIMATE_SAY_APPROVED, &[("amount", &approved)]),
    )
}
