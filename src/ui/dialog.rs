//! A question, or a help, that stands before everything else: the browser's own `<dialog>`, which keeps the focus
//! inside, closes at Escape and at the back gesture, and gives the focus back. On a phone it comes from below.

use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::words::Words;

/// A dialog, shown while `open` is set.
#[component]
pub fn Dialog(
    /// Unique on the page.
    id: &'static str,
    /// Whether it is shown; unset when the person closes it.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let heading = format!("{id}-title");
    Effect::new(move || page::dialog(id, open.get()));
    view! {
        <dialog
            id=id
            class="dialog"
            aria-labelledby=heading.clone() on:close=move |_| open.set(false)>
            <h2 id=heading.clone()>{title}</h2>
            {children()}
            <form method="dialog" class="acts">
                <button class="btn quiet" type="submit">
                    {w.say(k::CLOSE)}
                </button>
            </form>
        </dialog>
    }
}
