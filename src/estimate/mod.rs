//! What the work costs, line by line; two steps to approve; disagreeing in place.
//!
//! Map: [`card`] on the case's page; [`page`] and its two steps, [`bill`] (choosing) and [`review`]
//! (authorising); [`chosen`] what is chosen so far, [`choose`] how; [`head`], [`line`], [`totals`],
//! [`change`] and [`charged`] its parts; [`say`] its sentence.

mod bill;
mod card;
mod change;
mod charged;
mod choose;
mod chosen;
mod head;
mod line;
mod page;
mod review;
mod say;
mod totals;

pub use card::EstimateCard;
pub use chosen::undecided;
pub use page::EstimatePage;
