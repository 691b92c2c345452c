//! How a form stands with the server: sending, not sent yet, refused. One place for it, below the form.

use super::composer::composer_id;
use super::due::first_pick_id;
use crate::desk::Desk;
use crate::field::Fault;
use crate::send::draft::Slot;
use crate::send::verb::Verb;
use contract::problem::{FieldError, Kind};
use i18n::k;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use platform::page;
use ui::outbox::Status;

/// The line below a form.
#[component]
pub fn FormStatus(
    /// The form.
    of: StoredValue<Slot>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let status = Memo::new(move |_| desk.outbox.status(&of.get_value()));
    view! {
        <div class="status" role="status">
            {move || match status.get() {
                Status::Idle => None,
                Status::Sending => Some(view! { <p>{w.t(k::DESK_SENDING)}</p> }.into_any()),
                Status::Waiting => {
                    Some(view! { <p class="unsent">{w.t(k::DESK_NOT_SENT)}</p> }.into_any())
                }
                Status::Refused(problem) if problem.kind == Kind::InvalidInput => {
                    Some(view! { <p class="bad">{w.t(k::DESK_MEND)}</p> }.into_any())
                }
                Status::Refused(problem) => {
                    Some(
                        view! {
                            <p class="bad">
                                <b>{w.refusal(&problem)}</b>
                                " "
                                {w.t(k::DESK_REFUSED)}
                            </p>
                        }
                            .into_any(),
                    )
                }
            }}
        </div>
    }
}

/// Sends a form; what was found wrong before it travelled takes the focus, the first fault first.
pub fn send(desk: Desk, slot: &Slot) {
    desk.outbox.send(slot.clone());
    focus_fault(desk, slot);
}

/// Puts the focus on the first field at fault, if there is one.
pub fn focus_fault(desk: Desk, slot: &Slot) {
    let Status::Refused(problem) = untrack(|| desk.outbox.status(slot)) else {
        return;
    };
    if let Some(field) = problem.errors.first().and_then(|e| field_of(&e.pointer)) {
        match (slot.verb, field) {
            (Verb::Message, _) => page::focus_soon(composer_id()),
            (_, "due" | "next_update") => page::focus_soon(first_pick_id()),
            (_, field) => page::focus_soon(&field_id(field)),
        }
    }
}

/// Whether a key sends what is typed: Ctrl or Cmd with Enter.
pub fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key())
}

/// The id of a field in the page, from its place in the command: `lines/0/title`.
pub fn field_id(field: &str) -> String {
    format!("f-{}", field.replace('/', "-"))
}

fn field_of(pointer: &str) -> Option<&str> {
    pointer.strip_prefix("/body/")
}

/// The fault of one field, by its place in the command.
pub fn fault_at(desk: Desk, slot: &Slot, field: &str) -> Option<FieldError> {
    match desk.outbox.status(slot) {
        Status::Refused(problem) => problem
            .errors
            .into_iter()
            .find(|e| field_of(&e.pointer) == Some(field)),
        _ => None,
    }
}

/// The words of one field's fault, where the field itself does not show them.
#[component]
pub fn FieldFault(
    /// The form.
    of: StoredValue<Slot>,
    /// The field's place in the command.
    field: &'static str,
    /// The id that the field's `aria-describedby` names.
    id: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    let name = id.strip_suffix("-fault").unwrap_or(id);
    let fault = Signal::derive(move || of.with_value(|slot| fault_at(desk, slot, field)));
    view! { <Fault id=Signal::stored(name.to_owned()) fault /> }
}
