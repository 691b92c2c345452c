//! A front end's files as they are served: files with a hash in their name for ever, pages asked again
//! each time, brotli where the browser takes it, and each page under a policy of its own. The server
//! embeds its bundles, the companion in the car reads a folder; what a browser gets is the same.
//!
//! Map: [`Files`] holds them by path, [`file`] answers with one, [`csp`] makes a page's policy,
//! [`HEADERS`] go with every answer, and [`frame`] and [`show`] change those of a page on a tester's bench.

pub mod csp;
pub mod file;
mod files;
mod folder;
mod headers;

pub use file::File;
pub use files::{Files, is_place};
pub use folder::FolderError;
pub use headers::{HEADERS, frame, show};
