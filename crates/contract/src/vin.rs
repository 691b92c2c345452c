//! Vehicle identification numbers, as ISO 3779 and 49 CFR 565 write them.

use serde::{Deserialize, Serialize};

/// 17 characters without I, O and Q; where the check digit binds, it is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Vin(String);

/// What is wrong with a VIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VinError {
    /// Not 17 characters.
    #[error("a VIN has 17 characters")]
    Length,
    /// A character that no VIN has.
    #[error("a VIN has digits and capital letters, without I, O and Q")]
    Character,
    /// The check digit is wrong where it binds (first character 1 to 5: North America).
    #[error("the check digit, the ninth character, does not fit")]
    CheckDigit,
}

impl Vin {
    /// Reads a VIN; small letters and surrounding spaces are forgiven.
    pub fn parse(text: &str) -> Result<Self, VinError> {
        let vin = text.trim().to_ascii_uppercase();
        if vin.chars().count() != 17 {
            return Err(VinError::Length);
        }
        if !vin.bytes().all(|b| value(b).is_some()) {
            return Err(VinError::Character);
        }
        if matches!(vin.as_bytes()[0], b'1'..=b'5') && !check_digit_fits(&vin) {
            return Err(VinError::CheckDigit);
        }
        Ok(Self(vin))
    }

    /// The 17 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the check digit is right. Outside North America it need not be: a warning at most.
    pub fn check_digit_fits(&self) -> bool {
        check_digit_fits(&self.0)
    }

    /// Set in groups to be read out: maker, description, check digit to plant, serial number.
    pub fn grouped(&self) -> String {
        let v = &self.0;
        format!("{} {} {} {}", &v[..3], &v[3..8], &v[8..11], &v[11..])
    }
}

/// A character's value after 49 CFR 565.15(c), table III.
fn value(b: u8) -> Option<u32> {
    Some(u32::from(match b {
        b'0'..=b'9' => b - b'0',
        b'A'..=b'H' => b - b'A' + 1,
        b'J'..=b'N' => b - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => b - b'S' + 2,
        _ => return None,
    }))
}

fn check_digit_fits(vin: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = vin
        .bytes()
        .zip(WEIGHTS)
        .map(|(b, w)| value(b).unwrap_or(0) * w)
        .sum();
    let expected = match sum % 11 {
        10 => b'X',
        n => b'0' + n as u8,
    };
    vin.as_bytes()[8] == expected
}

impl TryFrom<String> for Vin {
    type Error = VinError;
    fn try_from(text: String) -> Result<Self, VinError> {
        Self::parse(&text)
    }
}

impl From<Vin> for String {
    fn from(vin: Vin) -> String {
        vin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_binds_in_north_america_only() {
        let cases = [
            ("1M8GDM9AXKP042788", Ok(true)),
            ("1m8gdm9axkp042788 ", Ok(true)),
            ("1M8GDM9A1KP042788", Err(VinError::CheckDigit)),
            ("5YJ3E1EA7KF317000", Err(VinError::CheckDigit)),
            ("WVWZZZ1JZXW000001", Ok(false)),
            ("11111111111111111", Ok(true)),
            ("1M8GDM9AXKP04278", Err(VinError::Length)),
            ("1M8GDM9AXKPO42788", Err(VinError::Character)),
            ("1M8GDM9AXKP04278é", Err(VinError::Character)),
            ("", Err(VinError::Length)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Vin::parse(text).map(|v| v.check_digit_fits()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_vin_is_set_in_groups() {
        let vin = Vin::parse("1M8GDM9AXKP042788").expect("a VIN");
        assert_eq!(vin.grouped(), "1M8 GDM9A XKP 042788");
    }
}
