//! What both screens show: the code that is typed, and the word that is compared.

use crate::store::{StoreError, random_u128};

/// Consonants that cannot be misread for one another; without vowels no code is a word (RFC 8628, 6.1).
const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Characters of a code: 20^8, some 34 bits, for five minutes.
const LENGTH: usize = 8;

/// Words that are read alike in English, German, Norwegian and Spanish, and sound unlike each other.
const WORDS: [&str; 64] = [
    "Piano", "Tango", "Radio", "Kiwi", "Taxi", "Hotel", "Mango", "Pizza", "Pasta", "Judo",
    "Karate", "Yoga", "Polo", "Golf", "Safari", "Sauna", "Panda", "Koala", "Puma", "Delta",
    "Omega", "Sigma", "Kilo", "Oslo", "Berlin", "Madrid", "Cuba", "Peru", "Chile", "Malta",
    "Panama", "Cola", "Tequila", "Sushi", "Taco", "Salsa", "Samba", "Rumba", "Polka", "Bolero",
    "Mambo", "Jazz", "Rock", "Disco", "Video", "Robot", "Laser", "Motor", "Metro", "Atlas",
    "Bonsai", "Origami", "Lava", "Orion", "Venus", "Mars", "Titan", "Iguana", "Kimono", "Poncho",
    "Sombrero", "Papaya", "Domino", "Casino",
];

/// A new code, without its hyphen.
pub(super) fn code() -> Result<String, StoreError> {
    let mut bits = random_u128()?;
    let mut text = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        text.push(ALPHABET[(bits % 20) as usize] as char);
        bits /= 20;
    }
    Ok(text)
}

/// A word at random.
pub(super) fn word() -> Result<&'static str, StoreError> {
    Ok(WORDS[(random_u128()? % 64) as usize])
}

/// As it is shown: `XXXX-XXXX`.
pub(super) fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((a, b)) => format!("{a}-{b}"),
        None => code.to_owned(),
    }
}

/// A code as somebody types it: small letters, hyphens and spaces are forgiven.
pub(super) fn typed(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| !matches!(c, '-' | ' '));
    let code: String = letters.take(LENGTH + 1).collect();
    let code = code.to_ascii_uppercase();
    let fits = code.len() == LENGTH && code.bytes().all(|b| ALPHABET.contains(&b));
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_code_reads_back_as_it_is_shown_however_it_is_typed() {
        let code = code().expect("random");
        let shown = shown(&code);
        assert_eq!((shown.len(), shown.as_bytes()[4]), (9, b'-'));
        for text in [
            &shown,
            &code,
            &shown.to_lowercase(),
            &shown.replace('-', " "),
        ] {
            assert_eq!(typed(text).as_ref(), Some(&code), "{text}");
        }
        for bad in [
            "",
            "BCDF-GHJ",
            "BCDF-GHJKL",
            "BCDF-GHJ1",
            "ABCD-FGHJ",
            "ÆØÅ",
        ] {
            assert_eq!(typed(bad), None, "{bad}");
        }
    }

    #[test]
    fn no_word_stands_there_twice() {
        let once: HashSet<_> = WORDS.into_iter().collect();
        assert_eq!(once.len(), 64);
        assert!(WORDS.contains(&word().expect("random")));
    }
}
