//! The managers behind a case: who they are, when they can be reached, disputes and their answers.
//!
//! Map: [`card`] on the case's page; [`page`]; [`people`] the contacts and [`reach`] when; [`disagree`] the form, its
//! [`lines`], and what it keeps beside words in [`draft`]; [`disputes`] the open and the answered ones;
//! [`pause`] a pause and the appeal.

mod card;
mod disagree;
mod disputes;
mod draft;
mod lines;
mod page;
mod pause;
mod people;
mod reach;

pub use card::ManagersCard;
pub use draft::{capital, disagree_with};
pub use page::ManagersPage;
