//! The close form: the cause, because the owner asked why, and what was done. Both are needed.

use super::owner;
use super::status::{FieldFault, FormStatus, fault_at, send, sends};
use crate::desk::Desk;
use crate::send::draft::{Draft, Slot, Verb};
use i18n::{Key, k};
use leptos::prelude::*;
use ui::file::Shown;

/// Where the focus goes when the form opens.
pub fn cause_id() -> &'static str {
    "close-cause"
}

/// The form that ends a case.
#[component]
pub fn CloseForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let slot = StoredValue::new(Slot {
        case: case.with_untracked(|c| c.id.clone()),
        verb: Verb::Close,
    });
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&slot.get_value()));
    let refused = move || case.with(|c| casework::may::handle(c).is_err());
    let fields = [("cause", cause_id()), ("remedy", "close-remedy")];
    let close = move || send(desk, &slot.get_value(), &fields);
    let title = move || {
        let owner = case.with(|c| owner(desk, c));
        w.tf(k::DESK_CLOSE_TITLE, &[("owner", &owner)])
    };
    view! {
        <form
            class="panel"
            aria-labelledby="form-title"
            on:submit=move |ev| {
                ev.prevent_default();
                close();
            }
            on:keydown=move |ev| {
                if sends(&ev) {
                    ev.prevent_default();
                    close();
                }
            }
        >
            <h3 id="form-title">{title}</h3>
            <div class="pair">
                <LongText
                    of=slot
                    id=cause_id()
                    fault="close-cause-fault"
                    field="cause"
                    label=k::DESK_CLOSE_CAUSE
                    read=|d| d.text.clone()
                    write=|d, text| d.text = text
                />
                <LongText
                    of=slot
                    id="close-remedy"
                    fault="close-remedy-fault"
                    field="remedy"
                    label=k::DESK_CLOSE_REMEDY
                    read=|d| d.remedy.clone()
                    write=|d, text| d.remedy = text
                />
            </div>
            <div class="send">
                <button class="btn" type="submit" disabled=move || sealed.get() || refused()>
                    {move || w.t(k::DESK_CLOSE_SEND)}
                </button>
                <button class="btn quiet" type="button" on:click=move |_| desk.shut_form()>
                    {move || w.t(k::DESK_CANCEL)}
                </button>
                <FormStatus of=slot />
            </div>
        </form>
    }
}

/// A field of several lines, with its label, its fault and its draft.
#[component]
fn LongText(
    of: StoredValue<Slot>,
    id: &'static str,
    fault: &'static str,
    field: &'static str,
    label: Key,
    read: fn(&Draft) -> String,
    write: fn(&mut Draft, String),
) -> impl IntoView {
    let desk = Desk::here();
    let slot = of;
    let draft = Memo::new(move |_| desk.outbox.draft(&slot.get_value()));
    let faulty = move || slot.with_value(|s| fault_at(desk, s, field).is_some());
    view! {
        <div class="field">
            <label for=id>{move || desk.words.t(label)}</label>
            <textarea
                id=id
                rows="4"
                readonly=move || desk.outbox.is_sealed(&slot.get_value())
                aria-invalid=move || faulty().then_some("true")
                aria-describedby=fault
                prop:value=move || draft.with(read)
                on:input=move |ev| {
                    let text = event_target_value(&ev);
                    desk.outbox.edit(&slot.get_value(), |d| write(d, text));
                }
            ></textarea>
            <FieldFault of=slot field id=fault />
        </div>
    }
}
