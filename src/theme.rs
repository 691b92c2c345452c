//! Day and night.

use leptos::prelude::*;
use platform::{device, page, store};

/// Day, night, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    Auto,
    /// Light.
    Day,
    /// Dark.
    Night,
}

impl Theme {
    /// The name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Day => "day",
            Self::Night => "night",
        }
    }
}

/// The theme: the one chosen here before, else the system's.
pub fn dress() -> RwSignal<Theme> {
    let chosen = match store::read("theme").as_deref() {
        Some("day") => Theme::Day,
        Some("night") => Theme::Night,
        _ => Theme::Auto,
    };
    let theme = RwSignal::new(chosen);
    Effect::new(move |before: Option<()>| {
        let now = theme.get();
        let night = now == Theme::Night || (now == Theme::Auto && device::prefers_night());
        page::root("data-theme", if night { "night" } else { "day" });
        if before.is_some() {
            store::write("theme", now.name());
        }
    });
    theme
}
