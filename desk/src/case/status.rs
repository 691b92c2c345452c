//! How a form stands with the server: sending, not sent yet, refused. One place for it, below the form.

use crate::desk::Desk;
use crate::send::draft::Slot;
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
                                <b>{w.problem(problem.kind)}</b>
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
pub fn send(desk: Desk, slot: &Slot, fields: &[(&str, &str)]) {
    desk.outbox.send(slot.clone());
    let faulty = |field: &str| untrack(|| fault_at(desk, slot, field).is_some());
    if let Some((_, id)) = fields.iter().find(|(field, _)| faulty(field)) {
        page::focus_soon(id);
    }
}

/// Whether a key sends what is typed: Ctrl or Cmd with Enter.
pub fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key())
}

/// The fault of one field, by the end of its pointer.
pub fn fault_at(desk: Desk, slot: &Slot, field: &str) -> Option<FieldError> {
    match desk.outbox.status(slot) {
        Status::Refused(problem) => problem
            .errors
            .into_iter()
            .find(|e| e.pointer.rsplit('/').next() == Some(field)),
        _ => None,
    }
}

/// The words of one field's fault, beside the field.
#[component]
pub fn FieldFault(
    /// The form.
    of: StoredValue<Slot>,
    /// The field, as the pointer ends.
    field: &'static str,
    /// The id that the field's `aria-describedby` names.
    id: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    move || {
        of.with_value(|slot| fault_at(desk, slot, field))
            .map(|fault| {
                view! {
                    <p class="fault" id=id>
                        {desk.words.fault(&fault)}
                    </p>
                }
            })
    }
}
