//! The second step: is it safe to drive, where is the car, who takes it.

use super::car::Centres;
use super::place::said;
use super::talk::Talk;
use crate::outbox::{DRIVABLE, PLACE};
use crate::parts::tel;
use crate::ui::{Choice, FieldFault};
use contract::command::Drivable;
use i18n::{Key, k};
use leptos::prelude::*;

/// What there is to choose from.
pub const ANSWERS: [(Drivable, Key); 3] = [
    (Drivable::Yes, k::DRIVABLE_YES),
    (Drivable::Unsure, k::DRIVABLE_UNSURE),
    (Drivable::No, k::DRIVABLE_NO),
];

/// Where and how safe.
#[component]
pub fn Where(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let (w, slip) = (talk.w, talk.slip);
    let drivable_fault = Signal::derive(move || talk.course.fault(DRIVABLE));
    view! {
        <section class="sheet question">
            <Choice
                name="drivable".into()
                legend=Signal::derive(w.say(k::REPORT_DRIVABLE))
                options=ANSWERS.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                value=Signal::derive(move || {
                    let drivable = slip.draft().drivable;
                    ANSWERS.iter().position(|(value, _)| Some(*value) == drivable)
                })
                choose=Callback::new(move |at: usize| {
                    slip.edit(|draft| draft.drivable = Some(ANSWERS[at].0));
                })
                fault="drivable-fault"
                disabled=slip.sealed
            />
            <FieldFault id="drivable-fault".into() fault=drivable_fault />
            <div class="advice" role="status">
                {move || advice(talk)}
            </div>
        </section>
        <section class="sheet question">
            <PlaceField talk />
            <Centres talk />
        </section>
    }
}

/// What to do now with a car that may not be safe.
fn advice(talk: Talk) -> Option<impl IntoView> {
    let w = talk.w;
    let key = match talk.slip.draft().drivable? {
        Drivable::Yes => return None,
        Drivable::Unsure => k::REPORT_SAFE_UNSURE,
        Drivable::No => k::REPORT_SAFE_NO,
    };
    let centre = talk.centre.get()?;
    let call = w.tf(k::CALL, &[("centre", &centre.name)]);
    let href = tel(&centre.phone);
    Some(view! {
        <p>{w.tf(key, &[("centre", &centre.name)])}</p>
        <p class="acts">
            <a class="btn quiet" href=href>
                {call}
            </a>
        </p>
    })
}

/// Where the car is: in the owner's words; what the car itself says stands below.
#[component]
fn PlaceField(talk: Talk) -> impl IntoView {
    let (portal, w, slip) = (talk.portal, talk.w, talk.slip);
    let fault = Signal::derive(move || talk.course.fault(PLACE));
    let car_says = move || {
        let place = talk.signals.with(|signals| said(portal, signals))?;
        Some(w.tf(k::REPORT_PLACE_CAR, &[("place", &place)]))
    };
    view! {
        <div class="field">
            <label for="place">{w.say(k::REPORT_PLACE)}</label>
            <input
                id="place"
                type="text"
                autocomplete="off"
                enterkeyhint="next"
                aria-describedby="place-fault place-car"
                aria-invalid=move || fault.get().is_some().to_string()
                readonly=slip.sealed
                prop:value=move || slip.draft().place
                on:input=move |event| {
                    let place = event_target_value(&event);
                    slip.edit(|draft| draft.place = place);
                }
            />
            <FieldFault id="place-fault".into() fault />
            <p class="quiet-words" id="place-car">
                {move || car_says()}
            </p>
        </div>
    }
}
