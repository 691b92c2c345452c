//! The photo grid: photos that arrived, that are under way, that did not get there.

use crate::page::State;
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::{Photo, Photos};
use ui::words::Words;

/// A picture that needs no file: a road to the horizon.
const ROAD: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'%3E\
    %3Cpath fill='%239fb4c4' d='M0 0h40v14H0z'/%3E%3Cpath fill='%23707a60' d='M0 14h40v16H0z'/%3E\
    %3Cpath fill='%23444' d='m18 14-14 16h32L22 14z'/%3E\
    %3Cpath stroke='%23fff' stroke-dasharray='3' d='M20 15v15'/%3E%3C/svg%3E";

/// None arrives without a word about it, but those that are where they belong.
pub fn states(w: Words) -> Vec<State> {
    let photo = |alt: Key, stands: Option<Key>, failed| Photo {
        src: ROAD.into(),
        alt: w.t(alt),
        stands: stands.map(|key| w.t(key)).unwrap_or_default(),
        failed,
    };
    let brakes = |stands, failed| photo(k::RECALL_PART_BRAKES, stands, failed);
    let six = vec![brakes(None, false); 6];
    vec![
        ("one that arrived", grid(vec![brakes(None, false)])),
        ("on its way", grid(vec![brakes(Some(k::SENDING), false)])),
        (
            "waits for a connection",
            grid(vec![brakes(Some(k::NOT_SENT_YET), false)]),
        ),
        (
            "did not get there",
            grid(vec![brakes(Some(k::PROBLEM_TOO_LARGE), true)]),
        ),
        ("six", grid(six)),
    ]
}

fn grid(photos: Vec<Photo>) -> AnyView {
    view! { <Photos photos=Signal::stored(photos) /> }.into_any()
}
