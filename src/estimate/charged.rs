//! What was charged, against what was approved; and what goes back.

use super::line::name;
use crate::portal::Portal;
use contract::case::Case;
use contract::estimate::{Invoice, Refund};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;

/// Invoices and refunds; nothing while there are none.
#[component]
pub fn Charged(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let time = move |at: Timestamp| case.with(|c| portal.moment(at, &c.centre));
    let invoices = Memo::new(move |_| case.with(|c| c.invoices.clone()));
    let refunds = Memo::new(move |_| case.with(|c| c.refunds.clone()));
    // The estimate in force belongs to the last invoice only, and only once that is written.
    let estimate = Memo::new(move |_| case.with(|c| c.estimate.clone().filter(|e| e.invoiced)));
    let invoices = move || {
        let all = invoices.get();
        let last = all.len();
        let row = |(i, invoice): (usize, Invoice)| {
            let estimate = estimate.get().filter(|_| i + 1 == last);
            let lines = invoice.lines.iter().filter_map(|charged| {
                let line = estimate.as_ref()?.line(&charged.line)?;
                Some(view! {
                    <li>
                        <span class="what">{name(line)}</span>
                        <b class="amount">{w.money(charged.charge)}</b>
                    </li>
                })
            });
            let lines = lines.collect_view();
            let kept = estimate.filter(|e| invoice.total.minor <= e.approved.minor);
            let kept = kept.map(|e| {
                let amount = w.money(e.approved);
                w.tf(k::ESTIMATE_INVOICE_KEPT, &[("amount", &amount)])
            });
            view! {
                <section class="sheet">
                    <h2>{w.tf(k::ESTIMATE_INVOICE, &[("time", &time(invoice.at))])}</h2>
                    <ul class="bill-lines" role="list">
                        {lines}
                    </ul>
                    <p class="figure">{w.money(invoice.total)}</p>
                    <p>{kept}</p>
                </section>
            }
        };
        all.into_iter().enumerate().map(row).collect_view()
    };
    let refunds = move || {
        let row = |refund: Refund| {
            let found = [
                ("what", refund.campaign.as_str()),
                ("invoice", refund.invoice.as_str()),
            ];
            let found = w.tf(k::ESTIMATE_REFUND_FOUND, &found);
            let stands = match refund.refunded_at {
                Some(at) => w.tf(k::ESTIMATE_REFUND_GIVEN, &[("time", &time(at))]),
                None => w.t(k::ESTIMATE_REFUND_OPEN),
            };
            view! {
                <li>
                    <span class="what">{stands}</span>
                    <b class="amount">{w.money(refund.amount)}</b>
                    <small>{found}</small>
                </li>
            }
        };
        let rows = refunds.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="sheet">
                    <h2>{w.t(k::ESTIMATE_REFUNDS)}</h2>
                    <ul class="bill-lines" role="list">
                        {rows.into_iter().map(row).collect_view()}
                    </ul>
                </section>
            }
        })
    };
    view! {
        {move || invoices()}
        {move || refunds()}
    }
}
