//! Is it safe to drive, and where is the car?

use crate::outbox::{DRIVABLE, Form, PLACE};
use crate::parts::fault_at;
use crate::portal::Portal;
use crate::ui::Choice;
use crate::ui::FieldFault;
use contract::command::Drivable;
use i18n::{Key, k};
use leptos::prelude::*;
use ui::outbox::Status;

/// What there is to choose from.
const ANSWERS: [(Drivable, Key); 3] = [
    (Drivable::Yes, k::DRIVABLE_YES),
    (Drivable::Unsure, k::DRIVABLE_UNSURE),
    (Drivable::No, k::DRIVABLE_NO),
];

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
                options=ANSWERS.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                value=Signal::derive(move || {
                    let drivable = draft().drivable;
                    ANSWERS.iter().position(|(value, _)| Some(*value) == drivable)
                })
                choose=Callback::new(move |at: usize| {
                    outbox.edit(&Form::Report, |draft| draft.drivable = Some(ANSWERS[at].0));
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
