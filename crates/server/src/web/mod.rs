//! HTTP itself: the way in, what every answer carries, and the files of the two front ends.

pub mod assets;
pub mod body;
pub mod client;
pub mod guard;
pub mod health;
pub mod limits;
pub mod listen;
pub mod metrics;
pub mod outward;
pub mod problem;
