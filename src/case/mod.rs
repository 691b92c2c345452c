//! A case: what is happening, who has it, what is next and by when, and a word to the centre.
//!
//! Map: [`page`] with [`glance`], [`about`], [`thread`], [`timeline`], [`erase`]; [`inside`] and [`room`] are what every
//! room of a case stands in.

mod about;
mod erase;
mod glance;
mod inside;
mod page;
mod room;
mod thread;
mod timeline;

pub use inside::InCase;
pub use page::CasePage;
pub use room::{RoomPage, window_title};
