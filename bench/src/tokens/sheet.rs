//! The tokens as the style sheet gives them.

const CSS: &str = include_str!("../../../style/tokens.css");

/// A token: where it is given, its name without the dashes, its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The selectors around it, the outermost first: `@layer tokens`, `:root`.
    pub place: &'a str,
    /// `paper`
    pub name: &'a str,
    /// `oklch(0.972 0.009 85)`
    pub value: &'a str,
}

/// The tokens of `:root`, in their order, each with what the theme has in its place: the last in the sheet, as
/// where all are equally specific, or the later ones more so.
pub fn of_theme(light: &str, contrast: &str) -> Vec<Token<'static>> {
    let said = [
        format!("[data-theme=\"{light}\"]"),
        format!("[data-contrast=\"{contrast}\"]"),
    ];
    let worn = |place: &str| {
        let rest = said
            .iter()
            .fold(place.trim().to_owned(), |rest, said| rest.replace(said, ""));
        rest.is_empty()
    };
    let all = tokens(CSS);
    let root = all.iter().filter(|token| token.place == ":root");
    let instead = |token: &Token<'static>| {
        let mut same = all.iter().filter(|other| other.name == token.name);
        same.rfind(|other| other.place.split(',').any(worn))
            .copied()
    };
    root.map(|token| instead(token).unwrap_or(*token)).collect()
}

/// Every token with its innermost selector; those under `@media` are left out, since whether they hold is
/// not written in the sheet.
pub fn tokens(css: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    let mut rest = css;
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (said, after) = rest.split_at(at);
        let said = said.rsplit("*/").next().unwrap_or(said).trim();
        match after.as_bytes().first() {
            Some(b'{') => around.push(said),
            end => {
                let pair = said.strip_prefix("--").and_then(|s| s.split_once(':'));
                let media = around.iter().any(|s| s.starts_with("@media"));
                if let Some((name, value)) = pair.filter(|_| !media) {
                    let place = around.last().copied().unwrap_or_default();
                    let (name, value) = (name.trim(), value.trim());
                    found.push(Token { place, name, value });
                }
                if end == Some(&b'}') {
                    around.pop();
                }
            }
        }
        rest = &after[1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn tokens_are_read_with_their_selector_and_without_what_a_medium_changes() {
        let css = "/* a: b; */ @layer tokens { :root { color-scheme: light; --a: 1px; --b: oklch(1 0 0) }\n\
            @media (x) { :root { --a: 3px; } } [data-theme=\"night\"] { --b: black; } }";
        let read: Vec<_> = tokens(css)
            .iter()
            .map(|t| (t.place, t.name, t.value))
            .collect();
        assert_eq!(
            read,
            [
                (":root", "a", "1px"),
                (":root", "b", "oklch(1 0 0)"),
                ("[data-theme=\"night\"]", "b", "black")
            ]
        );
    }

    #[test]
    fn a_theme_has_every_token_and_its_own_where_it_has_one() {
        let (day, night) = (of_theme("day", "usual"), of_theme("night", "usual"));
        let more = of_theme("night", "more");
        assert_eq!((day.len(), day.len()), (night.len(), more.len()));
        let value = |of: &[Token<'static>], name| {
            let found = of.iter().find(|t| t.name == name);
            found.map(|t| t.value)
        };
        assert!(value(&day, "paper").is_some());
        assert_ne!(value(&day, "paper"), value(&night, "paper"));
        assert_ne!(value(&night, "paper"), value(&more, "paper"));
        assert_eq!(value(&night, "amber"), value(&more, "amber"));
        assert_eq!(value(&day, "s"), value(&night, "s"));
    }
}
