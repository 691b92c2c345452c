//! The car around the page, and the lock while it is driven.
//!
//! [`car`] follows the car's signals and says what it is doing; [`lock`] is the one place where the portal heeds
//! that; [`card`] stands there instead: one card and two actions while it moves, a little more while it stands.

pub mod car;
mod card;
mod lock;

pub use card::{card, waits};
pub use lock::Lock;
