//! The page: what can be had, and whether anything can be had at all.

use super::offers::Offers;
use super::say;
use crate::case::InCase;
use crate::home::ask::{Asked, ask, when_done};
use crate::outbox::{Act, Form};
use crate::parts::Title;
use crate::path;
use crate::portal::Portal;
use crate::say::Sentence;
use contract::appointment::{Offer, OfferList};
use contract::case::{Case, Stage};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
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
    let w = portal.words;
    let id = case.get_untracked().id;
    let form = Form::Act(id.clone(), Act::Book);
    let back = path::case(&id);
    let asked: Asked<OfferList> = RwSignal::new(None);
    // Asked again when the desk made offers, and when an offer turned out to be gone.
    let made = Memo::new(move |_| case.with(|c| (c.stage, c.offers.len())));
    let lost = Memo::new({
        let form = form.clone();
        move |_| match portal.outbox.status(&form) {
            Status::Refused(p) => matches!(p.kind, Kind::SlotFilled | Kind::OfferGone),
            _ => false,
        }
    });
    let url = format!("/cases/{id}/offers");
    Effect::new(move || {
        made.track();
        lost.track();
        ask(url.clone(), asked);
    });
    let navigate = use_navigate();
    when_done(portal, form, {
        let back = back.clone();
        move || navigate(&back, NavigateOptions::default())
    });
    // The rule that `book` has, as far as it is known here.
    let barred = Memo::new(move |_| match case.with(|c| c.stage) {
        Stage::Reported | Stage::Accepted => None,
        Stage::Closed => Some(Kind::CaseClosed),
        _ => Some(Kind::AlreadyArrived),
    });
    let sentence = Signal::derive(move || say_of(portal, &case.get()));
    let list = Memo::new(move |_| match asked.get() {
        Some(Ok(list)) => list.offers,
        _ => Vec::new(),
    });
    let refused = Memo::new(move |_| barred.get().or(asked.get().and_then(Result::err)));
    let here = Memo::new(move |_| asked.with(|a| matches!(a, Some(Ok(_)))));
    Effect::new(move || platform::page::title(&w.t(k::VISIT)));
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        {move || match (refused.get(), here.get()) {
            (Some(kind), _) => view! { <p>{w.problem(kind)}</p> }.into_any(),
            (None, false) => view! { <p role="status">{w.t(k::VISIT_LOADING)}</p> }.into_any(),
            (None, true) => view! { <Offers case list /> }.into_any(),
        }}
        <p class="acts">
            <A href=back attr:class="btn quiet">
                {w.say(k::VISIT_BACK)}
            </A>
        </p>
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
    let none = || Sentence {
        first: w.t(k::VISIT_SAY),
        second: w.t(k::VISIT_SAY_NEXT),
    };
    case.appointment
        .as_ref()
        .map_or_else(none, |visit| agreed(&visit.offer))
}
