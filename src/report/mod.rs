//! Report: a conversation of four short steps, kept at every keystroke; nothing is sent that was not shown.
//!
//! Map: [`page`] is the page, [`talk`] what its steps share, [`course`] which step is in view and what is missing
//! in it. The steps: [`what`] is wrong, with [`concern`], [`car`], [`repeat`] (a fault that came back) and what
//! [`applies`] to the car; [`safety`]: where and how safe; [`signals`]: what the car says, in the words of
//! [`reading`] and [`place`]; [`review`]: all of it, before it is sent. [`urgent`] is a car that drains.

mod applies;
mod car;
mod chart;
mod codes;
mod concern;
mod course;
mod page;
mod place;
mod reading;
mod repeat;
mod review;
mod safety;
mod signals;
mod talk;
mod tyres;
mod urgent;
mod what;

pub(crate) use car::change_car;
pub use page::ReportPage;
pub use reading::{name as kind_name, why as kind_why};
