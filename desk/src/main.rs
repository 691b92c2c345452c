//! The service centre's desk: who is owed a word, and what to do about it. A bundle of its own, below
//! `/desk/`, with its own cookie and its own part of the API.
//!
//! Map: [`app`] starts it, [`sign_in`] lets somebody in, [`frame`] holds the panes, [`inbox`] is the left
//! one, [`case`] the right one, [`send`] carries what is typed, [`live`] keeps all of it true.

mod app;
mod case;
mod desk;
mod frame;
mod help;
mod inbox;
mod keys;
mod live;
mod path;
mod port;
mod send;
mod shape;
mod sign_in;
mod time;
mod words;

use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A panic ends the program; index.html holds the panel that follows.
        port::root("data-broken", "");
    }));
    if let Some(place) = port::mount_point() {
        mount_to(place, app::App).forget();
    }
}
