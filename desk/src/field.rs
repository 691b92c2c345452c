//! A field with its label and its fault, and a choice out of a few: what every form is made of.

use crate::desk::Desk;
use contract::problem::FieldError;
use i18n::Key;
use leptos::prelude::*;
use ui::words::Words;

/// Names on the wire with the words of each, for a [`Choose`].
pub type Options = Vec<(String, String)>;

/// Options that are texts of ours.
pub fn keyed(w: Words, all: Vec<(&'static str, Key)>) -> Signal<Options> {
    Signal::derive(move || {
        let words = |(name, key): &(&str, Key)| ((*name).to_owned(), w.t(*key));
        all.iter().map(words).collect()
    })
}

/// What is wrong with a field, below it; nothing while nothing is.
#[component]
pub fn Fault(
    /// The field's id; its `aria-describedby` names this with `-fault` at the end.
    id: Signal<String>,
    /// What is wrong.
    fault: Signal<Option<FieldError>>,
) -> impl IntoView {
    let w = Desk::here().words;
    move || {
        fault.get().map(|fault| {
            view! {
                <p class="fault" id=format!("{}-fault", id.get())>
                    {w.fault(&fault)}
                </p>
            }
        })
    }
}

/// The id of a field's fault, while there is one.
fn described(id: Signal<String>, fault: Signal<Option<FieldError>>) -> Option<String> {
    fault
        .with(Option::is_some)
        .then(|| format!("{}-fault", id.get()))
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
    /// What may be typed, said before anybody types.
    #[prop(optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let w = Desk::here().words;
    let invalid = move || fault.with(Option::is_some).then_some("true");
    let described = move || {
        let hint = hint.map(|_| format!("{}-hint", id.get()));
        let both = [described(id, fault), hint].into_iter().flatten();
        let both: Vec<String> = both.collect();
        (!both.is_empty()).then(|| both.join(" "))
    };
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
            {hint
                .map(|hint| {
                    view! {
                        <small id=move || format!("{}-hint", id.get())>{move || hint.get()}</small>
                    }
                })}
            <Fault id fault />
        </div>
    }
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
    #[prop(into)]
    options: Signal<Options>,
    /// Which is chosen; empty is none.
    #[prop(into)]
    value: Signal<String>,
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
    let option = move |(name, words): (String, String)| {
        let value_of = name.clone();
        view! {
            <option value=value_of selected=move || value.with(|v| *v == name)>
                {words}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for=move || id.get()>{w.say(label)}</label>
            <select
                id=move || id.get()
                disabled=move || sealed.get()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described(id, fault)
                prop:value=move || value.get()
                on:change=move |ev| write.run(event_target_value(&ev))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <Fault id fault />
        </div>
    }
}
