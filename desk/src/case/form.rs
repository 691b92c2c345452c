//! What the forms of a case share: the panel they stand in, its title, a field for one text of the draft.

use super::owner;
use super::status::{FormStatus, fault_at, field_id, send, sends};
use crate::desk::Desk;
use crate::field::Input;
use crate::send::draft::{Draft, Slot};
use crate::send::verb::Verb;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;

/// The button of the open form: it has the focus where there is no field to fill.
pub const SEND_ID: &str = "form-send";

/// The form of a verb, for the open case.
pub fn slot(case: Shown, verb: Verb) -> StoredValue<Slot> {
    StoredValue::new(Slot::of(case.with_untracked(|c| c.id.clone()), verb))
}

/// A text with the owner's name in it, as most titles are.
pub fn titled(desk: Desk, case: Shown, key: Key) -> Signal<String> {
    Signal::derive(move || {
        let owner = case.with(|c| owner(desk, c));
        desk.words.tf(key, &[("owner", &owner)])
    })
}

/// A form: its title, its fields, its two buttons, and how it stands.
#[component]
pub fn Panel(
    /// The case.
    case: Shown,
    /// The form.
    of: StoredValue<Slot>,
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// What the button does.
    #[prop(into)]
    submit: Signal<String>,
    /// Puts the draft in order before it is sent.
    #[prop(optional, into)]
    before: Option<Callback<()>>,
    /// The fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let verb = of.with_value(|s| s.verb);
    let long = !matches!(verb, Verb::Accept | Verb::Promise);
    let sealed = move || desk.outbox.is_sealed(&of.get_value());
    let held = move || case.with(|c| desk.allowed(verb, c).is_err());
    let go = move || {
        if let Some(before) = before {
            before.run(());
        }
        send(desk, &of.get_value());
    };
    view! {
        <form
            class="panel"
            aria-labelledby="form-title"
            on:submit=move |ev| {
                ev.prevent_default();
                go();
            }
            on:keydown=move |ev| {
                if sends(&ev) {
                    ev.prevent_default();
                    if !sealed() && !held() {
                        go();
                    }
                } else if long && ev.key() == "Enter" && page::pressed_in(&ev, "input").1 {
                    // Enter in a field must not send half an estimate.
                    ev.prevent_default();
                }
            }
        >
            <h3 id="form-title">{move || title.get()}</h3>
            {children.map(|children| children())}
            <div class="send">
                <button
                    class="btn"
                    type="submit"
                    id=SEND_ID
                    disabled=move || sealed() || held()
                >
                    {move || submit.get()}
                </button>
                <button class="btn quiet" type="button" on:click=move |_| desk.shut_form()>
                    {w.say(k::DESK_CANCEL)}
                </button>
                <small class="hint">{w.say(k::DESK_MESSAGE_HINT)}</small>
                <FormStatus of />
            </div>
        </form>
    }
}

/// [`Input`] for one text of a draft.
#[component]
pub fn Text(
    /// The form.
    of: StoredValue<Slot>,
    /// The field's place in the command.
    field: &'static str,
    /// Its label.
    label: Key,
    /// The text.
    part: fn(&mut Draft) -> &mut String,
    /// Lines of text.
    #[prop(default = 1)]
    rows: u32,
    /// Offers what this list holds.
    #[prop(optional)]
    list: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    let value = Memo::new(move |_| {
        let mut draft = desk.outbox.draft(&of.get_value());
        std::mem::take(part(&mut draft))
    });
    let write = Callback::new(move |text| {
        desk.outbox.edit(&of.get_value(), |d| *part(d) = text);
    });
    let fault = Memo::new(move |_| of.with_value(|s| fault_at(desk, s, field)));
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    view! { <Input id=field_id(field) label value write fault sealed rows list /> }
}
