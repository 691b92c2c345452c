//! The facts of a case at a glance: safe to drive, where it stands, which car, whose hands.

use crate::desk::Desk;
use crate::inbox::{stage_words, vin};
use crate::path::Place;
use crate::shape::Shape;
use contract::appointment::Loan;
use contract::case::{STOPS, Stage};
use contract::command::Drivable;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The facts.
#[component]
pub fn Facts(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let drivable = Memo::new(move |_| case.with(|c| c.drivable));
    let place = move || {
        let place = case.with(|c| c.place.clone());
        place.unwrap_or_else(|| w.t(k::DESK_PLACE_NONE))
    };
    let advisor = move || {
        let name = case.with(|c| c.advisor.as_ref().map(|a| a.name.clone()));
        name.unwrap_or_else(|| w.t(k::DESK_NOBODY))
    };
    let urgent = Memo::new(move |_| case.with(|c| c.urgent));
    let repeat = Memo::new(move |_| case.with(|c| c.repeat_of.clone()));
    let repeated = move || {
        repeat.get().map(|id| {
            let number = id.number();
            let tab = desk.place.with_untracked(|p| p.tab);
            let words = w.tf(k::DESK_NUMBER, &[("number", &number)]);
            view! {
                <div>
                    <dt>{w.t(k::DESK_REPEAT_OF)}</dt>
                    <dd>
                        <a class="link-text" href=Place::case(tab, id).href()>
                            {words}
                        </a>
                        " "
                        <small>{w.t(k::DESK_REPEAT_MEANS)}</small>
                    </dd>
                </div>
            }
        })
    };
    let centre = move || {
        desk.has_centres().then(|| {
            let name = desk.centre_of(&case.with(|c| c.centre.clone()));
            view! {
                <div>
                    <dt>{w.t(k::DESK_CENTRE)}</dt>
                    <dd>{name}</dd>
                </div>
            }
        })
    };
    view! {
        <section class="facts" aria-label=w.say(k::DESK_FACTS)>
            {move || {
                let (name, shape, words) = match drivable.get() {
                    Drivable::No => ("no", "safety", k::DESK_DRIVABLE_NO),
                    Drivable::Unsure => ("unsure", "unsure", k::DESK_DRIVABLE_UNSURE),
                    Drivable::Yes => ("yes", "done", k::DESK_DRIVABLE_YES),
                };
                view! {
                    <p class="safety" data-drivable=name>
                        <Shape name=Signal::stored(shape) />
                        {w.t(words)}
                    </p>
                }
            }}
            {move || {
                urgent
                    .get()
                    .then(|| {
                        view! {
                            <p class="safety" data-drivable="no">
                                <Shape name=Signal::stored("urgent") />
                                {w.t(k::DESK_URGENT_MEANS)}
                            </p>
                        }
                    })
            }}
            <dl>
                <div>
                    <dt>{w.say(k::DESK_PLACE)}</dt>
                    <dd>{place}</dd>
                </div>
                <div>
                    <dt>{w.say(k::DESK_ADVISOR)}</dt>
                    <dd>{advisor}</dd>
                </div>
                <div>
                    <dt>{w.say(k::DESK_VIN)}</dt>
                    <dd class="vin">{move || case.with(|c| vin(c.vin.as_deref()))}</dd>
                </div>
                {centre}
                <Visit case />
                {repeated}
            </dl>
        </section>
    }
}

/// The visit that is agreed, or how many are offered.
#[component]
fn Visit(case: Shown) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let visit = Memo::new(move |_| case.with(|c| c.appointment.clone()));
    let offers = Memo::new(move |_| case.with(|c| c.offers.len()));
    let said = move || {
        let now = desk.now.get();
        let Some(visit) = visit.get() else {
            return match offers.get() {
                0 => w.t(k::DESK_VISIT_NONE),
                n => w.tn(k::DESK_OFFERED_ONE, k::DESK_OFFERED_OTHER, n as u64),
            };
        };
        let offer = &visit.offer;
        let moment = |at| w.moment(at, now, &desk.zone());
        let mut said = vec![
            moment(offer.starts),
            w.t(super::offer::kind_words(offer.kind)),
            w.tf(k::DESK_SPAN_MIN, &[("n", &offer.minutes.to_string())]),
            w.money(offer.price),
        ];
        if offer.loan != Loan::None {
            said.push(w.t(super::offer::loan_words(offer.loan)));
        }
        if let Some(at) = visit.checked_in_at {
            said.push(w.tf(k::DESK_ARRIVED, &[("when", &moment(at))]));
        }
        said.join(" · ")
    };
    view! {
        <div>
            <dt>{w.say(k::DESK_VISIT)}</dt>
            <dd>{said}</dd>
        </div>
    }
}

/// The lane: where the case stands. Behind the car the line is solid, ahead of it dashed.
#[component]
pub fn Lane(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let w = Desk::here().words;
    let stage = Memo::new(move |_| case.with(|c| c.stage));
    let stop = Memo::new(move |_| stage.get().stop());
    let closed = move || stage.get() == Stage::Closed;
    view! {
        <ol class="lane" role="list" data-stop=move || stop.get().to_string()>
            <li class="drive" aria-hidden="true">
                <Shape name="car" />
            </li>
            {STOPS
                .into_iter()
                .enumerate()
                .map(|(at, name)| {
                    let here = move || stop.get() == at;
                    view! {
                        <li
                            class="stop"
                            class:done=move || at < stop.get() || closed()
                            aria-current=move || here().then_some("step")
                        >
                            {move || stage_words(w, if here() { stage.get() } else { name })}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}
