//! The sentence that each screen opens with: the answer to the one question the person has.

use crate::portal::Portal;
use contract::case::{CaseSummary, Stage};
use i18n::k;
use leptos::prelude::Get;

/// A sentence in two halves; the second carries the weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What is so.
    pub first: String,
    /// What is next.
    pub second: String,
}

/// What a case says of itself right now.
pub fn of_case(portal: Portal, case: &CaseSummary) -> Sentence {
    let w = portal.words;
    let centre = portal
        .centre(&case.centre)
        .map(|c| c.name)
        .unwrap_or_default();
    let advisor = case.advisor.clone().unwrap_or_else(|| centre.clone());
    match (case.stage, case.due) {
        (Stage::Closed, _) => Sentence {
            first: w.t(k::SAY_CLOSED),
            second: w.tf(k::SAY_CLOSED_BY, &[("who", &advisor)]),
        },
        (Stage::Accepted, Some(due)) => {
            let now = portal.now.get();
            let time = w.moment(due, now, &portal.zone(&case.centre));
            let (first, second) = if now < due {
                (k::SAY_HAS_IT, k::SAY_NEXT)
            } else {
                (k::SAY_HAS_IT, k::SAY_MISSED)
            };
            Sentence {
                first: w.tf(first, &[("who", &advisor)]),
                second: w.tf(second, &[("time", &time)]),
            }
        }
        _ => Sentence {
            first: w.tf(k::SAY_REPORTED, &[("centre", &centre)]),
            second: w.t(k::SAY_REPORTED_NEXT),
        },
    }
}
