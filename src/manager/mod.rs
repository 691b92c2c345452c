//! The managers behind a case: who they are, when they can be reached, disputes and their answers.

mod card;
mod page;

pub use card::ManagersCard;
pub use page::ManagersPage;
