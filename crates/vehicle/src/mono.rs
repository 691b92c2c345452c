//! The client's own clock: only ever forward, and no car can set it.

/// Milliseconds since a moment that stays the same while the program runs (`performance.now()`, a
/// process's start). What a car says about the time is never compared with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Mono(pub u64);

impl Mono {
    /// Milliseconds from `earlier` to here; 0 where that is later.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment, later by `millis`.
    pub fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}
