//! Which car, and which centre.

use super::place::position;
use super::talk::Talk;
use crate::outbox::Draft;
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
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let w = talk.w;
    let vehicles = talk.portal.session.with_value(|s| s.vehicles.clone());
    if vehicles.len() < 2 {
        return vehicles.into_iter().next().map(your_car).into_any();
    }
    let options = vehicles.iter();
    let options = options.map(|v| Signal::stored(format!("{}, {}", v.nickname, v.model)));
    let options = options.collect();
    let known = vehicles.clone();
    let value = Signal::derive(move || {
        let vin = talk.car.get().map(|c| c.vin);
        known.iter().position(|v| Some(&v.vin) == vin.as_ref())
    });
    view! {
        <Choice
            name="car".into()
            legend=Signal::derive(w.say(k::REPORT_CAR))
            options
            value
            choose=Callback::new(move |i: usize| {
                let vin = vehicles.get(i).map(|v| v.vin.clone().into());
                talk.slip.edit(|draft| change_car(draft, vin));
            })
            disabled=talk.slip.sealed
        />
    }
    .into_any()
}

/// A car, told from any other.
pub fn your_car(car: Vehicle) -> AnyView {
    view! {
        <p class="this-car">
            <b>{car.nickname}</b>
            " "
            {car.model}
            " "
            <small class="vin">{car.vin.grouped()}</small>
        </p>
    }
    .into_any()
}

/// The choice of a centre; how far each is, where the car says where it is.
#[component]
pub fn Centres(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let w = talk.w;
    let centres = talk.portal.session.with_value(|s| s.centres.clone());
    let place = Memo::new(move |_| talk.signals.with(|said| position(said)));
    let option = |c: &Centre| {
        let (named, at) = (format!("{}, {}", c.name, c.address), c.place);
        Signal::derive(move || match place.get() {
            Some(place) => {
                let km = w.distance(at.km_to(place));
                format!("{named} · {}", w.tf(k::REPORT_CENTRE_FAR, &[("km", &km)]))
            }
            None => named.clone(),
        })
    };
    let options = centres.iter().map(option).collect();
    let known = centres.clone();
    let value = Signal::derive(move || {
        let id = talk.centre.get().map(|c| c.id);
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
                talk.slip.edit(|draft| draft.centre = id);
            })
            disabled=talk.slip.sealed
        />
    }
}
