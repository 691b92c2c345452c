//! From a touch to the server: [`draft`] is what can be typed and what it makes; crates/ui's outbox keeps
//! it and carries it.

pub mod draft;
