//! Is it safe to drive, and where is the car?

use super::choice::Choice;
use crate::outbox::{DRIVABLE, Form, PLACE};
use crate::parts::{FieldFault, fault_at};
use crate::portal::Portal;
use contract::command::Drivable;
use i18n::k;
use leptos::prelude::*;
use ui::outbox::Status;

/// Both questions.
#[component]
pub fn Safety(
    /// How the report stands.
    status: Signal<Status>,
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let draft = move || outbox.draft(&Form::Report);
    let place_fault = Signal::derive(move || fault_at(&status.get(), PLACE));
    let drivable_fault = Signal::derive(move || fault_at(&status.get(), DRIVABLE));
    view! {
        <section class="sheet">
            <Choice
                name="drivable".into()
                legend=Signal::derive(w.say(k::REPORT_DRIVABLE))
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
            <label for="place">{w.say(k::REPORT_PLACE)}</label>
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
    }
}
