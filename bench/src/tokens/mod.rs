//! What components are dressed in, read from style/tokens.css itself, so that this page cannot say anything else
//! than what they wear.

pub mod colour;
pub mod icons;
mod oklch;
pub mod scale;
pub mod sheet;
pub mod space;
