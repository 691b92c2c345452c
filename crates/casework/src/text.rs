//! What may be typed: something, not too much, and nothing that deceives the reader's eye.

use contract::problem::{Fault, FieldError};

/// Longest text of a concern, a message, a cause or a remedy, in characters.
pub const LONG: u32 = 2000;
/// Longest text of one line, such as a place, in characters.
pub const LINE: u32 = 200;

/// The text as it is kept: spaces around it dropped, line ends as `\n`. Characters are counted as
/// Unicode scalar values. Direction overrides and isolates are refused, since they can make a text
/// read as what it does not say (CVE-2021-42574); a language's own marks (LRM, RLM) stay.
pub fn clean(text: &str, limit: u32) -> Result<String, Fault> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(Fault::Empty);
    }
    if text.chars().count() > limit as usize {
        return Err(Fault::TooLong);
    }
    for c in text.chars() {
        match c {
            '\n' | '\t' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                return Err(Fault::DirectionOverride);
            }
            c if c.is_control() => return Err(Fault::ControlCharacter),
            _ => {}
        }
    }
    Ok(text)
}

/// [`clean`], with the fault put at its field.
pub fn field(text: &str, limit: u32, pointer: impl Into<String>) -> Result<String, FieldError> {
    clean(text, limit).map_err(|code| FieldError {
        pointer: pointer.into(),
        code,
        limit: (code == Fault::TooLong).then_some(limit),
    })
}

/// Zero-width characters: alone they are as good as nothing.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_could_have_meant_is_taken() {
        let cases: &[(&str, Result<&str, Fault>)] = &[
            ("  Klappert vorne links \n", Ok("Klappert vorne links")),
            ("eins\r\nzwei", Ok("eins\nzwei")),
            ("Ærlig 🚗", Ok("Ærlig 🚗")),
            ("שלום\u{200F}", Ok("שלום\u{200F}")),
            ("", Err(Fault::Empty)),
            (" \n\t\u{3000}", Err(Fault::Empty)),
            ("\u{200B}\u{FEFF}", Err(Fault::Empty)),
            ("a\u{0}b", Err(Fault::ControlCharacter)),
            ("a\u{1b}[31m", Err(Fault::ControlCharacter)),
            ("a\u{85}b", Err(Fault::ControlCharacter)),
            ("pay\u{202E}001", Err(Fault::DirectionOverride)),
            ("a\u{2067}b", Err(Fault::DirectionOverride)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                clean(text, 50).as_deref(),
                expected.as_ref().copied(),
                "{text:?}"
            );
        }
        assert_eq!(clean(&"ø".repeat(50), 50), Ok("ø".repeat(50)));
        assert_eq!(clean(&"ø".repeat(51), 50), Err(Fault::TooLong));
    }
}
