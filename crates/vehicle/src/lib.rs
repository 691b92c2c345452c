//! What the car says, and what may be done while it says so. Without I/O: the portal drives it over the
//! browser's WebSocket, the companion in the car over its own, a test over nothing at all.
//!
//! Map: [`client`] speaks with a databroker and keeps [`reading`]s; [`viss`] writes and reads both
//! dialects; [`value`] and [`stamp`] are what stands in a message; [`path`] names the signals and what
//! differs between versions of VSS; [`signal`] gives those that decide whether the car is driven their
//! types; [`drive`] is the policy. [`mono`] is the only clock here, and it is handed in.

pub mod client;
pub mod drive;
pub mod mono;
pub mod path;
pub mod reading;
pub mod signal;
pub mod stamp;
pub mod value;
pub mod viss;
