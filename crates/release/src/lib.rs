//! Releases of the portal: made, signed, staged and published by the maker; checked and kept by the car.
//! The why is in docs/OTA.md.
//!
//! Map: [`manifest`] says what a release is, [`stage`] which car gets it.

pub mod manifest;
pub mod stage;
