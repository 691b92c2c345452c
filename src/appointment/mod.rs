//! When and where a car is looked at: what can be had, taken, moved, called off.
//!
//! Map: [`card`] on the case's page with [`agreed`], the visit itself; [`page`] with what can be had,
//! [`offers`] by day, [`offer`] one of them, named once more before it is taken. [`say`] puts a visit into
//! words.

mod agreed;
mod card;
mod offer;
mod offers;
mod page;
pub(crate) mod say;

pub use card::AppointmentCard;
pub use page::AppointmentPage;
