//! Every icon of the sprite.

use crate::page::State;
use leptos::prelude::*;
use portal::ui::{Mark, Tick, icon};
use ui::words::Words;

const SPRITE: &str = include_str!("../../../public/icons/sprite.svg");

/// The icons by their names, then the two shapes that go with words.
pub fn states(_: Words) -> Vec<State> {
    let mut all: Vec<State> = names(SPRITE).map(|name| (name, icon(name))).collect();
    all.push(("Mark: a fault", view! { <Mark /> }.into_any()));
    all.push(("Tick: settled", view! { <Tick /> }.into_any()));
    all
}

fn names(sprite: &'static str) -> impl Iterator<Item = &'static str> {
    let after = sprite.split("id=\"i-").skip(1);
    after.filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_symbol_is_shown_once() {
        let found: HashSet<_> = names(SPRITE).collect();
        assert_eq!(found.len(), SPRITE.matches("<symbol ").count());
        assert!(found.contains("home"));
    }
}
