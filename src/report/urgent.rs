//! Urgent by rule: a parked car that loses its charge. It says so, and which centre takes it: the one
//! nearest to the car, not to its owner.

use super::course::CAR;
use super::talk::Talk;
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

/// The notice above every step.
#[component]
pub fn Urgent(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let Talk {
        w,
        slip,
        urgency,
        centre,
        usual,
        ..
    } = talk;
    let is_there = move |id: &CentreId| centre.get().is_some_and(|c| c.id == *id);
    // The other one of the two: near the car, or as always.
    let other = move |near: &Centre| match is_there(&near.id) {
        true => usual.get().filter(|u| u.id != near.id),
        false => Some(near.clone()),
    };
    let place = move |near: Centre, km: u32| {
        let (name, km, id) = (near.name.clone(), w.distance(km.into()), near.id.clone());
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
                                    disabled=slip.sealed
                                    on:click=move |_| {
                                        let id = id.clone();
                                        slip.edit(|draft| draft.centre = Some(id));
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
    let asked = Memo::new(move |_| talk.course.at.get() < CAR);
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
                // Where it goes is asked for in the first steps, and said in the review.
                {move || {
                    near.clone()
                        .filter(|_| asked.get())
                        .map(|(centre, km)| place(centre, km))
                }}
            </section>
        }
        .into_any(),
    };
    view! { <div class="standing" role="status">{move || body()}</div> }
}
