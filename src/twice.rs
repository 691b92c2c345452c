//! An act that cannot be taken back lightly: asked about once more, in place, and never by a gesture
//! alone.

use crate::outbox::{Form, Slip};
use crate::parts::{Delivery, TITLE};
use crate::portal::Portal;
use crate::ui::Show;
use i18n::Key;
use leptos::prelude::*;
use platform::page;
use ui::outbox::Form as _;

/// A button that asks before it acts.
#[component]
pub fn Twice(
    /// What is sent; it has an empty body.
    form: Form,
    /// On the first button.
    ask: Key,
    /// What it means.
    means: Key,
    /// Does it.
    yes: Key,
    /// Leaves it.
    no: Key,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let name = form.name();
    let (first, kept) = (format!("{name}/ask"), format!("{name}/no"));
    let ids = StoredValue::new((first, kept));
    let slip = Slip::of(portal, form);
    slip.when_done(|| page::focus_soon(TITLE));
    let asked = RwSignal::new(false);
    let open = move |_| {
        asked.set(true);
        page::focus_soon(&ids.get_value().1);
    };
    let leave = move |_| {
        asked.set(false);
        page::focus_soon(&ids.get_value().0);
    };
    view! {
        <div class="twice">
            <Show
                when=move || asked.get() || slip.sealed.get()
                fallback=move || {
                    view! {
                        <button type="button" class="btn quiet" id=ids.get_value().0 on:click=open>
                            {w.say(ask)}
                        </button>
                    }
                }
            >
                <p>{w.say(means)}</p>
                <div class="acts">
                    <button
                        type="button"
                        class="btn quiet"
                        id=ids.get_value().1
                        disabled=slip.sealed
                        on:click=leave
                    >
                        {w.say(no)}
                    </button>
                    <button
                        type="button"
                        class="btn quiet"
                        aria-disabled=move || slip.sealed.get().to_string()
                        on:click=move |_| slip.send()
                    >
                        {w.say(yes)}
                    </button>
                </div>
            </Show>
            <Delivery status=slip.status />
        </div>
    }
}
