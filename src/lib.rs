//! The owner's portal: one front end for the car's touchscreen, the owner app and the desktop.
//!
//! Map: [`app`] starts it and has the route table, [`path`] every URL, [`portal`] what the rooms share,
//! [`outbox`] what is typed and sent, [`ask`] what a room fetches. The rooms: [`home`], [`report`],
//! [`case`] and in it [`appointment`], [`estimate`], [`manager`], [`survey`], [`reward`]; [`photos`] of a report or a case;
//! [`account`] and in it [`notices`], [`pairing`] and, in a car, [`release`].
//! What they are made of: [`parts`], [`words`] and [`twice`], which know the portal, and [`mod@ui`], the design system.
//! [`pace`] is how they are gone to, [`host`] the app around the page, [`drive`] the car around it. A library, so that tests/web and the page of all
//! parts can mount its parts.

pub mod account;
pub mod app;
pub mod appointment;
pub mod ask;
pub mod case;
pub mod drive;
pub mod estimate;
pub mod home;
pub mod host;
pub mod keys;
pub mod manager;
pub mod notices;
pub mod outbox;
pub mod pace;
pub mod pairing;
pub mod parts;
pub mod path;
pub mod photos;
pub mod portal;
pub mod release;
pub mod report;
pub mod reward;
pub mod say;
pub mod survey;
pub mod theme;
pub mod twice;
pub mod ui;
pub mod words;
