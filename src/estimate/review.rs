//! The second step: a sheet that repeats what will be sent, and a second button. It cannot be pressed
//! in the first moment, so that a double touch on the first button is not an authorisation.

use super::chosen::{Chosen, undecided};
use super::line::name;
use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::portal::Portal;
use contract::case::Case;
use contract::estimate::{Decision, Line};
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Milliseconds within which a second touch is taken for the first one's echo.
const ECHO: i32 = 600;

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
    let early = RwSignal::new(true);
    spawn_local(async move {
        platform::sleep(ECHO).await;
        early.try_set(false);
    });
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
                <button
                    class="btn"
                    type="button"
                    disabled=early
                    aria-disabled=move || slip.sealed.get().to_string()
                    on:click=move |_| slip.send()
                >
                    {move || {
                        repeated()
                            .map(|chosen| {
                                if chosen.approve.is_empty() {
                                    return w.t(k::ESTIMATE_DECLINE_SEND);
                                }
                                let amount = w.money(chosen.added());
                                w.tf(k::ESTIMATE_AUTHORISE, &[("amount", &amount)])
                            })
                    }}
                </button>
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
