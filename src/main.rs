//! Mounts the portal.

use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A panic ends the program; index.html holds the panel that follows.
        platform::page::root("data-broken", "");
    }));
    platform::start(contract::person::Audience::Owner);
    if let Some(place) = platform::page::mount_point() {
        mount_to(place, portal::app::App).forget();
    }
}
