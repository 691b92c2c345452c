//! The visit that is agreed: its day and time big, everything about it named, and what can be done
//! with it.

use super::card::TakeBack;
use super::say::{self, Terms};
use crate::outbox::{Act, Form, Slip};
use crate::parts::Delivery;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::twice::Twice;
use crate::ui::Show;
use casework::may;
use contract::appointment::{Appointment, VisitKind};
use contract::case::Case;
use contract::command::Nothing;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// The visit, and moving it, calling it off, arriving.
#[component]
pub fn Agreed(
    /// The case.
    case: Memo<Case>,
    /// Its visit.
    visit: Appointment,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.get_untracked().id;
    let offer = visit.offer;
    let (at, kind) = (offer.starts, offer.kind);
    let zone = StoredValue::new(portal.zone(&offer.centre));
    let day = move || zone.with_value(|z| say::day(w, at, portal.now.get(), z));
    let local = StoredValue::new(platform::intl::local_zone());
    let around = move || {
        let mut said = w.relative(at, portal.now.get());
        let local = local.get_value();
        if let Some(zone) = zone.with_value(|z| say::zone(w, at, z, local.as_ref())) {
            said = format!("{said} · {zone}");
        }
        said
    };
    let moving = Slip::on(portal, case, Act::Book).status;
    view! {
        <section class="sheet visit">
            <h2>{w.say(k::VISIT)}</h2>
            <p class="due">
                <b>{move || day()} " " {move || zone.with_value(|z| w.clock(at, z))}</b>
                " "
                <span>{move || around()}</span>
            </p>
            <Terms offer />
            // Nobody arrives where the workshop comes to the car, or nobody moves.
            {matches!(kind, VisitKind::Centre | VisitKind::PickUp)
                .then(|| view! { <Arrive case at zone kind /> })}
            <div class="acts">
                <A href=path::room(&id, Room::Appointment) attr:class="btn quiet">
                    {w.say(k::VISIT_MOVE)}
                </A>
                <a class="btn quiet" href=path::calendar(&id) download="">
                    {w.say(k::APPOINTMENT_CALENDAR_FILE)}
                </a>
                <Delivery status=moving />
            </div>
            <Twice
                form=Form::Act(id, Act::CancelVisit)
                ask=k::VISIT_CANCEL
                means=k::VISIT_CANCEL_MEANS
                yes=k::VISIT_CANCEL_YES
                no=k::VISIT_CANCEL_NO
            />
            <TakeBack case />
        </section>
    }
}

/// "I am here", on the day; with the rule's reason where a centre has not taken the case yet.
#[component]
fn Arrive(
    case: Memo<Case>,
    at: contract::time::Timestamp,
    zone: StoredValue<contract::time::Zone>,
    kind: VisitKind,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::on(portal, case, Act::CheckIn);
    slip.when_done(|| ());
    let today = Memo::new(move |_| {
        let now = portal.now.get();
        now > at || zone.with_value(|z| say::same_day(at, now, z))
    });
    let refused = Memo::new(move |_| case.with(|c| may::handle(c).err().map(Problem::from)));
    let barred = move || refused.with(|r| r.is_some()) || slip.sealed.get();
    let label = match kind {
        VisitKind::PickUp => k::VISIT_FETCHED,
        _ => k::VISIT_HERE,
    };
    let arrive = move |_| {
        if refused.with_untracked(Option::is_none) {
            slip.act(&Nothing {});
        }
    };
    view! {
        <Show when=move || today.get()>
            <div class="acts">
                <button
                    type="button"
                    class="btn"
                    aria-disabled=move || barred().to_string()
                    aria-describedby="arrive-why"
                    on:click=arrive
                >
                    {w.say(label)}
                </button>
                <Delivery status=slip.status />
            </div>
            <p class="quiet-words" id="arrive-why">
                {move || refused.get().map(|r| w.refusal(&r))}
            </p>
        </Show>
    }
}
