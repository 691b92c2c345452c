//! The money of a case: the estimate in force with what the owner said to each line, what was charged,
//! and what goes back.

use super::form::slot;
use super::status::FormStatus;
use crate::desk::Desk;
use crate::send::verb::Verb;
use crate::shape::Shape;
use contract::estimate::{Decision, Estimate, Line, Refund};
use i18n::{Key, k};
use leptos::prelude::*;
use ui::file::Shown;

/// Who pays, in the desk's words.
pub fn pays(coverage: contract::estimate::Coverage) -> Key {
    use contract::estimate::Coverage;
    match coverage {
        Coverage::Recall => k::DESK_PAYS_RECALL,
        Coverage::Warranty => k::DESK_PAYS_WARRANTY,
        Coverage::Goodwill => k::DESK_PAYS_GOODWILL,
        Coverage::NotCovered => k::DESK_PAYS_OWNER,
    }
}

/// What the owner said to a line: its shape and its word.
pub fn said(decision: Decision) -> (&'static str, Key) {
    match decision {
        Decision::Open => ("waiting", k::DESK_SAID_OPEN),
        Decision::Approved => ("done", k::DESK_SAID_APPROVED),
        Decision::Declined => ("no", k::DESK_SAID_DECLINED),
        Decision::Disputed => ("missed", k::DESK_SAID_DISPUTED),
    }
}

/// Estimate, invoices and refunds; nothing while there is none of them.
#[component]
pub fn Bill(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let estimate = Memo::new(move |_| case.with(|c| c.estimate.clone()));
    let invoices = Memo::new(move |_| case.with(|c| c.invoices.clone()));
    let refunds = Memo::new(move |_| case.with(|c| c.refunds.clone()));
    let some = move || {
        estimate.with(Option::is_some)
            || invoices.with(|i| !i.is_empty())
            || refunds.with(|r| !r.is_empty())
    };
    view! {
        <section class="bill" aria-labelledby="bill-title" hidden=move || !some()>
            <h3 id="bill-title">{w.say(k::DESK_BILL)}</h3>
            {move || estimate.get().map(|e| table(desk, &e))}
            <ul role="list">
                {move || {
                    let invoices = invoices.get().into_iter();
                    invoices
                        .map(|i| {
                            let amount = w.money(i.total);
                            let words = move || {
                                let when = w.moment(i.at, desk.now.get(), &desk.zone());
                                w.tf(k::DESK_CHARGED, &[("amount", &amount), ("when", &when)])
                            };
                            view! { <li>{words}</li> }
                        })
                        .collect_view()
                }}
                {move || {
                    let refunds = refunds.get().into_iter();
                    refunds.map(|refund| view! { <Back case refund /> }).collect_view()
                }}
            </ul>
        </section>
    }
}

fn table(desk: Desk, estimate: &Estimate) -> impl IntoView + use<> {
    let w = desk.words;
    let revision = estimate.revision.to_string();
    let sent_at = estimate.sent_at;
    let caption = move || {
        let when = w.moment(sent_at, desk.now.get(), &desk.zone());
        w.tf(k::DESK_ESTIMATE_SENT, &[("n", &revision), ("when", &when)])
    };
    let row = |line: &Line| {
        let (shape, word) = said(line.decision);
        let facts = &line.facts;
        let price = facts.parts.checked_add(facts.labour).ok();
        view! {
            <tr>
                <th scope="row">
                    {line.title.clone().unwrap_or_else(|| w.t(k::DESK_NO_TEXT))}
                    <small>{line.reason.clone()}</small>
                    {line
                        .evidence
                        .clone()
                        .map(|e| {
                            view! { <small>{w.tf(k::DESK_EVIDENCE_IS, &[("text", &e)])}</small> }
                        })}
                </th>
                <td class="sum-of">{price.map(|p| w.money(p))}</td>
                <td>{w.t(pays(facts.coverage))}</td>
                <td class="sum-of">{w.money(facts.charge)}</td>
                <td>
                    <span class="mark" data-said=shape>
                        <Shape name=Signal::stored(shape) />
                        {w.t(word)}
                    </span>
                </td>
            </tr>
        }
    };
    view! {
        <div class="wide" role="group" tabindex="0" aria-labelledby="bill-title">
            <table>
                <caption>
                    {caption} " " {estimate.note.clone()}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{w.t(k::DESK_LINE)}</th>
                        <th scope="col" class="sum-of">
                            {w.t(k::DESK_PRICE)}
                        </th>
                        <th scope="col">{w.t(k::DESK_WHO_PAYS)}</th>
                        <th scope="col" class="sum-of">
                            {w.t(k::DESK_OWNER_PAYS)}
                        </th>
                        <th scope="col">{w.t(k::DESK_OWNER_SAID)}</th>
                    </tr>
                </thead>
                <tbody>{estimate.lines.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="sum">
            <span>{w.tf(k::DESK_ESTIMATED, &[("amount", &w.money(estimate.total))])}</span>
            " "
            <b>{w.tf(k::DESK_APPROVED, &[("amount", &w.money(estimate.approved))])}</b>
        </p>
    }
}

/// Money that goes back. Saying that it went is told to the owner at once, so it takes two steps.
#[component]
fn Back(case: Shown, refund: Refund) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Refund);
    let sure = RwSignal::new(false);
    let amount = w.money(refund.amount);
    let values = [
        ("amount", amount.as_str()),
        ("campaign", &refund.campaign),
        ("invoice", &refund.invoice),
    ];
    let words = w.tf(k::DESK_REFUND_OWED, &values);
    let Some(at) = refund.refunded_at else {
        let which = StoredValue::new((refund.invoice, refund.component.unwrap_or_default()));
        let ours = move || {
            let draft = desk.outbox.draft(&of.get_value());
            which.with_value(|w| (&draft.invoice, &draft.component) == (&w.0, &w.1))
        };
        let held = Memo::new(move |_| case.with(|c| desk.allowed(Verb::Refund, c).err()));
        let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
        let press = move |_| {
            if held.get_untracked().is_some() {
                return;
            }
            if !sure.get_untracked() {
                sure.set(true);
                return;
            }
            let slot = of.get_value();
            desk.outbox
                .edit(&slot, |d| (d.invoice, d.component) = which.get_value());
            desk.outbox.send(slot);
            sure.set(false);
        };
        let label = move || {
            if sure.get() {
                w.tf(k::DESK_REFUND_SURE, &[("amount", &amount)])
            } else {
                w.t(k::DESK_REFUND)
            }
        };
        return view! {
            <li class="owed">
                <span>{words}</span>
                <button
                    class="btn quiet"
                    type="button"
                    aria-disabled=move || (held.get().is_some() || sealed.get()).then_some("true")
                    on:click=press
                >
                    {label}
                </button>
                <button
                    class="btn quiet"
                    type="button"
                    hidden=move || !sure.get()
                    on:click=move |_| sure.set(false)
                >
                    {w.say(k::DESK_CANCEL)}
                </button>
                {move || held.get().map(|kind| view! { <p class="why">{w.problem(kind)}</p> })}
                {move || ours().then(|| view! { <FormStatus of /> })}
            </li>
        }
        .into_any();
    };
    let back = move || {
        let when = w.moment(at, desk.now.get(), &desk.zone());
        w.tf(k::DESK_REFUND_DONE, &[("when", &when)])
    };
    view! { <li>{words} " " <b>{back}</b></li> }.into_any()
}
