//! The facts of a case at a glance: safe to drive, where it stands, which car, whose hands.

use crate::desk::Desk;
use crate::inbox::vin;
use crate::shape::Shape;
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
    view! {
        <section class="facts" aria-label=move || w.t(k::DESK_FACTS)>
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
            <dl>
                <div>
                    <dt>{move || w.t(k::DESK_PLACE)}</dt>
                    <dd>{place}</dd>
                </div>
                <div>
                    <dt>{move || w.t(k::DESK_ADVISOR)}</dt>
                    <dd>{advisor}</dd>
                </div>
                <div>
                    <dt>{move || w.t(k::DESK_VIN)}</dt>
                    <dd class="vin">{move || case.with(|c| vin(c.vin.as_deref()))}</dd>
                </div>
            </dl>
        </section>
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
    let named = move |stage: Stage| match stage {
        Stage::WaitingForApproval => w.t(k::DESK_STAGE_WAITING_FOR_APPROVAL),
        stage => w.named("stage", stage.slug()),
    };
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
                            {move || named(if here() { stage.get() } else { name })}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}
