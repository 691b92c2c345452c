//! One concern: the owner's words, and since when.

use super::talk::Talk;
use crate::outbox::pointer;
use crate::ui::{Choice, FieldFault, Show};
use contract::command::Since;
use i18n::{Key, k};
use leptos::prelude::*;

/// Since when, as there is to choose from.
pub const SINCE: [(Since, Key); 4] = [
    (Since::Today, k::SINCE_TODAY),
    (Since::ThisWeek, k::SINCE_WEEK),
    (Since::Longer, k::SINCE_LONGER),
    (Since::Unsure, k::SINCE_UNSURE),
];

/// The fields of concern `i`, from 0.
#[component]
pub fn ConcernFields(
    /// The report.
    talk: Talk,
    /// Which.
    i: usize,
    /// Takes it out.
    remove: Callback<usize>,
) -> impl IntoView {
    let (w, slip) = (talk.w, talk.slip);
    let sealed = slip.sealed;
    let concern = move || slip.draft().concerns.get(i).cloned().unwrap_or_default();
    let fault = Signal::derive(move || talk.course.fault(&pointer(i)));
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
        <div class="trouble">
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
                    slip.edit(|draft| draft.concern(i).text = text);
                }
            ></textarea>
            <FieldFault id=fault_id fault />
            <Choice
                name=format!("since-{i}")
                legend=Signal::derive(w.say(k::REPORT_SINCE))
                options=SINCE.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                value=Signal::derive(since)
                choose=Callback::new(move |at: usize| {
                    slip.edit(|draft| draft.concern(i).since = Some(SINCE[at].0));
                })
                disabled=sealed
            />
            <Show when=move || not_first>
                <button
                    type="button"
                    class="btn quiet"
                    disabled=sealed
                    on:click=move |_| remove.run(i)
                >
                    {w.say(k::REPORT_REMOVE)}
                </button>
            </Show>
        </div>
    }
}
