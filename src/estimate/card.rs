//! The card on the case's page: the lines, who pays, what it comes to, and the way to the page.

use super::change;
use super::charged::Charged;
use super::chosen::may_decide;
use super::line::{Payer, decision, name};
use super::say;
use super::totals::Totals;
use crate::manager::disagree_with;
use crate::path::{Room, room};
use crate::portal::Portal;
use casework::may;
use contract::case::Case;
use contract::estimate::{Estimate, Line};
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
use ui::words::Words;

/// What the case's page shows of this room.
#[component]
pub fn EstimateCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let both = Memo::new(move |_| case.with(|c| (c.estimate.clone(), c.estimate_before.clone())));
    let id = case.with_untracked(|c| c.id.clone());
    let (page, managers) = (room(&id, Room::Estimate), room(&id, Room::Managers));
    let handled = Memo::new(move |_| case.with(|c| may::handle(c).is_ok()));
    let decides = Memo::new(move |_| case.with(|c| may_decide(portal, c).is_ok()));
    view! {
        {move || {
            let (Some(estimate), before) = both.get() else {
                return ().into_any();
            };
            let (page, managers) = (page.clone(), managers.clone());
            let approved = w.money(estimate.approved);
            let rows = estimate.lines.iter().map(|l| row(w, before.as_ref(), l)).collect_view();
            let waits =
                (estimate.open() > 0).then(|| say::waiting(w, &estimate, handled.get()));
            let (class, words) = if waits.is_some() && decides.get() {
                ("btn", k::ESTIMATE_REVIEW)
            } else {
                ("btn quiet", k::ESTIMATE_OPEN)
            };
            view! {
                <section class="sheet estimate">
                    <h2>{say::heading(w, estimate.revision)}</h2>
                    <ul class="bill-lines" role="list">
                        {rows}
                    </ul>
                    {(!estimate.invoiced)
                        .then(|| {
                            let name = case.with(say::sum_of);
                            view! { <Totals estimate=estimate.clone() name /> }
                        })}
                    {(estimate.open() < estimate.lines.len())
                        .then(|| {
                            view! { <p>{w.t(k::ESTIMATE_APPROVED)} " " <b>{approved}</b></p> }
                        })}
                    <p role="status">{waits}</p>
                    <p class="acts">
                        <A href=page attr:class=class>
                            {w.t(words)}
                        </A>
                        {handled
                            .get()
                            .then(|| {
                                view! {
                                    <a
                                        class="btn quiet"
                                        href=managers
                                        on:click=move |_| {
                                            case.with_untracked(|c| {
                                                disagree_with(portal, c, None);
                                            });
                                        }
                                    >
                                        {w.t(k::ESTIMATE_DISAGREE)}
                                    </a>
                                }
                            })}
                    </p>
                </section>
            }
                .into_any()
        }}
        <Charged case />
    }
}

fn row(w: Words, before: Option<&Estimate>, line: &Line) -> impl IntoView + use<> {
    view! {
        <li>
            <span class="what">{name(line)}</span>
            <b class="amount">{w.money(line.facts.charge)}</b>
            {change::of_line(w, before, line).map(|how| view! { <small>{how}</small> })}
            <Payer line=line.clone() />
            {decision(line.decision).map(|key| view! { <small>{w.t(key)}</small> })}
        </li>
    }
}
