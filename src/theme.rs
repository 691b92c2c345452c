//! Day and night.

use crate::host;
use leptos::prelude::*;
use platform::{page, store};

/// Day, night, or as the system says: the app around the page, where there is one, else the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    Auto,
    /// Light.
    Day,
    /// Dark.
    Night,
    /// Day or night as the system says, in high contrast.
    Contrast,
}

impl Theme {
    /// The name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Day => "day",
            Self::Night => "night",
            Self::Contrast => "contrast",
        }
    }
}

/// The theme: the one chosen here before, else the system's.
pub fn dress() -> RwSignal<Theme> {
    let chosen = match store::read("theme").as_deref() {
        Some("day") => Theme::Day,
        Some("night") => Theme::Night,
        Some("contrast") => Theme::Contrast,
        _ => Theme::Auto,
    };
    let theme = RwSignal::new(chosen);
    Effect::new(move |before: Option<()>| {
        let now = theme.get();
        let night = match now {
            Theme::Day => false,
            Theme::Night => true,
            Theme::Auto | Theme::Contrast => host::night(),
        };
        page::root("data-theme", if night { "night" } else { "day" });
        page::root(
            "data-contrast",
            if now == Theme::Contrast { "more" } else { "" },
        );
        if before.is_some() {
            store::write("theme", now.name());
        }
    });
    theme
}
