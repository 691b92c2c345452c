//! Home: is anything wrong, what waits for the owner, who has it, and the way to report.
//!
//! Map: [`page`]; [`waiting`] what is one touch away, [`foremost`] the glance card, [`row`] a case; [`recall`] a card
//! for each open recall, [`recalled`] with the way to have it done, [`part`] its component in plain words; [`record`]
//! what is known of the cars.

mod foremost;
mod page;
pub(crate) mod part;
pub(crate) mod recall;
mod recalled;
pub(crate) mod record;
mod row;
mod waiting;

pub use page::HomePage;
