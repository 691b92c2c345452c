//! What an owner writes: a field that is kept at every keystroke, and the form that has nothing else.

use crate::outbox::{Slip, WORDS};
use crate::parts::{Delivery, fault_at};
use crate::portal::Portal;
use crate::ui::FieldFault;
use i18n::Key;
use leptos::prelude::*;

/// A labelled text, and its fault.
#[component]
pub fn WordsField(
    /// Whose text.
    slip: Slip,
    /// Unique on the page.
    id: &'static str,
    /// The question.
    label: Key,
) -> impl IntoView {
    let w = Portal::here().words;
    let fault = Signal::derive(move || fault_at(&slip.status.get(), WORDS));
    let fault_id = format!("{id}-fault");
    view! {
        <label for=id>{w.say(label)}</label>
        <textarea
            id=id
            rows="3"
            aria-describedby=fault_id.clone()
            aria-invalid=move || fault.get().is_some().to_string()
            readonly=slip.sealed
            prop:value=move || slip.draft().text
            on:input=move |event| {
                let words = event_target_value(&event);
                slip.edit(|draft| draft.text = words);
            }
        ></textarea>
        <FieldFault id=fault_id fault />
    }
}

/// A text and the button that sends it.
#[component]
pub fn WordsForm(
    /// What is sent.
    slip: Slip,
    /// The field's id, unique on the page.
    id: &'static str,
    /// The question.
    label: Key,
    /// On the button.
    send: Key,
) -> impl IntoView {
    let w = Portal::here().words;
    let on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send_words(slip, id);
    };
    view! {
        <form class="say-so" novalidate on:submit=on>
            <WordsField slip id label />
            <div class="acts">
                <button
                    class="btn quiet"
                    type="submit"
                    aria-disabled=move || slip.sealed.get().to_string()
                >
                    {w.say(send)}
                </button>
                <Delivery status=slip.status />
            </div>
        </form>
    }
}

/// Sends a form. Where its words are missing, that is found before it travels, and the field gets the
/// focus.
pub fn send_words(slip: Slip, id: &str) {
    slip.send();
    if fault_at(&slip.status.get_untracked(), WORDS).is_some() {
        platform::page::focus(id);
    }
}
