//! What the forms of a case share: the panel they stand in, a field with its label and its fault, a
//! choice out of a few.

use super::status::{FormStatus, fault_at, field_id, send, sends};
use crate::desk::Desk;
use crate::send::draft::{Draft, Slot};
use crate::send::verb::Verb;
use contract::problem::FieldError;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;

/// The button of the open form: it has the focus where there is no field to fill.
pub const SEND_ID: &str = "form-send";

/// The form of a verb, for the open case.
pub fn slot(case: Shown, verb: Verb) -> StoredValue<Slot> {
    StoredValue::new(Slot {
        case: case.with_untracked(|c| c.id.clone()),
        verb,
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
                    go();
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
                <FormStatus of />
            </div>
        </form>
    }
}

/// A text field with its label and its fault.
#[component]
pub fn Input(
    /// Its id in the page.
    #[prop(into)]
    id: Signal<String>,
    /// Its label.
    label: Key,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    write: Callback<String>,
    /// What is wrong with it.
    #[prop(into)]
    fault: Signal<Option<FieldError>>,
    /// It is on its way and cannot be changed.
    #[prop(into)]
    sealed: Signal<bool>,
    /// Lines of text; one is a field of one line.
    #[prop(default = 1)]
    rows: u32,
    /// An amount or a number: the number keys on a phone, and no more room than it needs.
    #[prop(default = false)]
    number: bool,
    /// Offers what this list holds.
    #[prop(optional)]
    list: &'static str,
) -> impl IntoView {
    let w = Desk::here().words;
    let fault_id = move || format!("{}-fault", id.get());
    let invalid = move || fault.with(Option::is_some).then_some("true");
    let described = move || fault.with(Option::is_some).then(fault_id);
    let typed = move |ev| write.run(event_target_value(&ev));
    let field = if rows > 1 {
        view! {
            <textarea
                id=move || id.get()
                rows=rows
                readonly=move || sealed.get()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || value.get()
                on:input=typed
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                type="text"
                id=move || id.get()
                autocomplete="off"
                inputmode=number.then_some("decimal")
                list=(!list.is_empty()).then_some(list)
                readonly=move || sealed.get()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || value.get()
                on:input=typed
            />
        }
        .into_any()
    };
    view! {
        <div class="field" class:number=number>
            <label for=move || id.get()>{w.say(label)}</label>
            {field}
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        view! {
                            <p class="fault" id=fault_id>
                                {w.fault(&fault)}
                            </p>
                        }
                    })
            }}
        </div>
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

/// One of a few, by the names that the options have on the wire.
#[component]
pub fn Choose(
    /// Its id in the page.
    #[prop(into)]
    id: Signal<String>,
    /// Its label.
    label: Key,
    /// Name and words of each.
    options: Vec<(&'static str, Key)>,
    /// Which is chosen; empty is none.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Takes the choice.
    write: Callback<String>,
    /// What is wrong with it.
    #[prop(into)]
    fault: Signal<Option<FieldError>>,
    /// It cannot be changed.
    #[prop(into)]
    sealed: Signal<bool>,
) -> impl IntoView {
    let w = Desk::here().words;
    let fault_id = move || format!("{}-fault", id.get());
    let options = options
        .into_iter()
        .map(|(name, words)| {
            view! {
                <option value=name selected=move || value.get() == name>
                    {w.say(words)}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=move || id.get()>{w.say(label)}</label>
            <select
                id=move || id.get()
                disabled=move || sealed.get()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(fault_id)
                prop:value=move || value.get()
                on:change=move |ev| write.run(event_target_value(&ev))
            >
                {options}
            </select>
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        view! {
                            <p class="fault" id=fault_id>
                                {w.fault(&fault)}
                            </p>
                        }
                    })
            }}
        </div>
    }
}
