//! The first step: the estimate as a bill, and a choice for each line. Nothing is sent from here.

use super::change::Changes;
use super::chosen::{Chosen, choose, may_decide, undecided};
use super::head::Head;
use super::line::BillLine;
use super::say;
use super::totals::Totals;
use crate::manager::disagree_with;
use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::path::{Room, room};
use crate::portal::Portal;
use crate::ui::{Mark, Show};
use casework::may;
use contract::case::Case;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;

/// The lines and their sum.
#[component]
pub fn Bill(
    /// The case.
    case: Memo<Case>,
    /// What is chosen so far.
    chosen: Memo<Option<Chosen>>,
    /// Goes on to the second step.
    start: Callback<()>,
    /// The decision.
    slip: Slip,
) -> impl IntoView {
    let estimate = Memo::new(move |_| case.with(|c| c.estimate.clone()));
    let lines = move || estimate.get().map(|e| e.lines).unwrap_or_default();
    view! {
        <Show when=move || estimate.with(Option::is_some)>
            <div class="columns bill">
                <div class="column">
                    <Changes case />
                    <section class="sheet">
                        <Head case />
                        <ol class="bill-lines large" role="list">
                            {move || {
                                lines()
                                    .into_iter()
                                    .map(|line| view! { <BillLine case line /> })
                                    .collect_view()
                            }}
                        </ol>
                        {move || {
                            let name = case.with(say::sum_of);
                            estimate.get().map(|estimate| view! { <Totals estimate name /> })
                        }}
                    </section>
                </div>
                <div class="column">
                    <Sum case chosen start slip />
                </div>
            </div>
        </Show>
    }
}

/// What it comes to, what is approved, and the way to the second step.
#[component]
fn Sum(
    case: Memo<Case>,
    chosen: Memo<Option<Chosen>>,
    start: Callback<()>,
    slip: Slip,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let nothing = RwSignal::new(false);
    let sums = move || case.with(|c| c.estimate.as_ref().map(|e| (e.total, e.approved)));
    let to_decide = Memo::new(move |_| {
        case.with(|c| {
            let estimate = c.estimate.as_ref();
            estimate.map_or(0, |e| e.lines.iter().filter(|l| undecided(l)).count())
        })
    });
    let barred = move || case.with(|c| may::handle(c).err()).map(Problem::from);
    let can_decide = move || to_decide.get() > 0 && case.with(|c| may_decide(portal, c).is_ok());
    let several = move || to_decide.get() > 1;
    let empty = move || chosen.with(|c| c.as_ref().is_none_or(Chosen::is_empty));
    let count = move || {
        chosen.with(|c| {
            let c = c.as_ref().filter(|c| !c.is_empty())?;
            let (yes, no) = (c.approve.len().to_string(), c.decline.len().to_string());
            Some(w.tf(k::ESTIMATE_CHOSEN, &[("approve", &yes), ("decline", &no)]))
        })
    };
    let managers = room(&case.with_untracked(|c| c.id.clone()), Room::Managers);
    view! {
        <section class="sheet bill-sum">
            // Once the case is closed only what was approved counts: what was not decided is not paid.
            <Show
                when=move || barred().is_none()
                fallback=move || {
                    view! {
                        <h2>{w.say(k::ESTIMATE_APPROVED)}</h2>
                        <p class="figure">{move || sums().map(|(_, approved)| w.money(approved))}</p>
                    }
                }
            >
                <h2>{move || w.t(case.with(say::sum_of))}</h2>
                <p class="figure">{move || sums().map(|(total, _)| w.money(total))}</p>
                <p>
                    {w.say(k::ESTIMATE_APPROVED)} " "
                    <b>{move || sums().map(|(_, approved)| w.money(approved))}</b>
                </p>
                <p class="quiet-words">{w.say(k::ESTIMATE_CEILING)}</p>
            </Show>
            {move || barred().map(|why| view! { <p class="quiet-words">{w.refusal(&why)}</p> })}
            <Show when=can_decide>
                <p aria-live="polite">{move || count()}</p>
                <p class="fault" id="bill-fault" role="status">
                    {move || {
                        (nothing.get() && empty())
                            .then(|| view! { <Mark /> {w.t(k::ESTIMATE_CHOOSE_FIRST)} })
                    }}
                </p>
                <div class="acts">
                    <button
                        class="btn"
                        type="button"
                        aria-describedby="bill-fault"
                        aria-disabled=move || slip.sealed.get().to_string()
                        on:click=move |_| {
                            nothing.set(empty());
                            if !empty() && !slip.sealed.get_untracked() {
                                start.run(());
                            }
                        }
                    >
                        {w.say(k::ESTIMATE_REVIEW)}
                    </button>
                    <Show when=several>
                        <button
                            class="btn quiet"
                            type="button"
                            disabled=slip.sealed
                            on:click=move |_| case.with_untracked(|c| choose(portal, c, None, true))
                        >
                            {w.say(k::ESTIMATE_APPROVE_ALL)}
                        </button>
                    </Show>
                </div>
            </Show>
            <Delivery status=slip.status />
            <Show when=move || barred().is_none()>
                <p class="acts">
                    <a
                        class="btn quiet"
                        href=managers.clone()
                        on:click=move |_| {
                            case.with_untracked(|c| disagree_with(portal, c, None));
                        }
                    >
                        {w.say(k::ESTIMATE_DISAGREE)}
                    </a>
                </p>
            </Show>
        </section>
    }
}
