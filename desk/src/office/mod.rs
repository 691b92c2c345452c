//! What is decided beside cases: who is away, which centres give contacts, times and limits, the staff, what
//! is imported. Whoever may not decide something sees it all the same, with the reason.
//!
//! Map: [`kept`] has the settings and carries a change to the server, [`reply`] is how that change stands,
//! [`sheet`] what is typed meanwhile; [`page`] shows [`absence`], [`contacts`], [`terms`] ([`limits`] reads
//! them), [`staff`] with a [`person`] to a row and [`member`] as their form ([`enrol`] reads it), [`import`]
//! and [`changes`].

mod absence;
mod changes;
mod contacts;
mod enrol;
mod import;
mod kept;
mod limits;
mod member;
mod page;
mod person;
mod reply;
mod sheet;
mod staff;
mod terms;

pub use kept::Office;
pub use page::OfficePage;
