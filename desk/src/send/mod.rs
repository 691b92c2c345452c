//! From a touch to the server, without losing a word: [`draft`] is what is typed and kept, [`outbox`]
//! sends it, the same command again and again under one key, until the server has answered.

pub mod draft;
pub mod outbox;
