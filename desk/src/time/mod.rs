//! Time, as the desk says it and as it is typed.

pub mod span;
pub mod typed;
