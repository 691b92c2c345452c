//! The photo grid: photos that arrived, that are under way, that did not get there.

use crate::page::State;
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::{PhotoTile, Photos};
use ui::words::Words;

/// A picture that needs no file: a road to the horizon.
const ROAD: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'%3E\
    %3Cpath fill='%239fb4c4' d='M0 0h40v14H0z'/%3E%3Cpath fill='%23707a60' d='M0 14h40v16H0z'/%3E\
    %3Cpath fill='%23444' d='m18 14-14 16h32L22 14z'/%3E\
    %3Cpath stroke='%23fff' stroke-dasharray='3' d='M20 15v15'/%3E%3C/svg%3E";

/// None arrives without a word about it, but those that are where they belong.
pub fn states(w: Words) -> Vec<State> {
    vec![
        (
            "one that arrived",
            grid(w, vec![tile(w, None, false, None)]),
        ),
        (
            "on its way",
            grid(w, vec![tile(w, Some(k::SENDING), false, Some(62))]),
        ),
        (
            "waits for a connection",
            grid(w, vec![tile(w, Some(k::PHOTOS_NOT_SENT), false, None)]),
        ),
        (
            "did not get there",
            grid(w, vec![tile(w, Some(k::PHOTOS_GONE), true, None)]),
        ),
        (
            "six",
            grid(w, (0..6).map(|_| tile(w, None, false, None)).collect()),
        ),
    ]
}

fn tile(w: Words, stands: Option<Key>, failed: bool, over: Option<u8>) -> AnyView {
    let stands = stands.map(|key| w.t(key)).unwrap_or_default();
    let ways = move || match (failed, over) {
        (true, _) => vec![k::PHOTOS_AGAIN, k::PHOTOS_REMOVE],
        (_, Some(_)) => vec![k::PHOTOS_CANCEL],
        _ => Vec::new(),
    };
    let way = move |key| view! { <button type="button" class="btn quiet">{w.say(key)}</button> };
    view! {
        <PhotoTile
            src=Signal::stored(ROAD.to_owned())
            alt=Signal::derive(w.say(k::RECALL_PART_BRAKES))
            stands=Signal::stored(stands)
            over=Signal::stored(over)
            failed=Signal::stored(failed)
        >
            {ways().into_iter().map(way).collect_view()}
        </PhotoTile>
    }
    .into_any()
}

fn grid(w: Words, photos: Vec<AnyView>) -> AnyView {
    view! { <Photos label=Signal::derive(w.say(k::PHOTOS_TITLE))>{photos}</Photos> }.into_any()
}
