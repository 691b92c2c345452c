//! The signals that a page may read.

use crate::Options;
use crate::car::VIN;
use std::collections::BTreeSet;
use vehicle::path::{CONDITION, DRIVE};

/// What all paths begin with.
const ROOT: &str = "Vehicle";

/// The paths, as they stand in a message.
#[derive(Debug, Clone)]
pub struct Allowed(BTreeSet<String>);

impl Allowed {
    /// What the portal's client asks for: what decides whether the car is driven, its condition in every version
    /// of VSS, and what this car's configuration adds.
    pub fn of(options: &Options) -> Self {
        let fixed = DRIVE.iter().chain(&CONDITION).chain([&VIN]);
        let more = options.cyclic.iter().chain(&options.overlay);
        let all = fixed.map(|path| (*path).to_owned()).chain(more.cloned());
        Self(all.collect())
    }

    /// Whether this is one of them.
    pub fn leaf(&self, path: &str) -> bool {
        self.0.contains(path)
    }

    /// Whether this, as it stands in a filter below this path, is one of them. An overlay's path outside the
    /// tree is written whole.
    pub fn below(&self, path: &str, rest: &str) -> bool {
        let whole = self.leaf(rest) && !rest.starts_with(ROOT);
        path == ROOT && (whole || self.leaf(&format!("{ROOT}.{rest}")))
    }
}
