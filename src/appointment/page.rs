//! The page: what can be had, and whether anything can be had at all.

use super::offers::Offers;
use super::say;
use crate::ask::{Answer, ask};
use crate::case::{InCase, RoomPage};
use crate::outbox::{Act, Slip};
use crate::path;
use crate::portal::Portal;
use crate::say::Sentence;
use contract::appointment::{Offer, OfferList};
use contract::case::{Case, Stage};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::outbox::Status;

/// The room's page.
#[component]
pub fn AppointmentPage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let id = case.with_untracked(|c| c.id.clone());
    let book = Slip::on(portal, case, Act::Book);
    // Asked again when the desk made offers, and when an offer turned out to be gone.
    let made = Memo::new(move |_| case.with(|c| (c.stage, c.offers.len())));
    let lost = Memo::new(move |_| match book.status.get() {
        Status::Refused(p) => matches!(p.kind, Kind::SlotFilled | Kind::OfferGone),
        _ => false,
    });
    let offers = format!("/cases/{id}/offers");
    let asked = ask::<OfferList>(move || {
        made.get();
        lost.get();
        Some(offers.clone())
    });
    let list = Memo::new(move |_| match asked.get() {
        Some(Ok(list)) => list.offers,
        _ => Vec::new(),
    });
    let navigate = use_navigate();
    book.when_done(move || navigate(&path::case(&id), NavigateOptions::default()));
    // The rule that `book` has, as far as it is known here.
    let barred = move || match case.with(|c| c.stage) {
        Stage::Reported | Stage::Accepted => None,
        Stage::Closed => Some(portal.words.problem(Kind::CaseClosed)),
        _ => Some(portal.words.problem(Kind::AlreadyArrived)),
    };
    view! {
        <RoomPage case name=k::VISIT say=move || case.with(|c| say_of(portal, c))>
            <Answer asked barred loading=k::VISIT_LOADING>
                <Offers case list book />
            </Answer>
        </RoomPage>
    }
}

/// What is agreed, and what can be done here.
fn say_of(portal: Portal, case: &Case) -> Sentence {
    let w = portal.words;
    let agreed = |offer: &Offer| {
        let zone = portal.zone(&offer.centre);
        let day = say::day(w, offer.starts, portal.now.get(), &zone);
        let time = format!("{day} {}", w.clock(offer.starts, &zone));
        Sentence {
            first: w.tf(k::VISIT_MOVE_SAY, &[("time", &time)]),
            second: w.t(k::VISIT_MOVE_NEXT),
        }
    };
    let none = || Sentence::of(w, k::VISIT_SAY, k::VISIT_SAY_NEXT);
    case.appointment
        .as_ref()
        .map_or_else(none, |visit| agreed(&visit.offer))
}
