//! Urgent by rule: a parked car that loses its charge. It says so, and which centre takes it: the one
//! nearest to the car, not to its owner.

use crate::outbox::Form;
use crate::portal::Portal;
use crate::ui::Mark;
use contract::id::CentreId;
use contract::person::Centre;
use i18n::k;
use leptos::prelude::*;

/// What the car's signals come to.
#[derive(Clone, PartialEq, Eq)]
pub enum Urgency {
    /// Nothing by rule.
    None,
    /// It would be urgent, but what tells it is switched off.
    Untold,
    /// Urgent; the nearest centre and the kilometres to it, where the car said where it is.
    Urgent(Option<(Centre, u32)>),
}

impl Urgency {
    /// The centre near the car.
    pub fn near(&self) -> Option<Centre> {
        match self {
            Self::Urgent(near) => near.as_ref().map(|(centre, _)| centre.clone()),
            _ => None,
        }
    }
}

/// The notice above the report.
#[component]
pub fn Urgent(
    /// What it comes to.
    urgency: Memo<Urgency>,
    /// The centre in force.
    centre: Signal<Option<Centre>>,
    /// The centre the car usually goes to.
    usual: Signal<Option<Centre>>,
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let is_there = move |id: &CentreId| centre.get().is_some_and(|c| c.id == *id);
    // The other one of the two: near the car, or as always.
    let other = move |near: &Centre| match is_there(&near.id) {
        true => usual.get().filter(|u| u.id != near.id),
        false => Some(near.clone()),
    };
    let place = move |near: Centre, km: u32| {
        let (name, km, id) = (near.name.clone(), km.to_string(), near.id.clone());
        view! {
            <p>
                {move || w.tf(k::REPORT_URGENT_NEAR, &[("centre", &name), ("km", &km)])} " "
                {move || is_there(&id).then(|| w.t(k::REPORT_URGENT_HERE))}
            </p>
            {move || {
                other(&near)
                    .map(|other| {
                        let id = other.id;
                        view! {
                            <p class="acts">
                                <button
                                    type="button"
                                    class="btn quiet"
                                    disabled=sealed
                                    on:click=move |_| {
                                        let id = id.clone();
                                        outbox.edit(&Form::Report, |draft| draft.centre = Some(id));
                                    }
                                >
                                    {w.tf(k::REPORT_URGENT_OTHER, &[("centre", &other.name)])}
                                </button>
                            </p>
                        }
                    })
            }}
        }
    };
    let body = move || match urgency.get() {
        Urgency::None => ().into_any(),
        Urgency::Untold => {
            view! { <p class="notice">{w.t(k::REPORT_URGENT_UNTOLD)}</p> }.into_any()
        }
        Urgency::Urgent(near) => view! {
            <section class="sheet notice grave">
                <p class="fault">
                    <Mark />
                    {w.t(k::REPORT_URGENT)}
                </p>
                {near.map(|(centre, km)| place(centre, km))}
            </section>
        }
        .into_any(),
    };
    view! { <div class="standing" role="status">{move || body()}</div> }
}
