//! The service centre's desk: who is owed a word, and what to do about it. A bundle of its own, below
//! `/desk/`, with its own cookie and its own part of the API.
//!
//! Map: [`app`] starts it, [`sign_in`] lets somebody in, [`frame`] and [`bar`] hold the panes, [`keys`] work
//! them, [`way`] finds the way in and back. [`inbox`] is the left pane, [`case`] the right one, with pages in
//! its place: [`calendar`] is what is booked, [`after`] what owners said when all was done, [`office`] what is
//! decided beside cases. [`send`] is what can be typed and sent, [`field`] what forms are made of.

mod after;
mod app;
mod bar;
mod calendar;
mod case;
mod desk;
mod field;
mod frame;
mod inbox;
mod keys;
mod office;
mod path;
mod send;
mod shape;
mod sign_in;
mod time;
mod way;

use contract::person::Audience;
use leptos::prelude::*;
use platform::page;

fn main() {
    platform::start(Audience::Desk);
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A panic ends the program; index.html holds the panel that follows.
        page::root("data-broken", "");
    }));
    if let Some(place) = page::mount_point() {
        mount_to(place, app::App).forget();
    }
}
