//! Time at the desk: how far away a moment is, in words.

pub mod span;
