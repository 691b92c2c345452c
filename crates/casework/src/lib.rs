//! The rules of a case, once, for server and portal.
//!
//! [`decide`] turns a command into events or a [`Refusal`]; [`evolve`] replays events into a
//! [`contract::case::Case`]; [`may`] names what is allowed and gives the reason when it is not;
//! [`chain`] links and checks the log; [`text`] says what may be typed.
//!
//! Pure: the time, new ids and salts come in as arguments, so that every rule is a table test and
//! the portal can ask the same question before the network answers.

pub mod chain;
mod decide;
mod evolve;
pub mod may;
mod refusal;
pub mod text;

pub use decide::{Ask, Context, Decided, Part, Who, decide};
pub use evolve::evolve;
pub use refusal::Refusal;
