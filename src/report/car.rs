//! Which car, and which centre.

use crate::outbox::{Draft, Form};
use crate::portal::Portal;
use crate::ui::Choice;
use contract::person::{Centre, Vehicle};
use i18n::k;
use leptos::prelude::*;

/// The car in force: what was chosen, else the first.
pub fn car_of(portal: Portal, draft: &Draft) -> Option<Vehicle> {
    portal.session.with_value(|s| {
        let vin = draft.vin.as_deref();
        let wanted = s.vehicles.iter().find(|v| Some(v.vin.as_str()) == vin);
        wanted.or(s.vehicles.first()).cloned()
    })
}

/// The centre in force: what was chosen, else the one near a car that drains, else the one the car
/// usually goes to.
pub fn centre_of(
    portal: Portal,
    draft: &Draft,
    near: Option<Centre>,
    car: Option<Vehicle>,
) -> Option<Centre> {
    let usual = car.map(|c| c.centre);
    let id = draft.centre.clone().or(near.map(|c| c.id)).or(usual);
    portal.session.with_value(|s| {
        let wanted = s.centres.iter().find(|c| Some(&c.id) == id.as_ref());
        wanted.or(s.centres.first()).cloned()
    })
}

/// Another car: what belonged to the one before does not go with it.
pub fn change_car(draft: &mut Draft, vin: Option<String>) {
    draft.vin = vin;
    draft.centre = None;
    draft.signals = None;
    draft.repeat_of = None;
}

/// The car, or the choice among several.
#[component]
pub fn Cars(
    /// The one in force.
    car: Signal<Option<Vehicle>>,
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let vehicles = portal.session.with_value(|s| s.vehicles.clone());
    if let [only] = vehicles.as_slice() {
        let only = only.clone();
        return view! {
            <p class="your-car">
                <b>{only.nickname}</b>
                " "
                {only.model}
                <small class="vin">{only.vin.grouped()}</small>
            </p>
        }
        .into_any();
    }
    let options = vehicles.iter();
    let options = options.map(|v| Signal::stored(format!("{}, {}", v.nickname, v.model)));
    let known = vehicles.clone();
    let value = Signal::derive(move || {
        let vin = car.get().map(|c| c.vin);
        known.iter().position(|v| Some(&v.vin) == vin.as_ref())
    });
    view! {
        <Choice
            name="car".into()
            legend=Signal::derive(w.say(k::REPORT_CAR))
            options=options.collect()
            value
            choose=Callback::new(move |i: usize| {
                let vin = vehicles.get(i).map(|v| v.vin.clone().into());
                outbox.edit(&Form::Report, |draft| change_car(draft, vin));
            })
            disabled=sealed
        />
    }
    .into_any()
}

/// The choice of a centre.
#[component]
pub fn Centres(
    /// The one in force.
    centre: Signal<Option<Centre>>,
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let centres = portal.session.with_value(|s| s.centres.clone());
    let options = centres.iter();
    let options = options.map(|c| Signal::stored(format!("{}, {}", c.name, c.address)));
    let options = options.collect();
    let known = centres.clone();
    let value = Signal::derive(move || {
        let id = centre.get().map(|c| c.id);
        known.iter().position(|c| Some(&c.id) == id.as_ref())
    });
    view! {
        <Choice
            name="centre".into()
            legend=Signal::derive(w.say(k::REPORT_CENTRE))
            options
            value
            choose=Callback::new(move |i: usize| {
                let id = centres.get(i).map(|c| c.id.clone());
                outbox.edit(&Form::Report, |draft| draft.centre = id);
            })
            disabled=sealed
        />
    }
}
