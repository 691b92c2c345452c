//! The second button of a deliberate act. It cannot be pressed in the first moment, so that a double touch on the
//! first button is not an authorisation.

use leptos::prelude::*;
use leptos::task::spawn_local;

/// Milliseconds within which a second touch is taken for the first one's echo.
const ECHO: i32 = 600;

/// The button that does it. It says what it does, with the amount.
#[component]
pub fn Deliberate(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// It is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Called when it is pressed.
    act: Callback<()>,
) -> impl IntoView {
    let early = RwSignal::new(true);
    spawn_local(async move {
        platform::sleep(ECHO).await;
        early.try_set(false);
    });
    view! {
        <button
            class="btn"
            type="button"
            disabled=early
            aria-disabled=move || busy.get().to_string()
            on:click=move |_| act.run(())
        >
            {label}
        </button>
    }
}
