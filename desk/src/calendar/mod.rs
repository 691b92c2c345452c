//! What is booked at a centre in the days ahead, and what is free: opening hours from the server, visits
//! from the live list of open cases.
//!
//! Map: [`plan`] counts places, [`page`] asks and shows the days, [`day`] is one of them, [`visits`] are
//! its rows.

mod day;
mod page;
mod plan;
mod visits;

pub use page::CalendarPage;
