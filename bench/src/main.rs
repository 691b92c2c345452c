//! The testers' front end, a bundle of its own, so that no owner loads it: `/bench`, where every screen runs at once and
//! any situation can be made; and `/ui`, every component of the design system in every state.
//!
//! Map: [`board`] is the bench. Of `/ui` [`address`] is what can be switched, all of it in the address; [`head`] switches
//! it; [`page`] lists the families; [`parts`] shows the portal's components, [`tokens`] what they are dressed in. Both
//! speak English: they are tools, and what stands inside a screen or a component comes from the locales.

mod address;
mod board;
mod head;
mod page;
mod parts;
mod tokens;

use contract::person::Audience;
use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(console_error_panic_hook::hook));
    platform::start(Audience::Owner);
    let Some(place) = platform::page::mount_point() else {
        return;
    };
    match platform::page::path().trim_end_matches('/') {
        "/bench" => mount_to(place, board::Page).forget(),
        _ => mount_to(place, page::Page).forget(),
    }
}
