//! The texts of one language, and how values get into them.

use std::fmt;

use crate::Key;

/// The texts of one language, in the order of their keys. The default one is empty: every text is "".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    texts: Vec<String>,
}

/// The file was not an array of texts.
#[derive(Debug)]
pub struct NotACatalog(serde_json::Error);

impl fmt::Display for NotACatalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file of texts is not an array of texts")
    }
}

impl std::error::Error for NotACatalog {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Catalog {
    /// Reads a file named in [`crate::FILES`].
    pub fn parse(json: &str) -> Result<Self, NotACatalog> {
        let texts = serde_json::from_str(json).map_err(NotACatalog)?;
        Ok(Self { texts })
    }

    /// The text as it stands. Empty while the language is not loaded, so that nothing flashes.
    pub fn get(&self, key: Key) -> &str {
        self.texts
            .get(usize::from(key.0))
            .map_or("", String::as_str)
    }

    /// The text with its `{placeholders}` filled in. A value is never read for placeholders of its own; one
    /// that no value is given for stays as it stands.
    pub fn format(&self, key: Key, values: &[(&str, &str)]) -> String {
        let text = self.get(key);
        let mut filled = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(b, open)| Some((b, open.split_once('}')?)))
        {
            filled.push_str(before);
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The text for `n` of something: `one` for exactly 1 and `other` for all else, which is the rule for
    /// whole numbers in all four languages. `{n}` is filled in; other values come as in [`Self::format`].
    pub fn plural(&self, one: Key, other: Key, n: u64, values: &[(&str, &str)]) -> String {
        let number = n.to_string();
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        self.format(if n == 1 { one } else { other }, &all)
    }
}
