//! One of several, as large touchable radio buttons.

use leptos::prelude::*;

/// A group of radio buttons. `options` gives each value's name in markup and its words.
#[component]
pub fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Unique on the page; its id too, so that a fault can be brought into view.
    name: String,
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// What there is to choose.
    options: Vec<(T, Signal<String>)>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// Called with the choice.
    choose: Callback<T>,
    /// The id of the fault that belongs to it.
    #[prop(optional, into)]
    fault: String,
    /// Whether it can be changed now.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <fieldset class="choice" id=name.clone() tabindex="-1" aria-describedby=fault>
            <legend>{legend}</legend>
            {options
                .into_iter()
                .enumerate()
                .map(|(i, (option, label))| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name=name.clone()
                                value=i
                                prop:checked=move || value.get() == Some(option)
                                disabled=disabled
                                on:change=move |_| choose.run(option)
                            />
                            <span>{label}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
