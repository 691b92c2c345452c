//! The managers behind a case: who they are, when they can be reached, disputes and their answers.
//!
//! Map: [`card`] on the case's page; [`page`]; [`people`] the contacts; [`disagree`] the form, its
//! [`lines`], and what it keeps beside words in [`draft`]; [`disputes`] the open and the answered ones; [`pause`] a pause and
//! the appeal; [`words`] the field that two of them share.

mod card;
mod disagree;
mod disputes;
mod draft;
mod lines;
mod page;
mod pause;
mod people;
mod words;

pub use card::ManagersCard;
pub use draft::disagree_with;
pub use page::ManagersPage;

use crate::parts::fault_at;
use ui::outbox::Status;

/// Whether a form was refused for its words, found before it travelled.
fn words_missing(status: &Status) -> bool {
    fault_at(status, "/body/text").is_some()
}
