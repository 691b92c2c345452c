//! The inbox of a centre: every open case, whoever is owed a word longest first, and what was closed.

mod apply;
mod find;
mod list;
mod marks;
pub mod order;
pub mod query;
mod row;
mod sentence;

pub use find::{FIND_ID, listed};
pub use list::{INBOX_ID, InboxPane};
pub use query::Inbox;
pub use row::{row_id, stage_words, vin};
