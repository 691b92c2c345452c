//! One line of the estimate: what, how much, who pays, why, and what was seen.

use super::change;
use super::choose::Choose;
use super::chosen::undecided;
use crate::portal::Portal;
use crate::ui::{Mark, Tick};
use contract::case::Case;
use contract::estimate::{Decision, Line, LineKind};
use contract::money::Money;
use i18n::{Key, k};
use leptos::prelude::*;
use ui::words::Words;

/// The part or the work; its id where the words are no longer kept.
pub fn name(line: &Line) -> String {
    let title = line.title.clone();
    title.unwrap_or_else(|| line.facts.id.as_str().to_owned())
}

/// Who pays, where it is not simply the owner: covered, or signed by a manager as not covered.
#[component]
pub fn Payer(
    /// The line.
    line: Line,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let coverage = line.facts.coverage;
    if coverage.covered() {
        let what = move || w.named("coverage", coverage.slug());
        return view! {
            <small class="covered">
                <Tick />
                {move || w.tf(k::ESTIMATE_FREE, &[("what", &what())])}
            </small>
        }
        .into_any();
    }
    line.signed
        .map(|reason| {
            view! {
                <div class="signed">
                    <p class="fault">
                        <Mark />
                        {w.say(k::ESTIMATE_SIGNED)}
                    </p>
                    <p class="own-words">{reason}</p>
                </div>
            }
        })
        .into_any()
}

/// What the owner said, where it is said.
pub fn decision(decision: Decision) -> Option<Key> {
    match decision {
        Decision::Open => None,
        Decision::Approved => Some(k::ESTIMATE_LINE_APPROVED),
        Decision::Declined => Some(k::ESTIMATE_LINE_DECLINED),
        Decision::Disputed => Some(k::ESTIMATE_LINE_DISPUTED),
    }
}

/// The words of a decision, with their shape.
#[component]
pub fn Said(
    /// What the owner said.
    said: Decision,
) -> impl IntoView {
    let w = expect_context::<Words>();
    decision(said).map(|key| {
        let approved = said == Decision::Approved;
        view! {
            <p class="said" class:covered=approved>
                {approved.then(|| view! { <Tick /> })}
                {w.say(key)}
            </p>
        }
    })
}

/// A line as the page shows it.
#[component]
pub fn BillLine(
    /// The case.
    case: Memo<Case>,
    /// The line.
    line: Line,
) -> impl IntoView {
    let w = Portal::here().words;
    let facts = line.facts.clone();
    let change = {
        let line = line.clone();
        move || case.with(|c| change::of_line(w, c.estimate_before.as_ref(), &line))
    };
    let prices = move || {
        let price = |key, money: Money| {
            let amount = w.money(money);
            (money.minor != 0).then(|| w.tf(key, &[("amount", &amount)]))
        };
        let both = [
            price(k::ESTIMATE_PARTS, facts.parts),
            price(k::ESTIMATE_LABOUR, facts.labour),
        ];
        both.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let owner_pays = !line.facts.coverage.covered() && line.facts.charge.minor != 0;
    let charge = line.facts.charge;
    let tax = line.facts.kind == LineKind::Tax;
    view! {
        <li>
            <h3 class="what">{name(&line)}</h3>
            <b class="amount">{move || w.money(charge)}</b>
            {move || change().map(|how| view! { <p class="change">{how}</p> })}
            {(!tax).then(|| view! { <p class="quiet-words">{move || prices()}</p> })}
            {owner_pays.then(|| view! { <small>{w.say(k::ESTIMATE_YOU_PAY)}</small> })}
            <Payer line=line.clone() />
            {line
                .reason
                .clone()
                .map(|reason| {
                    view! {
                        <p>
                            <small>{w.say(k::ESTIMATE_REASON)}</small>
                            <br />
                            <span class="own-words">{reason}</span>
                        </p>
                    }
                })}
            {line
                .evidence
                .clone()
                .map(|evidence| {
                    view! {
                        <figure class="evidence">
                            <figcaption>{w.say(k::ESTIMATE_EVIDENCE)}</figcaption>
                            <p class="own-words">{evidence}</p>
                        </figure>
                    }
                })}
            <Said said=line.decision />
            {undecided(&line).then(|| view! { <Choose case line /> })}
        </li>
    }
}
