//! The colours of the theme, and what stands on what, with its contrast and the least that is allowed.

use super::oklch::{contrast, luminance};
use super::sheet::of_theme;
use crate::address::Setting;
use crate::page::{State, worn};
use leptos::prelude::*;
use ui::words::Words;

/// What stands on what, the least contrast, and as what. 4.5 is for words, 3 for what tells a control from its
/// ground (WCAG 2.2, 1.4.3 and 1.4.11); amber alone tells nothing.
const PAIRS: [(&str, &str, f64, &str); 15] = [
    ("ink", "paper", 7.0, "words"),
    ("ink", "sheet", 7.0, "words on a sheet"),
    ("ink-2", "paper", 4.5, "second words"),
    ("ink-2", "sheet", 4.5, "second words on a sheet"),
    ("ink", "hair", 4.5, "initials"),
    ("paper", "ink", 7.0, "the page that one is on"),
    ("amber-ink", "amber", 4.5, "the one button"),
    ("good", "paper", 4.5, "settled"),
    ("good", "sheet", 4.5, "settled, on a sheet"),
    ("bad", "paper", 4.5, "a fault"),
    ("bad", "sheet", 4.5, "a fault, on a sheet"),
    ("edge", "paper", 3.0, "a field's edge"),
    ("edge", "sheet", 3.0, "a button's edge on a sheet"),
    ("amber", "paper", 1.0, "the car"),
    ("hair", "paper", 1.0, "a hairline"),
];

/// The value of a token in a theme; one that names another is that one.
fn value(theme: &'static str, name: &str) -> Option<&'static str> {
    let (light, contrast) = worn(theme);
    let tokens = of_theme(light, contrast);
    let mut name = name.to_owned();
    for _ in 0..4 {
        let value = tokens.iter().find(|token| token.name == name)?.value;
        let other = value.strip_prefix("var(--");
        match other.and_then(|other| other.strip_suffix(')')) {
            Some(other) => name = other.to_owned(),
            None => return Some(value),
        }
    }
    None
}

/// The contrast of a pair in a theme.
fn ratio(theme: &'static str, on: &str, ground: &str) -> Option<f64> {
    let of = |name| luminance(value(theme, name)?);
    Some(contrast(of(on)?, of(ground)?))
}

/// The pairs, in their own colours.
pub fn states(_: Words) -> Vec<State> {
    let theme = Setting::read(platform::page::query).of("theme");
    let pair = |&(on, ground, least, what): &(&'static str, &'static str, f64, &'static str)| {
        let ratio = ratio(theme, on, ground).unwrap_or_default();
        let verdict = match (least > 1.0, ratio >= least) {
            (false, _) => "",
            (_, true) => " · enough",
            (_, false) => " · TOO LITTLE",
        };
        view! {
            <li style:color=format!("var(--{on})") style:background=format!("var(--{ground})")>
                <b>{on}</b>
                <span>{format!("on {ground}: {what}")}</span>
                <span>{format!("{ratio:.2}{verdict}")}</span>
            </li>
        }
    };
    let pairs = view! {
        <ul class="swatches" lang="en" dir="ltr" data-samples>
            {PAIRS.iter().map(pair).collect_view()}
        </ul>
    };
    vec![(theme, pairs.into_any())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::SWITCHES;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn in_every_theme_everything_stands_out_from_its_ground() {
        for theme in SWITCHES[1].values {
            for (on, ground, least, _) in PAIRS {
                let ratio = ratio(theme, on, ground);
                let ratio = ratio.unwrap_or_else(|| panic!("{theme}: no {on} or no {ground}"));
                assert!(ratio >= least, "{theme}: {on} on {ground} is {ratio:.2}");
            }
        }
    }
}
