//! The card on the case's page: a visit to choose, the one that is agreed, or that the car is there.

use super::agreed::Agreed;
use crate::outbox::{Act, Form, Slip};
use crate::parts::Delivery;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::twice::Twice;
use crate::ui::Show;
use contract::appointment::Appointment;
use contract::case::{Case, EntryKind, Stage};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// How it stands with the visit.
#[derive(Clone, PartialEq)]
enum Standing {
    /// None is agreed.
    Open,
    /// This one is.
    Agreed(Appointment),
    /// The car has been there since.
    There(Timestamp),
    /// Nothing to say.
    Past,
}

/// What the case's page shows of this room.
#[component]
pub fn AppointmentCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let standing = Memo::new(move |_| case.with(standing));
    let there = move |at| {
        let time = case.with(|c| portal.moment(at, &c.centre));
        w.tf(k::VISIT_THERE, &[("time", &time)])
    };
    view! {
        {move || match standing.get() {
            Standing::Open => view! { <Open case /> }.into_any(),
            Standing::Agreed(visit) => view! { <Agreed case visit /> }.into_any(),
            Standing::There(at) => {
                view! { <p class="quiet-words">{move || there(at)}</p> }.into_any()
            }
            Standing::Past => ().into_any(),
        }}
    }
}

fn standing(case: &Case) -> Standing {
    match case.stage {
        Stage::Reported | Stage::Accepted => match &case.appointment {
            Some(visit) => Standing::Agreed(visit.clone()),
            None => Standing::Open,
        },
        Stage::Closed => Standing::Past,
        _ => {
            let arrivals = case.timeline.iter().rev();
            let last = arrivals
                .filter(|e| e.kind == EntryKind::CheckedIn)
                .map(|e| e.at)
                .next();
            last.map_or(Standing::Past, Standing::There)
        }
    }
}

/// No visit yet: one sentence, and the way to choose.
#[component]
fn Open(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.get_untracked().id;
    let status = Slip::on(portal, case, Act::Book).status;
    let offered = move || case.with(|c| !c.offers.is_empty());
    let sentence = move || {
        let centre = portal.centre(&case.with(|c| c.centre.clone()));
        let name = centre.map(|c| c.name).unwrap_or_default();
        if offered() {
            w.tf(k::VISIT_OFFERED, &[("centre", &name)])
        } else {
            w.t(k::VISIT_NONE)
        }
    };
    // The one thing to do next, unless the estimate waits for a decision.
    let class = move || {
        let decide = case.with(|c| c.estimate.as_ref().is_some_and(|e| e.open() > 0));
        if decide { "btn quiet" } else { "btn" }
    };
    view! {
        <section class="sheet visit">
            <h2>{w.say(k::VISIT)}</h2>
            <p>{move || sentence()}</p>
            <div class="acts">
                <A href=path::room(&id, Room::Appointment) attr:class=class>
                    {w.say(k::VISIT_CHOOSE)}
                </A>
                <Delivery status />
            </div>
            <TakeBack case />
        </section>
    }
}

/// A report that no centre has taken can be taken back.
#[component]
pub fn TakeBack(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let id = case.get_untracked().id;
    let can = move || case.with(|c| casework::may::accept(c).is_ok());
    view! {
        <Show when=can>
            <Twice
                form=Form::Act(id.clone(), Act::Withdraw)
                ask=k::VISIT_WITHDRAW
                means=k::VISIT_WITHDRAW_MEANS
                yes=k::VISIT_WITHDRAW_YES
                no=k::VISIT_WITHDRAW_NO
            />
        </Show>
    }
}
