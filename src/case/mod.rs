//! A case: what is happening, who has it, what is next and by when, and a word to the centre.

mod about;
mod inside;
mod page;
mod promise;
mod thread;
mod timeline;

pub use inside::InCase;
pub use page::CasePage;
