//! The composer: a message to the owner, kept at every touch until it has arrived.

use super::form::{slot, titled};
use super::status::{FieldFault, FormStatus, fault_at, send, sends};
use crate::desk::Desk;
use crate::send::verb::Verb;
use i18n::k;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use ui::file::Shown;

/// Where the keyboard puts the focus to write.
pub fn composer_id() -> &'static str {
    "composer"
}

/// The composer of a case.
#[component]
pub fn Composer(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let slot = slot(case, Verb::Message);
    let draft = Memo::new(move |_| desk.outbox.draft(&slot.get_value()));
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&slot.get_value()));
    let refusal = Memo::new(move |_| case.with(|c| desk.allowed(Verb::Message, c).err()));
    let send = move || send(desk, &slot.get_value());
    let chord = move |ev: KeyboardEvent| {
        if sends(&ev) {
            ev.prevent_default();
            send();
        }
    };
    let faulty = move || slot.with_value(|s| fault_at(desk, s, "text").is_some());
    let shut = move || refusal.with(Option::is_some) && draft.with(|d| d.text.is_empty());
    view! {
        <form
            class="composer"
            hidden=shut
            on:submit=move |ev| {
                ev.prevent_default();
                send();
            }
        >
            <label for=composer_id()>
                {titled(desk, case, k::DESK_MESSAGE_LABEL)}
            </label>
            <textarea
                id=composer_id()
                rows="3"
                readonly=move || sealed.get()
                aria-invalid=move || faulty().then_some("true")
                aria-describedby="composer-fault"
                prop:value=move || draft.with(|d| d.text.clone())
                on:input=move |ev| {
                    let text = event_target_value(&ev);
                    desk.outbox.edit(&slot.get_value(), |d| d.text = text);
                }
                on:keydown=chord
            ></textarea>
            <FieldFault of=slot field="text" id="composer-fault" />
            <div class="send">
                <button
                    class="btn quiet"
                    type="submit"
                    disabled=move || sealed.get() || refusal.with(Option::is_some)
                >
                    {w.say(k::DESK_MESSAGE_SEND)}
                </button>
                <small class="hint">{w.say(k::DESK_MESSAGE_HINT)}</small>
                <FormStatus of=slot />
            </div>
        </form>
    }
}
