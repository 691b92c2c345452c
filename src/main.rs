//! Mounts the portal.

use leptos::prelude::*;
use portal::{app, host};
use ui::words::Words;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A panic ends the program; index.html holds the panel that follows.
        platform::page::root("data-broken", "");
    }));
    platform::start(contract::person::Audience::Owner);
    host::meet(|| {
        if let Some(place) = platform::page::mount_point() {
            mount_to(place, Hosted).forget();
        }
    });
}

/// The portal, in the language of the app around it.
#[component]
fn Hosted() -> impl IntoView {
    let app = app::App();
    host::follow(expect_context::<Words>());
    app
}
