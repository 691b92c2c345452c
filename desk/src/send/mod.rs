//! From a touch to the server: [`verb`] is what can be done, [`draft`] what is typed for it and the command
//! it makes, with [`estimate`], [`visits`] and [`charges`] for the forms with lines, and [`money`] for
//! amounts; crates/ui's outbox keeps it and carries it.

pub mod charges;
pub mod draft;
pub mod estimate;
pub mod money;
pub mod verb;
pub mod visits;
