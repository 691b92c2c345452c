//! The inbox of a centre: every open case, whoever is owed a word longest first, and what was closed.

mod apply;
mod list;
mod marks;
pub mod order;
pub mod query;
mod row;
mod sentence;

pub use list::{INBOX_ID, InboxPane, rows};
pub use query::Inbox;
pub use row::{row_id, vin};
