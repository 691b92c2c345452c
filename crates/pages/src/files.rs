//! The files, by path.

use crate::file::{File, share};
use rust_embed::Embed;
use std::collections::HashMap;

/// The files of one or more front ends, by path. Filled by the program that serves them: so a new bundle
/// does not mean compiling anything else again.
#[derive(Default)]
pub struct Files(HashMap<String, File>);

impl Files {
    /// Adds a bundle below a path that ends in `/`.
    pub fn add<E: Embed>(&mut self, below: &str) {
        for name in E::iter().filter(|name| !name.ends_with(".br")) {
            let Some(plain) = E::get(&name) else { continue };
            let brotli = E::get(&format!("{name}.br")).map(|f| share(f.data));
            self.put(below, &name, share(plain.data), brotli);
        }
    }

    /// Adds one file, `below` a path that ends in `/`.
    pub fn put(
        &mut self,
        below: &str,
        name: &str,
        plain: bytes::Bytes,
        brotli: Option<bytes::Bytes>,
    ) {
        let file = File::new(name, plain, brotli);
        self.0.insert(format!("{below}{name}"), file);
    }

    /// The file at exactly this path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    /// The page of the front end below this path, which ends in `/`.
    pub fn page(&self, below: &str) -> Option<&File> {
        self.get(&format!("{below}index.html"))
    }
}

/// Whether a path names a place inside a front end, which is its page; a missing file is none, nor is a
/// route of the API.
pub fn is_place(path: &str) -> bool {
    let last = path.rsplit('/').next();
    !last.is_some_and(|last| last.contains('.')) && !path.starts_with("/api")
}
