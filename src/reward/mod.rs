//! Thanks for the answer: choose, get the code.
//!
//! Map: [`page`] with [`pick`], the choice, and [`code`], what was chosen; [`card`] on the case's page, and
//! below it [`again`], for a fault that is back.

mod again;
mod card;
mod code;
mod page;
mod pick;

pub use card::RewardCard;
pub use page::RewardPage;
