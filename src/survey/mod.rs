//! Three questions after the close: saved as they are answered, finished on any screen.
//!
//! Map: [`page`] who may answer, and thanks; [`questions`] with [`words`] and [`conduct`], then
//! [`review`] before they are handed in; [`sheet`] keeps the answers, [`saving`] saves them, [`saved`] says
//! so, [`merge`] brings two screens together; [`card`] on the case's page.

mod card;
mod conduct;
mod merge;
mod page;
mod questions;
mod review;
mod saved;
mod saving;
mod sheet;
mod words;

pub use card::SurveyCard;
pub use page::SurveyPage;
