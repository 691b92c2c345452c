//! Thanks for the answer: choose, get the code.

mod card;
mod page;

pub use card::RewardCard;
pub use page::RewardPage;
