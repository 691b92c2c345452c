//! What front ends share above the browser, without a word of their own.
//!
//! Map: [`words`] says things in the reader's language, [`live`] keeps the page connected, [`outbox`]
//! carries what was typed until it is answered, [`photo`] makes chosen files ready for it, [`file`] is the case that is open, [`history`] what
//! happened to it, [`mod@ask`] asks until there is an answer, [`way_in`] what sign-in pages do.

pub mod ask;
pub mod file;
pub mod history;
pub mod live;
pub mod outbox;
pub mod photo;
pub mod way_in;
pub mod words;
