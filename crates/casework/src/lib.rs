//! The rules of a case, once, for server and portal.
//!
//! [`decide`] turns a command into events or a [`Refusal`], with a module for each subject (`report`,
//! `visit`, `work`, `estimate`, `dispute`, `reward`, `erase`, `clock`); [`evolve`] replays events into a
//! [`contract::case::Case`]; [`wake`] says when something is due by itself; [`may`] names what is
//! allowed and gives the reason when it is not; [`drive`] what a car's own screen takes while it is not
//! parked, [`signals`] what is kept of what it sends; [`chain`] links and checks the log; [`text`] says
//! what may be typed.
//!
//! Pure: the time, new ids and salts come in as arguments, so that every rule is a table test and
//! the portal can ask the same question before the network answers.

pub mod chain;
mod clock;
mod decide;
mod dispute;
pub mod drive;
mod erase;
mod estimate;
mod evolve;
pub mod may;
pub mod notice;
mod refusal;
mod report;
mod reward;
pub mod signals;
pub mod terms;
pub mod text;
mod urgent;
mod visit;
mod who;
mod work;

pub use clock::wake;
pub use decide::{Ask, Context, Decided, Part, Slot, decide};
pub use dispute::next_dispute;
pub use erase::{KEPT_DAYS, due as erased_at};
pub use estimate::{LARGEST, LINES, needs_signature};
pub use evolve::evolve;
pub use refusal::Refusal;
pub use report::{CONCERNS, SIGNALS};
pub use reward::check_answers;
pub use urgent::urgent;
pub use visit::{OFFERS, order};
pub use who::Who;
pub use work::FURTHEST_PROMISE;
