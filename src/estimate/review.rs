//! The second step: a sheet that repeats what will be sent, and a second button.

use super::chosen::{Chosen, undecided};
use super::line::name;
use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::portal::Portal;
use crate::ui::Deliberate;
use contract::case::Case;
use contract::estimate::{Decision, Line};
use i18n::{Key, k};
use leptos::prelude::*;

/// What is approved, what is declined, what it adds, and the sum.
#[component]
pub fn Review(
    /// The case.
    case: Memo<Case>,
    /// What is repeated.
    review: RwSignal<Option<Chosen>>,
    /// Goes back to the first step.
    back: Callback<()>,
    /// The decision.
    slip: Slip,
) -> impl IntoView {
    let w = Portal::here().words;
    let repeated = move || review.get();
    let left = move || {
        let chosen = repeated()?;
        let waits = |l: &&Line| undecided(l) && l.decision == Decision::Open;
        let open = case.with(|c| {
            let estimate = c.estimate.as_ref();
            estimate.map_or(0, |e| e.lines.iter().filter(waits).count())
        });
        let taken = chosen.approve.iter().chain(&chosen.decline);
        let n = open.saturating_sub(taken.filter(waits).count()) as u64;
        (n > 0).then(|| w.tn(k::ESTIMATE_LEFT_ONE, k::ESTIMATE_LEFT_OTHER, n))
    };
    let authorise = move || {
        let chosen = repeated()?;
        if chosen.approve.is_empty() {
            return Some(w.t(k::ESTIMATE_DECLINE_SEND));
        }
        let amount = w.money(chosen.added());
        Some(w.tf(k::ESTIMATE_AUTHORISE, &[("amount", &amount)]))
    };
    view! {
        <section class="sheet bill-review">
            {move || {
                let chosen = repeated()?;
                Some(
                    view! {
                        <List title=k::ESTIMATE_REVIEW_APPROVE lines=chosen.approve.clone() />
                        <List title=k::ESTIMATE_REVIEW_DECLINE lines=chosen.decline.clone() />
                        <dl class="figures">
                            <div>
                                <dt>{w.t(k::ESTIMATE_ADDED)}</dt>
                                <dd class="figure">{w.money(chosen.added())}</dd>
                            </div>
                            <div>
                                <dt>{w.t(k::ESTIMATE_TOTAL_AFTER)}</dt>
                                <dd class="figure">{w.money(chosen.total())}</dd>
                            </div>
                        </dl>
                    },
                )
            }} <p>{move || left()}</p> <p class="quiet-words">{w.say(k::ESTIMATE_RECORD)}</p>
            <div class="acts">
                <button
                    class="btn quiet"
                    type="button"
                    disabled=slip.sealed
                    on:click=move |_| back.run(())
                >
                    {w.say(k::ESTIMATE_BACK)}
                </button>
                <Deliberate
                    label=Signal::derive(move || authorise().unwrap_or_default())
                    busy=slip.sealed
                    act=Callback::new(move |()| slip.send())
                />
                <Delivery status=slip.status />
            </div>
        </section>
    }
}

/// The lines of one answer, with what each costs.
#[component]
fn List(title: Key, lines: Vec<Line>) -> impl IntoView {
    let w = Portal::here().words;
    (!lines.is_empty()).then(|| {
        let row = |line: Line| {
            let charge = line.facts.charge;
            view! {
                <li>
                    <span class="what">{name(&line)}</span>
                    <b class="amount">{move || w.money(charge)}</b>
                </li>
            }
        };
        view! {
            <h2>{w.say(title)}</h2>
            <ul class="bill-lines" role="list">
                {lines.into_iter().map(row).collect_view()}
            </ul>
        }
    })
}
