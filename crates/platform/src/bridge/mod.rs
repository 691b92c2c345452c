//! The bridge to the app around the page: Android, iOS, or none. docs/HOSTS.md is its contract.
//!
//! Map: [`envelope`] is one message, [`word`] what a host may say, [`talk`] one conversation, [`errand`] which
//! links are a host's to take: all pure. [`channel`] carries the messages, [`touch`] and [`file`] hand a touched
//! link over, [`leave`] the sign-in, [`way`] goes where a host wants the page. With no host every question here
//! answers "no", and the browser does what it always did.
//!
//! A host says how the page is shown and does what a page cannot. It is never asked who somebody is or
//! what they may do.

mod channel;
mod envelope;
mod errand;
mod file;
mod leave;
mod talk;
mod touch;
mod way;
mod word;

pub use channel::{can, meet, notify};
pub use way::{back, go};
pub use word::Word;
