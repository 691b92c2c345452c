//! A question that is answered in words, or not.

use super::sheet::Sheet;
use crate::ui::FieldFault;
use contract::problem::FieldError;
use contract::survey::Answers;
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
    let fault_id = format!("{id}-fault");
    let fault = Signal::derive(move || fault_of(sheet, id));
    let text = move || field(&mut sheet.answers.get()).clone().unwrap_or_default();
    view! {
        <label for=id>{label}</label>
        <textarea
            id=id
            rows="3"
            aria-describedby=fault_id.clone()
            aria-invalid=move || fault.get().is_some().to_string()
            prop:value=text
            on:input=move |event| {
                let text = event_target_value(&event);
                sheet.write(|a| *field(a) = Some(text).filter(|t| !t.is_empty()));
            }
            on:blur=move |_| sheet.save()
        ></textarea>
        <FieldFault id=fault_id fault />
    }
}

/// The fault of one answer.
pub fn fault_of(sheet: Sheet, field: &str) -> Option<FieldError> {
    let at = |f: &&FieldError| f.pointer.ends_with(field);
    sheet.faults.with(|faults| faults.iter().find(at).cloned())
}
