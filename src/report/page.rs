//! The page: few questions in the order a good advisor asks them, everything in view before it is sent.

use super::applies::Applies;
use super::car::{Cars, Centres, car_of, centre_of};
use super::concern::ConcernFields;
use super::place::{nearest, position};
use super::repeat::Repeat;
use super::safety::Safety;
use super::signals::{Signals, attached};
use super::urgent::{Urgency, Urgent};
use crate::home::record::records;
use crate::outbox::{Form, Slip};
use crate::parts::{Delivery, Title};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::For;
use contract::vehicle::VehicleRecord;
use i18n::k;
use leptos::prelude::*;
use ui::outbox::Status;

/// Most concerns in one report, as the rules have it.
const MOST: usize = casework::CONCERNS;

/// Report an issue.
#[component]
pub fn ReportPage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::of(portal, Form::Report);
    let (status, sealed) = (slip.status, slip.sealed);
    let draft = move || slip.draft();
    let records = records(portal);
    let car = Signal::derive(move || car_of(portal, &draft()));
    let record = Memo::new(move |_| {
        let vin = car.get()?.vin;
        records.get()?.into_iter().find(|r| r.vin == vin)
    });
    let urgency = Memo::new(move |_| record.get().map_or(Urgency::None, |r| weigh(portal, &r)));
    let centre = Signal::derive(move || {
        let near = urgency.with(Urgency::near);
        centre_of(portal, &draft(), near, car.get())
    });
    let usual = Signal::derive(move || portal.centre(&car.get()?.centre));
    let sentence = move || Sentence::of(w, k::REPORT_SAY, k::REPORT_SAY_NEXT);
    Effect::new(move || platform::page::title(&w.t(k::NAV_REPORT)));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (car, centre) = (car.get_untracked(), centre.get_untracked());
        let record = record.get_untracked();
        if !sealed.get_untracked() {
            slip.edit(|draft| {
                draft.concern(0);
                draft.vin = car.map(|c| c.vin.into());
                draft.centre = centre.map(|c| c.id);
                // Without the record, what was kept before goes; nothing goes that was not shown.
                if let Some(record) = record {
                    draft.signals = Some(attached(draft, &record));
                }
            });
        }
        slip.send();
        if let Status::Refused(problem) = status.get_untracked()
            && let Some(error) = problem.errors.first()
        {
            platform::page::focus(field_id(&error.pointer).as_str());
        }
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <Urgent urgency centre usual sealed />
        <Repeat sealed />
        <form class="report" novalidate on:submit=send>
            <section class="sheet">
                <Cars car sealed />
                <Applies record />
            </section>
            <Concerns sealed />
            <Safety status sealed />
            <section class="sheet">
                <Centres centre sealed />
            </section>
            <Signals record sealed />
            <div class="acts">
                <button class="btn" type="submit" aria-disabled=move || sealed.get().to_string()>
                    {w.say(k::REPORT_SEND)}
                </button>
                <Delivery status />
            </div>
        </form>
    }
}

/// What the rules make of the signals that go along, and of those that could.
fn weigh(portal: Portal, record: &VehicleRecord) -> Urgency {
    let sent = attached(&portal.outbox.draft(&Form::Report), record);
    if casework::urgent(&sent) {
        let place = position(&sent);
        Urgency::Urgent(place.and_then(|place| nearest(portal, place)))
    } else if casework::urgent(&record.signals) {
        Urgency::Untold
    } else {
        Urgency::None
    }
}

/// What is wrong; one more can be added.
#[component]
fn Concerns(sealed: Signal<bool>) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let count = move || outbox.draft(&Form::Report).concerns.len().max(1);
    let full = move || sealed.get() || count() >= MOST;
    let add = move |_| {
        outbox.edit(&Form::Report, |draft| {
            let next = draft.concerns.len().max(1);
            draft.concern(next);
        });
    };
    view! {
        <section class="sheet">
            <For each=move || (0..count()).collect() key=|i| i.to_string() let(i)>
                <ConcernFields i />
            </For>
            <button type="button" class="btn quiet" disabled=full on:click=add>
                {w.say(k::REPORT_ADD)}
            </button>
        </section>
    }
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
