//! A screen: who is signed in on it, what it shows, how large it is. Its frame is a page of another host, so all that can
//! be done to it is to send it to an address.

use super::look::{Look, Theme};
use leptos::prelude::*;
use platform::store;

/// Which screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The car's touchscreen, which its companion serves.
    Car,
    /// The owner's phone.
    Phone,
    /// The desk.
    Desk,
}

impl Kind {
    /// The name on the bench.
    pub fn name(self) -> &'static str {
        match self {
            Self::Car => "Touchscreen",
            Self::Phone => "Phone",
            Self::Desk => "Desk",
        }
    }

    /// The name in markup and storage.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Phone => "phone",
            Self::Desk => "desk",
        }
    }

    /// The sizes that the portal is designed and tested for, in CSS pixels; the first unless chosen otherwise.
    pub fn sizes(self) -> &'static [Size] {
        match self {
            Self::Car => &[
                Size(1920, 1200),
                Size(1200, 1920),
                Size(1280, 800),
                Size(1068, 1425),
                Size(1075, 806),
            ],
            Self::Phone => &[Size(390, 844), Size(360, 800), Size(320, 640)],
            Self::Desk => &[Size(1280, 800), Size(1440, 900)],
        }
    }

    /// The page that it begins with.
    pub fn start(self) -> &'static str {
        match self {
            Self::Desk => "/desk/",
            _ => "/",
        }
    }
}

/// Width and height in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub u32, pub u32);

impl Size {
    /// `1280 × 800`.
    pub fn name(self) -> String {
        format!("{} × {}", self.0, self.1)
    }
}

/// A screen.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Which.
    pub kind: Kind,
    /// Who was signed in on it last; empty for nobody. The car has its own session.
    pub person: RwSignal<String>,
    /// The path that it was sent to last.
    pub to: RwSignal<String>,
    /// How large it is.
    pub size: RwSignal<Size>,
    /// Counts its loads: a frame is made anew for each, so that the bench's own way back stays free of them.
    pub turn: RwSignal<u32>,
}

impl Screen {
    /// As large as it was here before, with nobody on it.
    pub fn new(kind: Kind) -> Self {
        let kept = store::read(&format!("bench-{}", kind.slug()));
        let mut sizes = kind.sizes().iter();
        let size = sizes.find(|size| Some(size.name()) == kept);
        Self {
            kind,
            person: RwSignal::new(String::new()),
            to: RwSignal::new(kind.start().to_owned()),
            size: RwSignal::new(*size.unwrap_or(&kind.sizes()[0])),
            turn: RwSignal::new(0),
        }
    }

    /// Shows a page to somebody. What it was sent to already it goes on showing: a case that changes moves on by itself.
    pub fn open(self, person: &str, to: &str) {
        let same =
            self.person.with_untracked(|p| p == person) && self.to.with_untracked(|t| t == to);
        if !same {
            self.person.set(person.to_owned());
            self.to.set(to.to_owned());
            self.reload();
        }
    }

    /// Loads what it was sent to last.
    pub fn reload(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Makes it as large as the size of that name.
    pub fn resize(self, name: &str) {
        if let Some(size) = self.kind.sizes().iter().find(|size| size.name() == name) {
            store::write(&format!("bench-{}", self.kind.slug()), name);
            self.size.set(*size);
        }
    }
}

/// The address that shows a path to somebody, signed in by the server on the way; the car is not signed in.
pub fn address(kind: Kind, origin: &str, person: &str, to: &str, look: Look) -> String {
    let theme = match (kind, look.theme) {
        // The desk has high contrast where the system asks for it, and no theme of that name.
        (Kind::Desk, Theme::Contrast) => Theme::Day,
        (_, theme) => theme,
    };
    let to = Look { theme, ..look }.said_in(to);
    match kind {
        Kind::Car => format!("{origin}{to}"),
        _ => format!(
            "{origin}/api/bench/enter?person={person}&to={}",
            encoded(&to)
        ),
    }
}

/// Percent-encoded, for a value in a query.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::look::Lang;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_screen_is_sent_to_a_path_as_somebody_with_its_language_and_theme() {
        let look = Look {
            lang: Lang::Nb,
            theme: Theme::Night,
        };
        let phone = address(
            Kind::Phone,
            "http://phone.bench.localhost:1",
            "jon",
            "/cases/a?b=ø",
            look,
        );
        assert_eq!(
            phone,
            "http://phone.bench.localhost:1/api/bench/enter?person=jon\
             &to=%2Fcases%2Fa%3Fb%3D%C3%B8%26lang%3Dnb%26theme%3Dnight"
        );
        let car = address(Kind::Car, "http://car.bench.localhost:2", "jon", "/", look);
        assert_eq!(car, "http://car.bench.localhost:2/?lang=nb&theme=night");
    }
}
