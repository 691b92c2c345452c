//! Single keys on or off: letters that act by themselves are in the way of whoever speaks to the computer
//! or touches keys without meaning to (WCAG 2.1.4). The browser remembers it, for each person.

use crate::desk::Desk;
use contract::id::PersonId;
use i18n::k;
use leptos::prelude::*;
use platform::store;

fn name(person: &PersonId) -> String {
    format!("keys/{person}")
}

/// Whether single keys are on for this person here; they are until somebody switches them off.
pub fn is_on(person: &PersonId) -> bool {
    store::read(&name(person)).is_none()
}

/// The switch, with what it means.
#[component]
pub fn Letters() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let turn = move |event| {
        let on = event_target_checked(&event);
        let name = desk.session.with_value(|s| name(&s.person));
        match on {
            true => store::remove(&name),
            false => store::write(&name, "off"),
        }
        desk.letters.set(on);
    };
    view! {
        <div class="letters">
            <label class="check">
                <input type="checkbox" prop:checked=move || desk.letters.get() on:change=turn />
                {w.say(k::DESK_KEYS_LETTERS)}
            </label>
            <p class="quiet">{w.say(k::DESK_KEYS_LETTERS_MEANS)}</p>
        </div>
    }
}
