//! Paths with `*`: one segment's worth, or `**`: any number of them.

use crate::vss::Leaf;
use std::collections::BTreeMap;

/// The leaves that `pattern` means, in the tree's order. One that is a branch means all below it.
pub fn matching(leaves: &BTreeMap<String, Leaf>, pattern: &str) -> Vec<String> {
    let pattern: Vec<&str> = pattern.split('.').collect();
    let these = |pattern: &[&str]| -> Vec<String> {
        let fits = |path: &&String| fits(pattern, &path.split('.').collect::<Vec<_>>());
        leaves.keys().filter(fits).cloned().collect()
    };
    let exact = these(&pattern);
    if !exact.is_empty() {
        return exact;
    }
    these(&[pattern.as_slice(), &["**"]].concat())
}

fn fits(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|n| fits(rest, &path[n..])),
        (["*", rest @ ..], [_, after @ ..]) => fits(rest, after),
        ([one, rest @ ..], [same, after @ ..]) => one == same && fits(rest, after),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vss::Vss;

    #[test]
    fn a_pattern_means_leaves() {
        let leaves = Vss::V6
            .leaves()
            .into_iter()
            .map(|l| (l.path.clone(), l))
            .collect();
        let table = [
            ("Vehicle.Speed", 1),
            ("Vehicle.Sp", 0),
            ("Vehicle.Powertrain.Transmission", 2),
            ("Vehicle.Chassis.Axle.*.Wheel.*.Tire.Pressure", 4),
            ("Vehicle.**.IsPressureLow", 4),
            ("Vehicle.Nothing", 0),
            ("", 0),
        ];
        for (pattern, count) in table {
            assert_eq!(matching(&leaves, pattern).len(), count, "{pattern}");
        }
    }
}
