//! Where one is in a conversation of few steps, as a stretch of the lane: what is behind is solid and can be gone
//! back to, what is ahead is dashed.

use i18n::Key;
use leptos::prelude::*;
use ui::words::Words;

/// The steps. Each one that was reached before can be touched.
#[component]
pub fn Steps(
    /// What the steps are of.
    label: Key,
    /// Their names, in their order.
    names: Vec<Key>,
    /// The one in view, from 0.
    #[prop(into)]
    at: Signal<usize>,
    /// How far one has come.
    #[prop(into)]
    reached: Signal<usize>,
    /// Called with the step touched.
    go: Callback<usize>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let step = move |(i, name): (usize, Key)| {
        let here = move || at.get() == i;
        let behind = move || at.get() > i;
        let ahead = move || reached.get() < i;
        view! {
            <li class:done=behind>
                <button
                    type="button"
                    aria-current=move || here().then_some("step")
                    disabled=ahead
                    on:click=move |_| go.run(i)
                >
                    {w.say(name)}
                </button>
            </li>
        }
    };
    view! {
        <nav class="steps" aria-label=w.say(label)>
            <ol role="list">{names.into_iter().enumerate().map(step).collect_view()}</ol>
        </nav>
    }
}
