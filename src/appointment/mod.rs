//! When and where a car is looked at: what can be had, taken, moved, called off.

mod card;
mod page;

pub use card::AppointmentCard;
pub use page::AppointmentPage;
