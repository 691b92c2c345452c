//! One of several, as large touchable radio buttons.

use leptos::prelude::*;

/// A group of radio buttons. Which one is meant is told by its place among the options.
#[component]
pub fn Choice(
    /// Unique on the page; its id too, so that a fault can be brought into view.
    name: String,
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// What there is to choose.
    options: Vec<Signal<String>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<usize>>,
    /// Called with the choice.
    choose: Callback<usize>,
    /// The id of the fault that belongs to it.
    #[prop(optional, into)]
    fault: String,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <fieldset class="choice" id=name.clone() tabindex="-1" aria-describedby=fault>
            <legend>{legend}</legend>
            {options
                .into_iter()
                .enumerate()
                .map(|(i, label)| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name=name.clone()
                                value=i
                                prop:checked=move || value.get() == Some(i)
                                disabled=disabled
                                on:change=move |_| choose.run(i)
                            />
                            <span>{label}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
