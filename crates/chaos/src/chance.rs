//! All chance of a run, from one seed: each person, each connection and the end of each server has numbers of its own, so
//! that what one of them meets does not depend on what the others did before it.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The source of a run's chance.
#[derive(Debug, Clone, Copy)]
pub struct Chance(pub u64);

impl Chance {
    /// The numbers of the `n`th of these.
    pub fn of(self, whose: &str, n: u64) -> fastrand::Rng {
        // Keyed with zeros: the same on every machine with this toolchain.
        let mut hasher = DefaultHasher::new();
        (self.0, whose, n).hash(&mut hasher);
        fastrand::Rng::with_seed(hasher.finish())
    }
}

/// One of these, each as likely as its weight.
pub fn one_of<T: Copy>(rng: &mut fastrand::Rng, weighed: &[(u32, T)]) -> T {
    let whole: u32 = weighed.iter().map(|(weight, _)| weight).sum();
    let mut at = rng.u32(0..whole);
    for (weight, what) in weighed {
        match at.checked_sub(*weight) {
            Some(rest) => at = rest,
            None => return *what,
        }
    }
    weighed[weighed.len() - 1].1
}
