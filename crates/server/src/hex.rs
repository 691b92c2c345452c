//! Hexadecimal digits as bytes: hashes of the configuration, salts of a record.

/// Exactly `N` bytes, two digits each, of either case.
pub(crate) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let [high, low] = pair else { return None };
        *byte = u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn only_digits_of_the_right_number_are_bytes() {
        assert_eq!(hex("00fFa0"), Some([0, 255, 160]));
        for bad in [
            "00fFa", "00fFa0a", "00fFag", "+0fFa0", "00 fa0", "00fé0", "",
        ] {
            assert_eq!(hex::<3>(bad), None, "{bad}");
        }
    }
}
