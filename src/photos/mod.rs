//! Photos and videos: of a report before it is sent, and of a case.
//!
//! Map: [`choose`] takes files and makes them ready; [`picked`] shows those of a report; [`gallery`] those of a case,
//! with what is on its way. The outbox carries them (`Form::Photo`), after their report.

mod choose;
mod gallery;
mod picked;

pub use choose::{Chooser, FIELD};
pub use gallery::Gallery;
pub use picked::Picked;
pub use ui::photo::Readying;
