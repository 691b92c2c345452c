//! What the work costs, line by line; two steps to approve; disagreeing in place.

mod card;
mod page;

pub use card::EstimateCard;
pub use page::EstimatePage;
