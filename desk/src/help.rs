//! The list of keys.

use crate::desk::Desk;
use crate::keys::PLACES;
use crate::path::Tab;
use crate::send::verb::Verb;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

const CLOSE: &str = "keys-close";

/// The keys and what they do, in a dialog over the desk.
#[component]
pub fn Help() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let moves: [(&[&str], Key); 2] = [
        (&["J", "K", "↓", "↑"], k::DESK_KEY_MOVE),
        (&["Enter"], k::DESK_KEY_OPEN),
    ];
    let verbs = Verb::BUTTONS.map(|verb| (verb.key(), verb.name()));
    let places = PLACES.map(|(second, tab)| {
        let words = match tab {
            Tab::Disputes => k::DESK_KEY_DISPUTES,
            Tab::Calendar => k::DESK_KEY_CALENDAR,
            Tab::Settings => k::DESK_KEY_SETTINGS,
            _ => k::DESK_KEY_INBOX,
        };
        (vec!["G", second], words)
    });
    let others: [(&[&str], Key); 3] = [
        (&["Ctrl", "Enter"], k::DESK_KEY_SEND),
        (&["Esc"], k::DESK_KEY_BACK),
        (&["?"], k::DESK_KEY_HELP),
    ];
    let mut keys: Vec<(Vec<&str>, Key)> = Vec::new();
    keys.extend(moves.map(|(caps, words)| (caps.to_vec(), words)));
    keys.extend(verbs.map(|(cap, words)| (vec![cap], words)));
    keys.extend(places);
    keys.extend(others.map(|(caps, words)| (caps.to_vec(), words)));
    let keys = StoredValue::new(keys);
    Effect::new(move || {
        if desk.help.get() {
            page::focus_soon(CLOSE);
        }
    });
    move || {
        desk.help.get().then(|| {
            view! {
                <div class="veil" on:click=move |_| desk.help.set(false)>
                    <div
                        class="keys"
                        role="dialog"
                        aria-modal="true"
                        aria-labelledby="keys-title"
                        on:click=|event| event.stop_propagation()
                        on:keydown=|event| {
                            if event.key() == "Tab" {
                                event.prevent_default();
                            }
                        }
                    >
                        <h2 id="keys-title">{w.t(k::DESK_KEYS)}</h2>
                        <dl>
                            {keys
                                .get_value()
                                .into_iter()
                                .map(|(caps, words)| {
                                    let caps = caps
                                        .into_iter()
                                        .map(|cap| view! { <kbd>{cap}</kbd> })
                                        .collect_view();
                                    view! {
                                        <div>
                                            <dt>{caps}</dt>
                                            <dd>{w.t(words)}</dd>
                                        </div>
                                    }
                                })
                                .collect_view()}
                        </dl>
                        <p class="quiet">{w.t(k::DESK_KEYS_NOTE)}</p>
                        <button
                            class="btn quiet"
                            type="button"
                            id=CLOSE
                            on:click=move |_| desk.help.set(false)
                        >
                            {w.t(k::DESK_KEYS_CLOSE)}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
