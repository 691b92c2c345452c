//! The field for the words of a dispute or an appeal.

use crate::outbox::Form;
use crate::parts::{FieldFault, fault_at};
use crate::portal::Portal;
use i18n::Key;
use leptos::prelude::*;

/// A labelled text that is kept at every keystroke, and its fault.
#[component]
pub fn WordsField(
    /// Whose text.
    form: StoredValue<Form>,
    /// Unique on the page.
    id: &'static str,
    /// The question.
    label: Key,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let fault = Signal::derive(move || fault_at(&outbox.status(&form.get_value()), "/body/text"));
    let fault_id = format!("{id}-fault");
    view! {
        <label for=id>{move || w.t(label)}</label>
        <textarea
            id=id
            rows="3"
            aria-describedby=fault_id.clone()
            aria-invalid=move || fault.get().is_some().to_string()
            readonly=move || outbox.is_sealed(&form.get_value())
            prop:value=move || outbox.draft(&form.get_value()).text
            on:input=move |event| {
                let words = event_target_value(&event);
                outbox.edit(&form.get_value(), |draft| draft.text = words);
            }
        ></textarea>
        <FieldFault id=fault_id fault />
    }
}
