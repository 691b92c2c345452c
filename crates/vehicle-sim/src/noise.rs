//! What looks like chance and is none: the same seed says the same at the same moment, whatever came before.

/// A number between -1 and 1 that belongs to this seed and this step.
#[allow(clippy::cast_precision_loss)]
pub fn at(seed: u64, step: u64) -> f64 {
    let bits = mix(seed ^ mix(step)) >> 11;
    bits as f64 / (1_u64 << 52) as f64 - 1.0
}

/// The `n`th identifier of this seed, in a UUID's clothes: version 4, as the databroker's are.
pub fn uuid(seed: u64, n: u64) -> String {
    let (a, b) = (mix(seed ^ mix(n)), mix(seed.rotate_left(17) ^ mix(!n)));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | ((b >> 48) & 0x3fff),
        b & 0xffff_ffff_ffff,
    )
}

/// SplitMix64's finisher (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_small_and_the_same_again() {
        for step in 0..1000 {
            let n = at(7, step);
            assert!((-1.0..=1.0).contains(&n), "{n}");
            assert!((n - at(7, step)).abs() < f64::EPSILON);
        }
        assert!((at(7, 1) - at(8, 1)).abs() > f64::EPSILON);
    }

    #[test]
    fn an_identifier_looks_like_a_uuid_and_is_not_given_twice() {
        assert_eq!(uuid(1, 1).len(), 36);
        assert_eq!(uuid(1, 1).as_bytes()[14], b'4');
        assert_ne!(uuid(1, 1), uuid(1, 2));
    }
}
