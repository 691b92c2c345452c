//! Which languages there are, and which of them a person's browser asks for.

use crate::FILES;

/// A language that every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English, and the answer where none of the four is asked for.
    #[default]
    En,
    /// German.
    De,
    /// Norwegian, Bokmål.
    Nb,
    /// Spanish.
    Es,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Nb, Self::Es];

    /// The code, as in `<html lang>`, in `Intl` and in the files' names.
    pub const fn code(self) -> &'static str {
        FILES[self as usize].0
    }

    /// The language's name in itself: what a person looks for who understands nothing else on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Nb => "Norsk",
            Self::Es => "Español",
        }
    }

    /// The file with this language's texts, under `locales/` of a bundle.
    pub const fn file(self) -> &'static str {
        FILES[self as usize].1
    }

    /// The language with this code, in any case and with or without a region. `no` and `nn` are read as
    /// `nb`: who asks for Norwegian would rather have Bokmål than English.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?;
        match language.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "de" => Some(Self::De),
            "nb" | "no" | "nn" => Some(Self::Nb),
            "es" => Some(Self::Es),
            _ => None,
        }
    }

    /// The first of a browser's languages that is one of ours, else English.
    pub fn from_tags<S: AsRef<str>>(tags: &[S]) -> Self {
        tags.iter()
            .find_map(|tag| Self::from_tag(tag.as_ref()))
            .unwrap_or_default()
    }
}
