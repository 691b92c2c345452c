//! The four languages. Keys are constants ([`k`]) checked when this is built; a browser loads the texts of
//! one language at a time, as a small file named in [`FILES`].
//!
//! A key that a language lacks, an empty text, or a placeholder that only some languages have stops the
//! build with a sentence that names the file and the key.

mod catalog;
mod lang;

pub use catalog::{Catalog, NotACatalog};
pub use lang::Lang;

/// The number of a text: its key's place among all keys in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u16);

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

#[cfg(feature = "packed")]
include!(concat!(env!("OUT_DIR"), "/packed.rs"));
