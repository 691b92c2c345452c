//! Releases of the portal: made, signed, staged and published by the maker; checked and kept by the car.
//! The why is in docs/OTA.md.
//!
//! Map: [`manifest`] says what a release is, [`stage`] which car gets it. The maker: [`make`] reads a built portal, [`key`]
//! and [`repository`] sign and publish. The car: [`check`] believes what is signed, [`shelf`] keeps it, on a [`disk`] whose
//! power may go at any instant.

pub mod check;
pub mod disk;
mod fault;
pub mod key;
pub mod make;
pub mod manifest;
pub mod repository;
pub mod role;
pub mod shelf;
pub mod stage;

pub use fault::Fault;
