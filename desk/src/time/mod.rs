//! Time at the desk: how far away a moment is, in words, and what a centre's clock says.

pub mod span;
pub mod wall;
