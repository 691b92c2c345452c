//! What owners said when all was done: with names for the quality lead ([`answers`]), in groups for
//! everybody else ([`figures`]).

mod action;
mod answers;
mod figures;

pub use answers::Answers;
pub use figures::Figures;
