//! Report: what is wrong, since when, is it safe to drive, where is the car. Kept at every keystroke.
//! What applies to the car and what the car last said stand beside it.
//!
//! Map: [`page`] is the form; [`car`] which car and which centre, [`applies`] its recalls and
//! warranties; [`concern`] one concern, [`safety`] the two questions after it; [`signals`] what the car
//! said, in the words of [`reading`], and [`place`] where it is; [`urgent`] a car that drains, [`repeat`] a
//! fault that came back.

mod applies;
mod car;
mod concern;
mod page;
mod place;
mod reading;
mod repeat;
mod safety;
mod signals;
mod urgent;

pub(crate) use car::change_car;
pub use page::ReportPage;
