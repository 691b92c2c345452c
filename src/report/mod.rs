//! Report: what is wrong, since when, is it safe to drive, where is the car. Kept at every keystroke.

mod choice;
mod concern;
mod page;

pub use page::ReportPage;
