//! A case: what is happening, who has it, what is next and by when, and a word to the centre.
//!
//! Map: [`page`] with [`about`], [`promise`], [`thread`], [`timeline`]; [`inside`] and [`room`] are what every
//! room of a case stands in.

mod about;
mod inside;
mod page;
mod promise;
mod room;
mod thread;
mod timeline;

pub use inside::InCase;
pub use page::CasePage;
pub use room::{RoomPage, window_title};
