//! Amounts as people type them, read without a float and never guessed: what could mean two amounts is
//! asked again.

use casework::LARGEST;
use contract::problem::Fault;

/// Reads an amount in minor units: `120`, `120,5`, `1 234.50`, `1.234,50`. A single mark before three
/// digits (`1.234`) is refused: it is a thousand to one reader and one to another.
///
/// # Errors
/// The fault of the field.
pub fn parse(text: &str) -> Result<i64, Fault> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let text: String = text.chars().filter(|c| !is_space(*c)).collect();
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if text.starts_with(['-', '−']) {
        return Err(Fault::Negative);
    }
    let (whole, cents) = split(&text).ok_or(Fault::WrongValue)?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(&cents) {
        return Err(Fault::WrongValue);
    }
    // Two digits always: `5` after the mark is fifty.
    let minor: Option<i64> = format!("{whole}{cents:0<2}").parse().ok();
    minor
        .filter(|minor| *minor <= LARGEST)
        .ok_or(Fault::TooMuch)
}

/// The digits before the decimal mark and those after it.
fn split(text: &str) -> Option<(String, String)> {
    let is_mark = |c: char| matches!(c, ',' | '.');
    let Some((before, after)) = text.rsplit_once(is_mark) else {
        return Some((text.to_owned(), String::new()));
    };
    let mark = text[before.len()..].chars().next()?;
    match after.len() {
        1 | 2 => Some((groups(before, other(mark))?, after.to_owned())),
        // Only a mark that stands twice parts thousands beyond doubt.
        3 if before.contains(mark) => Some((groups(text, mark)?, String::new())),
        _ => None,
    }
}

/// Digits in threes, as written with this mark between them, or without it.
fn groups(text: &str, mark: char) -> Option<String> {
    let mut parts = text.split(mark);
    let first = parts.next()?;
    let mut whole = first.to_owned();
    for part in parts {
        if !(1..=3).contains(&first.len()) || part.len() != 3 {
            return None;
        }
        whole.push_str(part);
    }
    Some(whole)
}

fn other(mark: char) -> char {
    if mark == ',' { '.' } else { ',' }
}

/// An amount as it would be typed; `mark` is the reader's decimal mark.
pub fn typed(minor: i64, mark: char) -> String {
    format!("{}{mark}{:02}", minor / 100, minor % 100)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn an_amount_is_read_exactly_or_asked_again() {
        let cases = [
            ("0", Ok(0)),
            ("120", Ok(12_000)),
            ("120,5", Ok(12_050)),
            ("120.50", Ok(12_050)),
            (" 1 234,50 ", Ok(123_450)),
            ("1\u{a0}234\u{202f}567", Ok(123_456_700)),
            ("1.234,50", Ok(123_450)),
            ("1,234.50", Ok(123_450)),
            ("1.234.567", Ok(123_456_700)),
            ("30'000", Ok(3_000_000)),
            ("0,01", Ok(1)),
            ("", Err(Fault::Empty)),
            ("  ", Err(Fault::Empty)),
            ("-5", Err(Fault::Negative)),
            ("1.234", Err(Fault::WrongValue)),
            ("1,2345", Err(Fault::WrongValue)),
            ("1.2.3", Err(Fault::WrongValue)),
            ("12.34.567", Err(Fault::WrongValue)),
            ("1.23,45", Err(Fault::WrongValue)),
            (",50", Err(Fault::WrongValue)),
            ("5 €", Err(Fault::WrongValue)),
            ("1e3", Err(Fault::WrongValue)),
            ("99999999999", Err(Fault::TooMuch)),
            ("99999999999999999999999", Err(Fault::TooMuch)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for minor in [0, 1, 99, 100, 12_050, 3_000_000, LARGEST] {
            assert_eq!(parse(&typed(minor, ',')), Ok(minor));
            assert_eq!(parse(&typed(minor, '.')), Ok(minor));
        }
    }
}
