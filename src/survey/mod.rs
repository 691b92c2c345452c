//! Three questions after the close: saved as they are answered, finished on any screen.

mod card;
mod page;

pub use card::SurveyCard;
pub use page::SurveyPage;
