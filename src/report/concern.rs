//! One concern: the owner's words, and since when.

use crate::outbox::{Form, pointer};
use crate::parts::fault_at;
use crate::portal::Portal;
use crate::ui::Choice;
use crate::ui::FieldFault;
use crate::ui::Show;
use contract::command::Since;
use i18n::{Key, k};
use leptos::prelude::*;

/// What there is to choose from.
const SINCE: [(Since, Key); 4] = [
    (Since::Today, k::SINCE_TODAY),
    (Since::ThisWeek, k::SINCE_WEEK),
    (Since::Longer, k::SINCE_LONGER),
    (Since::Unsure, k::SINCE_UNSURE),
];

/// The fields of concern `i`, from 0.
#[component]
pub fn ConcernFields(
    /// Which.
    i: usize,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let sealed = Signal::derive(move || outbox.is_sealed(&Form::Report));
    let concern = move || {
        outbox
            .draft(&Form::Report)
            .concerns
            .get(i)
            .cloned()
            .unwrap_or_default()
    };
    let fault = Signal::derive(move || fault_at(&outbox.status(&Form::Report), &pointer(i)));
    let (id, fault_id) = (format!("concern-{i}"), format!("concern-{i}-fault"));
    let label = move || match i {
        0 => w.t(k::REPORT_WHAT),
        _ => w.tf(k::REPORT_WHAT_ELSE, &[("n", &(i + 1).to_string())]),
    };
    let since = move || {
        let since = concern().since.unwrap_or(Since::Today);
        SINCE.iter().position(|(value, _)| *value == since)
    };
    let not_first = i > 0;
    view! {
        <div class="concern">
            <label for=id.clone()>{move || label()}</label>
            <textarea
                id=id
                rows="3"
                aria-describedby=fault_id.clone()
                aria-invalid=move || fault.get().is_some().to_string()
                readonly=sealed
                prop:value=move || concern().text
                on:input=move |event| {
                    let text = event_target_value(&event);
                    outbox.edit(&Form::Report, |draft| draft.concern(i).text = text);
                }
            ></textarea>
            <FieldFault id=fault_id fault />
            <Choice
                name=format!("since-{i}")
                legend=Signal::derive(w.say(k::REPORT_SINCE))
                options=SINCE.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                value=Signal::derive(since)
                choose=Callback::new(move |at: usize| {
                    outbox.edit(&Form::Report, |draft| draft.concern(i).since = Some(SINCE[at].0));
                })
                disabled=sealed
            />
            <Show when=move || not_first>
                <button
                    type="button"
                    class="btn quiet"
                    disabled=sealed
                    on:click=move |_| {
                        outbox
                            .edit(
                                &Form::Report,
                                |draft| {
                                    if i < draft.concerns.len() {
                                        draft.concerns.remove(i);
                                    }
                                },
                            );
                    }
                >
                    {w.say(k::REPORT_REMOVE)}
                </button>
            </Show>
        </div>
    }
}
