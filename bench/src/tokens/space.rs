//! Spacing, corners and the least that can be touched, as this surface has them.

use super::sheet::of_theme;
use crate::page::State;
use leptos::prelude::*;
use ui::words::Words;

/// What is measured along a bar; the rest of the tokens are colours, type and widths of pages.
const LENGTHS: [&str; 6] = ["s", "r", "lane", "gap", "pad", "touch"];

/// A bar for each length that the sheet has.
pub fn states(_: Words) -> Vec<State> {
    let tokens = of_theme("day", "usual").into_iter();
    let lengths = tokens.filter(|token| LENGTHS.contains(&token.name));
    lengths.map(|token| (token.name, bar(token.name))).collect()
}

fn bar(name: &str) -> AnyView {
    let length = format!("var(--{name})");
    view! { <span class="length" style:inline-size=length.clone() style:block-size=length></span> }
        .into_any()
}
