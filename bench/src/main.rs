//! Every component of the design system in every state on one page, `/ui`: for testers, and for the tests that
//! photograph it. A bundle of its own, so that no owner loads it.
//!
//! Map: [`address`] is what can be switched, all of it in the address; [`head`] switches it; [`page`] lists the
//! families; [`parts`] shows the portal's components, [`tokens`] what they are dressed in. The labels are the
//! components' names, in English; what stands inside a component comes from the locales.

mod address;
mod head;
mod page;
mod parts;
mod tokens;

use contract::person::Audience;
use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(console_error_panic_hook::hook));
    platform::start(Audience::Owner);
    if let Some(place) = platform::page::mount_point() {
        mount_to(place, page::Page).forget();
    }
}
