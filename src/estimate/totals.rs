//! How the lines come to what the owner pays: what the work is worth, who else pays of it, tax. Shown only where
//! these figures really add up to the total.

use crate::portal::Portal;
use contract::estimate::{Estimate, Line, LineKind};
use contract::money::Money;
use i18n::{Key, k};
use leptos::prelude::*;

/// What the figures of an estimate come to, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sums {
    worth: i64,
    covered: i64,
    tax: i64,
}

impl Sums {
    /// `None` where they do not make the total.
    fn of(estimate: &Estimate) -> Option<Self> {
        let (taxes, work): (Vec<&Line>, Vec<&Line>) = {
            let lines = estimate.lines.iter();
            lines.partition(|l| l.facts.kind == LineKind::Tax)
        };
        let worth = |l: &&&Line| l.facts.parts.minor + l.facts.labour.minor;
        let covered = work.iter().filter(|l| l.facts.coverage.covered());
        let sums = Self {
            worth: work.iter().map(|l| worth(&l)).sum(),
            covered: covered.map(|l| worth(&l)).sum(),
            tax: taxes.iter().map(|l| l.facts.charge.minor).sum(),
        };
        let total = sums.worth - sums.covered + sums.tax;
        (total == estimate.total.minor).then_some(sums)
    }
}

/// The figures between the lines and the total.
#[component]
pub fn Totals(
    /// The estimate.
    estimate: Estimate,
    /// What their sum is called.
    name: Key,
) -> impl IntoView {
    let w = Portal::here().words;
    let total = estimate.total;
    let sums = Sums::of(&estimate);
    let row = move |name: Key, minor: i64| {
        let money = Money { minor, ..total };
        view! {
            <div>
                <dt>{w.say(name)}</dt>
                <dd class="amount">{move || w.money(money)}</dd>
            </div>
        }
    };
    let between = sums.map(|sums| {
        let tax = (sums.tax != 0).then(|| row(k::ESTIMATE_TAX, sums.tax));
        let covered = (sums.covered != 0).then(|| row(k::ESTIMATE_COVERED, -sums.covered));
        let worth =
            (tax.is_some() || covered.is_some()).then(|| row(k::ESTIMATE_WORTH, sums.worth));
        view! {
            {worth}
            {covered}
            {tax}
        }
    });
    view! {
        <dl class="totals">
            {between}
            <div class="bill-total">
                <dt>{w.say(name)}</dt>
                <dd class="amount">{move || w.money(total)}</dd>
            </div>
        </dl>
    }
}
