//! The app around the page, where there is one: what it says takes effect at once, and stands behind what the
//! person chose here. What it does for the page is in `platform::bridge`; docs/HOSTS.md is the contract.

use crate::drive::car;
use crate::path;
use crate::portal::Portal;
use contract::command::Surface;
use contract::event::Event;
use contract::person::Role;
use i18n::{Lang, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::bridge::{self, Word};
use platform::{device, store};
use std::cell::Cell;
use ui::words::Words;

thread_local! {
    /// Whether it is night around the page: as the host says, else as the browser does.
    static NIGHT: ArcRwSignal<bool> = ArcRwSignal::new(device::prefers_night());
    /// The texts, once they are there to follow the host's language.
    static WORDS: Cell<Option<Words>> = const { Cell::new(None) };
}

/// Whether it is night around the page; whoever reads it follows it.
pub fn night() -> bool {
    NIGHT.with(ArcRwSignal::get)
}

/// Looks for a host, and gives it a moment to say how the page is to look before anything is shown.
pub fn meet(then: impl FnOnce() + 'static) {
    bridge::meet(take, then);
}

/// From here on the language follows the host's, unless somebody chose one here.
pub fn follow(words: Words) {
    WORDS.set(Some(words));
}

/// Does what the host says; whether that was possible.
fn take(word: Word) -> bool {
    match word {
        Word::Surface(surface) => {
            device::hosted_on(surface);
            if surface == Surface::Car {
                car::enter();
            }
        }
        Word::SafeArea(edges) => device::safe_area(edges),
        Word::Night(night) => {
            device::hosted_at(night);
            NIGHT.with(|signal| signal.set(night));
        }
        Word::Locale(tag) => speak(&tag),
        Word::TextScale(factor) => device::text_scale(factor),
        Word::Vehicle(url) => car::endpoint(url),
        Word::Restricted(on) => car::restrict(on),
        Word::Back => return bridge::back(),
        Word::Open(path) => return bridge::go(&path),
    }
    true
}

/// Follows the host's language.
fn speak(tag: &str) {
    device::hosted_in(tag);
    let chosen = store::read("lang").is_some();
    let (Some(words), Some(lang)) = (WORDS.get(), Lang::from_tag(tag)) else {
        return;
    };
    if chosen || words.lang.get_untracked() == lang {
        return;
    }
    words.lang.set(lang);
    // Words keep every change as somebody's choice. This was nobody's: the host's next word counts again.
    spawn_local(async {
        platform::sleep(0).await;
        store::remove("lang");
    });
}

/// Tells the owner through the host, when nobody sees the page, that something has happened that they did not
/// do themselves. What it is stays in the portal: a lock screen is read by others.
pub fn tell(portal: Portal, event: &Event) {
    let own = matches!(
        event.link.actor.role,
        Role::Owner | Role::Driver | Role::Tester
    );
    if own || !device::hidden() || !bridge::can("notify") {
        return;
    }
    let id = &event.link.case;
    let vin = portal.cases.with_untracked(|cases| {
        let case = cases.iter().flatten().find(|case| case.id == *id);
        case.and_then(|case| case.vin.clone())
    });
    let car = portal.nickname(vin.as_deref());
    let title = car.unwrap_or_else(|| "Servicelane".to_owned());
    bridge::notify(&title, &portal.words.t(k::HOST_NEWS), &path::case(id));
}
