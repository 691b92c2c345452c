//! Releases of the portal: made, signed, staged and published by the maker; checked and kept by the car.
//! The why is in docs/OTA.md.
//!
//! Map: [`manifest`] says what a release is, [`stage`] which car gets it.

mod fault;
pub mod key;
pub mod make;
pub mod manifest;
pub mod repository;
mod role;
pub mod stage;

pub use fault::Fault;
