//! A maker with real keys and a real repository, cars that believe it or do not, and disks that lose power.

#![allow(clippy::unwrap_used)]

mod attacks;
mod ceremonies;
mod lossy;
mod power;
mod world;
