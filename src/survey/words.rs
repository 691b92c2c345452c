//! A question that is answered in words, or not.

use super::checking::fault_of;
use super::sheet::Sheet;
use crate::portal::Portal;
use crate::ui::FieldFault;
use contract::survey::Answers;
use i18n::k;
use leptos::prelude::*;

/// A question that is answered in words, or not.
#[component]
pub fn Words(
    /// The answers.
    sheet: Sheet,
    /// Its id, and the end of its pointer in the command.
    id: &'static str,
    /// The question.
    label: Signal<String>,
    /// The answer.
    field: fn(&mut Answers) -> &mut Option<String>,
) -> impl IntoView {
    let w = Portal::here().words;
    let (fault_id, free_id) = (format!("{id}-fault"), format!("{id}-free"));
    let fault = fault_of(sheet, id);
    let text = move || field(&mut sheet.answers.get()).clone().unwrap_or_default();
    view! {
        <div class="in-words">
            <label for=id>{label}</label>
            <textarea
                id=id
                rows="3"
                aria-describedby=format!("{free_id} {fault_id}")
                aria-invalid=move || fault.get().is_some().to_string()
                prop:value=text
                on:input=move |event| {
                    let text = event_target_value(&event);
                    sheet.write(|a| *field(a) = Some(text).filter(|t| !t.is_empty()));
                }
                on:blur=move |_| sheet.save()
            ></textarea>
            <p class="quiet-words" id=free_id>
                {w.say(k::SURVEY_OPTIONAL)}
            </p>
            <FieldFault id=fault_id fault />
        </div>
    }
}
