//! An act that cannot be taken back lightly: asked about once more, in place, and never by a gesture
//! alone.

use crate::home::ask::when_done;
use crate::outbox::Form;
use crate::parts::{Delivery, TITLE};
use crate::portal::Portal;
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
    let (w, outbox) = (portal.words, portal.outbox);
    when_done(portal, form.clone(), || page::focus_soon(TITLE));
    let name = form.name();
    let (first, kept) = (format!("{name}/ask"), format!("{name}/no"));
    let ids = StoredValue::new((first, kept));
    let form = StoredValue::new(form);
    let asked = RwSignal::new(false);
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let sealed = Signal::derive(move || outbox.is_sealed(&form.get_value()));
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
                when=move || asked.get() || sealed.get()
                fallback=move || {
                    view! {
                        <button type="button" class="btn quiet" id=ids.get_value().0 on:click=open>
                            {move || w.t(ask)}
                        </button>
                    }
                }
            >
                <p>{move || w.t(means)}</p>
                <div class="acts">
                    <button
                        type="button"
                        class="btn quiet"
                        id=ids.get_value().1
                        disabled=sealed
                        on:click=leave
                    >
                        {move || w.t(no)}
                    </button>
                    <button
                        type="button"
                        class="btn quiet"
                        aria-disabled=move || sealed.get().to_string()
                        on:click=move |_| outbox.send(form.get_value())
                    >
                        {move || w.t(yes)}
                    </button>
                </div>
            </Show>
            <Delivery status />
        </div>
    }
}
