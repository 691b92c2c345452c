//! The list of keys: whole in a dialog over the desk, in brief where no case is open.

use super::Letters;
use super::table::{Group, Line, TABLE, caps};
use crate::desk::Desk;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// The dialog's id. It is the browser's own: it keeps the focus inside and gives it back.
const ID: &str = "keys";

/// A line: its caps and what they do.
fn row(desk: Desk, line: &'static Line) -> impl IntoView {
    let single = line.keys.iter().all(|key| key.len() == 1);
    let cap = |cap: &'static str| {
        let together = cap.split('+').map(|cap| view! { <kbd>{cap}</kbd> });
        together.collect_view()
    };
    view! {
        <div class:single=single>
            <dt>{caps(line).into_iter().map(cap).collect_view()}</dt>
            <dd>{desk.words.say(line.words)}</dd>
        </div>
    }
}

/// A group under its name.
fn group(desk: Desk, of: Group, name: Key) -> impl IntoView {
    let lines = TABLE.iter().filter(move |line| line.group == of);
    view! {
        <section>
            <h3>{desk.words.say(name)}</h3>
            <dl>{lines.map(|line| row(desk, line)).collect_view()}</dl>
        </section>
    }
}

/// The keys and what they do, in a dialog over the desk.
#[component]
pub fn Keys() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    Effect::new(move || page::dialog(ID, desk.help.get()));
    view! {
        <dialog
            class="keys"
            id=ID
            aria-labelledby="keys-title"
            on:close=move |_| desk.help.set(false)
            on:click=move |_| desk.help.set(false)
        >
            // Only what lies around it shuts it.
            <div on:click=|event| event.stop_propagation()>
                <header>
                    <h2 id="keys-title">{w.say(k::DESK_KEYS)}</h2>
                    <button
                        class="btn quiet"
                        type="button"
                        autofocus=true
                        on:click=move |_| desk.help.set(false)
                    >
                        {w.say(k::DESK_KEYS_CLOSE)}
                        " "
                        <kbd aria-hidden="true">"Esc"</kbd>
                    </button>
                </header>
                <div class="groups">
                    {Group::ALL.map(|(of, name)| group(desk, of, name)).collect_view()}
                </div>
                <p class="quiet">
                    {move || {
                        let on = desk.letters.get();
                        w.t(if on { k::DESK_KEYS_NOTE } else { k::DESK_KEYS_OFF })
                    }}
                </p>
                <Letters />
            </div>
        </dialog>
    }
}

/// Where no case is open: how to come to one, and what to do with it.
#[component]
pub fn Brief() -> impl IntoView {
    let desk = Desk::here();
    let shown = [Group::ALL[0], Group::ALL[1]];
    view! {
        <div class="groups brief" hidden=move || !desk.letters.get()>
            {shown.map(|(of, name)| group(desk, of, name)).collect_view()}
        </div>
    }
}
