//! Three questions after the close, one at a time: saved as they are answered, finished on any screen.
//!
//! Map: [`page`] who may answer, and thanks; [`road`] which question is in view, [`questions`] with [`score`],
//! [`words`], [`satisfied`] and [`conduct`], then [`review`] before they are handed in; [`sheet`] keeps the
//! answers, [`checking`] says what is wrong with them, [`saving`] saves them, [`saved`] says so, [`merge`] brings
//! two screens together; [`card`] on the case's page.

mod card;
mod checking;
mod conduct;
mod merge;
mod page;
mod questions;
mod review;
mod road;
mod satisfied;
mod saved;
mod saving;
mod score;
mod sheet;
mod words;

pub use card::SurveyCard;
pub use page::SurveyPage;
