//! Pairing a car with its owner, so that its touchscreen can show and send something.
//!
//! On the phone: [`page`] compares a code with the car's screen and says yes or no; [`paired`] changes it later and ends
//! it; [`allow`] is what both ask. In the car: [`screen`] shows the code.

mod allow;
mod page;
mod paired;
mod screen;

pub use page::PairPage;
pub use paired::Paired;
pub use screen::PairScreen;
