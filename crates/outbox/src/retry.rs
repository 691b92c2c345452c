//! How long a silence is waited out.

use crate::Millis;

/// The longest pause, in milliseconds.
pub const LONGEST: Millis = 30_000;

/// The pause after `tries` that nobody answered: about one second, then twice as long each time, up to [`LONGEST`].
/// Half of it is fixed, half is `chance`: a server that comes back does not meet everybody at once.
pub fn pause(tries: u32, chance: u64) -> Millis {
    let whole = LONGEST.min(1_000 << tries.min(16));
    whole / 2 + chance % (whole / 2 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_its_end_and_half_of_it_is_chance() {
        let at_most: Vec<_> = (0..8).map(|tries| pause(tries, u64::MAX)).collect();
        for (tries, longest) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
            .into_iter()
            .enumerate()
        {
            assert_eq!(pause(tries as u32, 0), longest / 2, "after {tries}");
            assert_eq!(pause(tries as u32, longest / 2), longest, "after {tries}");
            assert!(at_most[tries] <= longest);
        }
        assert_eq!(pause(u32::MAX, 0), LONGEST / 2);
    }
}
