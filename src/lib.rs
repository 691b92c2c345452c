//! The owner's portal: one front end for the car's touchscreen, the owner app and the desktop.
//!
//! Map: [`app`] starts it and has the route table, [`path`] every URL, [`portal`] what the rooms share,
//! [`outbox`] what is typed and sent. The rooms: [`home`], [`report`], [`case`], [`account`]. A library,
//! so that tests/web can mount its parts.

pub mod account;
pub mod app;
pub mod case;
pub mod home;
pub mod outbox;
pub mod parts;
pub mod path;
pub mod portal;
pub mod report;
pub mod say;
