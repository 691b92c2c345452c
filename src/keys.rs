//! Single keys, where there is a keyboard: `?` lists them. They never fire while somebody types, or with a modifier,
//! and can be switched off (WCAG 2.1.4).

use crate::path;
use crate::portal::Portal;
use crate::ui::Dialog;
use contract::command::Surface;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use platform::{device, page, store};

/// Each key and what it does, as they are listed.
const KEYS: [(&str, Key); 6] = [
    ("h", k::NAV_HOME),
    ("c", k::NAV_CASE),
    ("n", k::NAV_REPORT),
    ("a", k::NAV_ACCOUNT),
    ("m", k::KEY_MESSAGE),
    ("?", k::KEYS),
];

/// Where the choice is kept.
const KEPT: &str = "keys";

/// Whether single keys do anything, as chosen here before.
pub fn chosen() -> RwSignal<bool> {
    let on = RwSignal::new(store::read(KEPT).as_deref() != Some("off"));
    Effect::new(move |before: Option<()>| {
        let now = if on.get() { "on" } else { "off" };
        if before.is_some() {
            store::write(KEPT, now);
        }
    });
    on
}

/// Listens, and has the list.
#[component]
pub fn Keys(
    /// Whether they do anything.
    on: RwSignal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let navigate = use_navigate();
    let open = RwSignal::new(false);
    let listens = window_event_listener(leptos::ev::keydown, move |event| {
        let idle = !on.get_untracked() || device::surface() != Surface::Desktop;
        let with = event.ctrl_key() || event.alt_key() || event.meta_key();
        let (typing, in_dialog) = page::pressed_in(&event, "dialog");
        if idle || with || typing || in_dialog {
            return;
        }
        let to = match event.key().as_str() {
            "?" => return open.set(true),
            "m" if page::focus("message") => return event.prevent_default(),
            "h" => path::HOME.to_owned(),
            "n" => path::REPORT.to_owned(),
            "a" => path::ACCOUNT.to_owned(),
            "c" => match untrack(|| portal.foremost()) {
                Some(case) => path::case(&case.id),
                None => return,
            },
            _ => return,
        };
        event.prevent_default();
        navigate(&to, NavigateOptions::default());
    });
    on_cleanup(move || listens.remove());
    let row = move |(key, does): (&'static str, Key)| {
        view! {
            <div>
                <dt>
                    <kbd>{key}</kbd>
                </dt>
                <dd>{w.say(does)}</dd>
            </div>
        }
    };
    view! {
        <Dialog id="keys" open title=Signal::derive(w.say(k::KEYS))>
            <dl class="keys">{KEYS.map(row).collect_view()}</dl>
            <p class="quiet-words">{w.say(k::KEYS_OFF)}</p>
        </Dialog>
    }
}
