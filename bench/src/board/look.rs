//! How all screens look at once: their language and their theme, said in their addresses; and how the bench itself looks.

use super::parts::{Segment, segments};
use super::state::Board;
use leptos::prelude::*;
use platform::{device, page, store};

/// A screen's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Norwegian, bokmål.
    Nb,
    /// Spanish.
    Es,
}

/// A screen's theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light.
    #[default]
    Day,
    /// Dark.
    Night,
    /// High contrast.
    Contrast,
}

/// Both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
}

const LANGS: [(Lang, &str, &str); 4] = [
    (Lang::En, "en", "English"),
    (Lang::De, "de", "Deutsch"),
    (Lang::Nb, "nb", "Norsk"),
    (Lang::Es, "es", "Español"),
];

const THEMES: [(Theme, &str, &str); 3] = [
    (Theme::Day, "day", "Day"),
    (Theme::Night, "night", "Night"),
    (Theme::Contrast, "contrast", "Contrast"),
];

impl Look {
    /// As it was here before; at night a bench begins with screens of the night.
    pub fn kept() -> Self {
        let lang = store::read("bench-lang");
        let theme = store::read("bench-theme");
        let lang = LANGS
            .iter()
            .find(|(_, slug, _)| Some(*slug) == lang.as_deref());
        let theme = THEMES
            .iter()
            .find(|(_, slug, _)| Some(*slug) == theme.as_deref());
        let usual = match device::prefers_night() {
            true => Theme::Night,
            false => Theme::Day,
        };
        Self {
            lang: lang.map(|l| l.0).unwrap_or_default(),
            theme: theme.map_or(usual, |t| t.0),
        }
    }

    /// A path that says both to the page behind it.
    pub fn said_in(self, path: &str) -> String {
        let lang = LANGS.iter().find(|l| l.0 == self.lang).map_or("", |l| l.1);
        let theme = THEMES
            .iter()
            .find(|t| t.0 == self.theme)
            .map_or("", |t| t.1);
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}lang={lang}&theme={theme}")
    }
}

/// The switches: the language and the theme of the screens.
pub fn switches(board: Board) -> AnyView {
    let look = board.look;
    let lang = LANGS.map(|(lang, slug, name)| Segment {
        value: lang,
        say: slug,
        more: name,
    });
    let theme = THEMES.map(|(theme, _, name)| Segment {
        value: theme,
        say: name,
        more: "",
    });
    let change = move |to: Look, name: &str, value: &str| {
        store::write(name, value);
        look.set(to);
        for screen in board.screens() {
            screen.reload();
        }
    };
    let slug = |lang| LANGS.iter().find(|l| l.0 == lang).map_or("", |l| l.1);
    let named = |theme| THEMES.iter().find(|t| t.0 == theme).map_or("", |t| t.1);
    view! {
        {segments(
            "Screens’ language",
            lang.to_vec(),
            Signal::derive(move || look.get().lang),
            move |lang| change(Look { lang, ..look.get_untracked() }, "bench-lang", slug(lang)),
        )}
        {segments(
            "Screens’ theme",
            theme.to_vec(),
            Signal::derive(move || look.get().theme),
            move |theme| change(Look { theme, ..look.get_untracked() }, "bench-theme", named(theme)),
        )}
    }
    .into_any()
}

/// The bench's own light: the system's, until it is switched here.
pub fn own() -> AnyView {
    let kept = store::read("bench-own").map(|own| own == "night");
    let night = RwSignal::new(kept.unwrap_or_else(device::prefers_night));
    Effect::new(move || page::root("data-theme", if night.get() { "night" } else { "day" }));
    let turn = move |_| {
        night.update(|night| *night = !*night);
        store::write(
            "bench-own",
            if night.get_untracked() {
                "night"
            } else {
                "day"
            },
        );
    };
    view! {
        <button
            class="tiny light"
            type="button"
            aria-pressed=move || night.get().to_string()
            title="The bench itself by night"
            on:click=turn
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="12" r="9" />
                <path d="M12 3a9 9 0 0 1 0 18Z" />
            </svg>
            <span class="unseen">"The bench itself by night"</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_path_says_language_and_theme_after_what_it_says_already() {
        let look = Look::default();
        assert_eq!(look.said_in("/"), "/?lang=en&theme=day");
        assert_eq!(
            look.said_in("/report?step=2"),
            "/report?step=2&lang=en&theme=day"
        );
    }
}
