//! The updater against a real server of files, over real sockets, on a real disk: what it takes, what it refuses, and what
//! it leaves as it is.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

#[path = "../../../release/tests/release/world.rs"]
#[allow(dead_code, reason = "the releases' own tests use all of it")]
mod maker;

mod faults;
mod fleet;
mod shelf;
mod takes;
