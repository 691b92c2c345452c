//! What a trouble code means, in a person's words: a few codes by themselves (SAE J2012 DA), else the part of the car
//! that their letters and first digits name.

use i18n::{Key, k};

/// The codes of a list as VISS writes it (`["P0A80","U0100"]`).
pub fn codes(value: &str) -> Vec<&str> {
    let parts = value.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter(|code| !code.is_empty()).collect()
}

/// What a code means.
pub fn meaning(code: &str) -> Key {
    match code {
        "P0A80" => return k::CODE_PACK,
        "P0562" => return k::CODE_LOW_VOLTAGE,
        "U0100" => return k::CODE_NO_DRIVE_UNIT,
        _ => {}
    }
    let mut letters = code.chars().map(|c| c.to_ascii_uppercase());
    let (system, _origin, part) = (letters.next(), letters.next(), letters.next());
    match (system, part) {
        (Some('P'), Some('0'..='2')) => k::CODE_ENGINE,
        (Some('P'), Some('3')) => k::CODE_IGNITION,
        (Some('P'), Some('4')) => k::CODE_EMISSIONS,
        (Some('P'), Some('5')) => k::CODE_SPEED,
        (Some('P'), Some('6')) => k::CODE_COMPUTER,
        (Some('P'), Some('7'..='9')) => k::CODE_GEARBOX,
        (Some('P'), Some('A'..='F')) => k::CODE_ELECTRIC,
        (Some('B'), _) => k::CODE_BODY,
        (Some('C'), _) => k::CODE_CHASSIS,
        (Some('U'), _) => k::CODE_NETWORK,
        _ => k::CODE_UNKNOWN,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_list_is_read_however_it_is_written() {
        assert_eq!(codes(r#"["P0A80", "U0100"]"#), ["P0A80", "U0100"]);
        assert_eq!(codes("P0A80,U0100"), ["P0A80", "U0100"]);
        assert!(codes("[]").is_empty());
    }

    #[test]
    fn a_code_names_its_part_of_the_car() {
        let table = [
            ("P0A80", k::CODE_PACK),
            ("P0A1F", k::CODE_ELECTRIC),
            ("p0301", k::CODE_IGNITION),
            ("P0171", k::CODE_ENGINE),
            ("P0720", k::CODE_GEARBOX),
            ("B1C43", k::CODE_BODY),
            ("C0035", k::CODE_CHASSIS),
            ("U0100", k::CODE_NO_DRIVE_UNIT),
            ("U0121", k::CODE_NETWORK),
            ("X", k::CODE_UNKNOWN),
            ("", k::CODE_UNKNOWN),
        ];
        for (code, means) in table {
            assert_eq!(meaning(code), means, "{code}");
        }
    }
}
