//! The small parts of the bench: one of several side by side, and a list to choose from.

use leptos::prelude::*;

/// One of several.
#[derive(Debug, Clone, Copy)]
pub struct Segment<T> {
    /// What it stands for.
    pub value: T,
    /// What is shown.
    pub say: &'static str,
    /// Its name in full, where what is shown is short.
    pub more: &'static str,
}

/// Several side by side, one of which is in force. They are radio buttons: arrows move, and a screen reader counts them.
pub fn segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    options: Vec<Segment<T>>,
    now: Signal<T>,
    choose: impl Fn(T) + Copy + 'static,
) -> AnyView {
    let name = label
        .to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let of = name.clone();
    let one = |option: Segment<T>| {
        let value = option.value;
        let full = (!option.more.is_empty()).then_some(option.more);
        view! {
            <label title=full>
                <input
                    type="radio"
                    name=name.clone()
                    aria-label=full
                    prop:checked=move || now.get() == value
                    on:change=move |_| choose(value)
                />
                <span>{option.say}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments" data-of=of>
            <legend class="unseen">{label}</legend>
            {options.into_iter().map(one).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A list to choose from: value and name of each.
pub fn list(
    label: impl Into<String>,
    options: Signal<Vec<(String, String)>>,
    now: Signal<String>,
    choose: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let label = label.into();
    let option = move |(value, name): (String, String)| {
        let here = value.clone();
        view! {
            <option value=value selected=move || now.get() == here>
                {name}
            </option>
        }
    };
    view! {
        <select aria-label=label on:change=move |e| choose(event_target_value(&e))>
            {move || options.get().into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}
