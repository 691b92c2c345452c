//! The page: few questions in the order a good advisor asks them, everything in view before it is sent.

use super::choice::Choice;
use super::concern::ConcernFields;
use crate::outbox::{DRIVABLE, Form, PLACE};
use crate::parts::{Delivery, FieldFault, Title, fault_at};
use crate::portal::Portal;
use crate::say::Sentence;
use contract::command::Drivable;
use contract::person::{Centre, Vehicle};
use i18n::k;
use leptos::prelude::*;
use ui::outbox::Status;

/// Most concerns in one report, as the rules have it.
const MOST: usize = 8;

/// Report an issue.
#[component]
pub fn ReportPage() -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let form = Form::Report;
    let status = Signal::derive({
        let form = form.clone();
        move || outbox.status(&form)
    });
    let draft = move || outbox.draft(&Form::Report);
    let sealed = Signal::derive(move || outbox.is_sealed(&Form::Report));
    let vehicles = portal.session.with_value(|s| s.vehicles.clone());
    let centres = portal.session.with_value(|s| s.centres.clone());
    let chosen = chosen_of(vehicles.clone(), centres.clone());
    let car = Signal::derive(move || chosen(&draft()).0);
    let centre = Signal::derive(move || chosen(&draft()).1);
    let sentence = Signal::derive(move || Sentence {
        first: w.t(k::REPORT_SAY),
        second: w.t(k::REPORT_SAY_NEXT),
    });
    Effect::new(move || platform::page::title(&w.t(k::NAV_REPORT)));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (car, centre) = (car.get_untracked(), centre.get_untracked());
        if !sealed.get_untracked() {
            outbox.edit(&Form::Report, |draft| {
                draft.concern(0);
                draft.vin = car.map(|c| c.vin.into());
                draft.centre = centre.map(|c| c.id);
            });
        }
        outbox.send(Form::Report);
        if let Status::Refused(problem) = status.get_untracked()
            && let Some(error) = problem.errors.first()
        {
            platform::page::focus(field_id(&error.pointer).as_str());
        }
    };
    let concerns = move || (0..draft().concerns.len().max(1)).collect::<Vec<_>>();
    let full = move || sealed.get() || concerns().len() >= MOST;
    let place_fault = Signal::derive(move || fault_at(&status.get(), PLACE));
    let drivable_fault = Signal::derive(move || fault_at(&status.get(), DRIVABLE));
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <form class="report" novalidate on:submit=send>
            <section class="sheet">
                <For each=concerns key=|i| *i let(i)>
                    <ConcernFields i />
                </For>
                <button
                    type="button"
                    class="btn quiet"
                    disabled=full
                    on:click=move |_| {
                        outbox
                            .edit(
                                &Form::Report,
                                |draft| {
                                    let next = draft.concerns.len().max(1);
                                    draft.concern(next);
                                },
                            );
                    }
                >
                    {move || w.t(k::REPORT_ADD)}
                </button>
            </section>
            <section class="sheet">
                <Choice
                    name="drivable".into()
                    legend=Signal::derive(move || w.t(k::REPORT_DRIVABLE))
                    options=[
                        (Drivable::Yes, k::DRIVABLE_YES),
                        (Drivable::Unsure, k::DRIVABLE_UNSURE),
                        (Drivable::No, k::DRIVABLE_NO),
                    ]
                        .map(|(value, key)| (value, Signal::derive(move || w.t(key))))
                        .to_vec()
                    value=Signal::derive(move || draft().drivable)
                    choose=Callback::new(move |drivable| {
                        outbox.edit(&Form::Report, |draft| draft.drivable = Some(drivable));
                    })
                    fault="drivable-fault"
                    disabled=sealed
                />
                <FieldFault id="drivable-fault".into() fault=drivable_fault />
                <label for="place">{move || w.t(k::REPORT_PLACE)}</label>
                <input
                    id="place"
                    type="text"
                    autocomplete="off"
                    aria-describedby="place-fault"
                    aria-invalid=move || place_fault.get().is_some().to_string()
                    readonly=sealed
                    prop:value=move || draft().place
                    on:input=move |event| {
                        let place = event_target_value(&event);
                        outbox.edit(&Form::Report, |draft| draft.place = place);
                    }
                />
                <FieldFault id="place-fault".into() fault=place_fault />
            </section>
            <section class="sheet">
                <Cars vehicles car sealed />
                <Choice
                    name="centre".into()
                    legend=Signal::derive(move || w.t(k::REPORT_CENTRE))
                    options=centre_options(&centres)
                    value=Signal::derive({
                        let centres = centres.clone();
                        move || {
                            let id = centre.get().map(|c| c.id);
                            centres.iter().position(|c| Some(&c.id) == id.as_ref())
                        }
                    })
                    choose=Callback::new({
                        let centres = centres.clone();
                        move |i: usize| {
                            let id = centres.get(i).map(|c| c.id.clone());
                            outbox.edit(&Form::Report, |draft| draft.centre = id);
                        }
                    })
                    disabled=sealed
                />
            </section>
            <div class="acts">
                <button class="btn" type="submit" aria-disabled=move || sealed.get().to_string()>
                    {move || w.t(k::REPORT_SEND)}
                </button>
                <Delivery status />
            </div>
        </form>
    }
}

/// The car and the centre in force: what was chosen, else the first car and the centre it usually
/// goes to.
fn chosen_of(
    vehicles: Vec<Vehicle>,
    centres: Vec<Centre>,
) -> impl Fn(&crate::outbox::Draft) -> (Option<Vehicle>, Option<Centre>) + Send + Sync + Copy {
    let (vehicles, centres) = (StoredValue::new(vehicles), StoredValue::new(centres));
    move |draft| {
        let car = vehicles.with_value(|all| {
            let wanted = all
                .iter()
                .find(|v| Some(v.vin.as_str()) == draft.vin.as_deref());
            wanted.or(all.first()).cloned()
        });
        let usual = car.as_ref().map(|c| c.centre.clone());
        let id = draft.centre.clone().or(usual);
        let centre = centres.with_value(|all| {
            let wanted = all.iter().find(|c| Some(&c.id) == id.as_ref());
            wanted.or(all.first()).cloned()
        });
        (car, centre)
    }
}

fn centre_options(centres: &[Centre]) -> Vec<(usize, Signal<String>)> {
    let words = |c: &Centre| Signal::stored(format!("{}, {}", c.name, c.address));
    centres
        .iter()
        .enumerate()
        .map(|(i, c)| (i, words(c)))
        .collect()
}

/// The car, or the choice among several.
#[component]
fn Cars(
    vehicles: Vec<Vehicle>,
    car: Signal<Option<Vehicle>>,
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
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
    let options = vehicles.iter().enumerate();
    let options = options.map(|(i, v)| (i, Signal::stored(format!("{}, {}", v.nickname, v.model))));
    let known = vehicles.clone();
    let value = Signal::derive(move || {
        let vin = car.get().map(|c| c.vin);
        known.iter().position(|v| Some(&v.vin) == vin.as_ref())
    });
    view! {
        <Choice
            name="car".into()
            legend=Signal::derive(move || w.t(k::REPORT_CAR))
            options=options.collect()
            value
            choose=Callback::new(move |i: usize| {
                let vin = vehicles.get(i).map(|v| v.vin.clone().into());
                outbox
                    .edit(
                        &Form::Report,
                        |draft| {
                            draft.vin = vin;
                            draft.centre = None;
                        },
                    );
            })
            disabled=sealed
        />
    }
    .into_any()
}

/// The field that a pointer means.
fn field_id(pointer: &str) -> String {
    match pointer
        .strip_prefix("/body/concerns/")
        .and_then(|rest| rest.strip_suffix("/text"))
    {
        Some(i) => format!("concern-{i}"),
        None => pointer.trim_start_matches("/body/").to_owned(),
    }
}
