//! When to try again: sooner at first, later with each failure, and never all cars at once.

use crate::mono::Mono;

/// The first wait, in ms.
const FIRST: u64 = 250;
/// The longest, in ms.
const LONGEST: u64 = 15_000;

/// How often it failed, and chance.
#[derive(Debug)]
pub struct Retry {
    failures: u32,
    chance: u64,
}

impl Retry {
    /// None yet. The seed may be anything.
    pub fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            chance: seed | 1,
        }
    }

    /// It works again.
    pub fn well(&mut self) {
        self.failures = 0;
    }

    /// It failed: when to try again, `least` ms from now or later.
    pub fn after(&mut self, now: Mono, least: u64) -> Mono {
        let wait = (FIRST << self.failures.min(6)).min(LONGEST).max(least);
        self.failures = self.failures.saturating_add(1);
        // Between three and five quarters of it.
        now.plus(wait * 3 / 4 + self.roll() % (wait / 2))
    }

    /// xorshift64 (Marsaglia): enough to spread retries.
    fn roll(&mut self) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        self.chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_spread_and_end() {
        let mut retry = Retry::new(7);
        for wait in [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000] {
            let at = retry.after(Mono(0), 0).0;
            assert!(
                (wait * 3 / 4..wait * 5 / 4).contains(&at),
                "{at} for {wait}"
            );
        }
        retry.well();
        assert!(retry.after(Mono(0), 0).0 < 320);
        assert!(retry.after(Mono(0), 5000).0 >= 3750);
    }
}
