//! The photos of a report that is being written.

use super::choose::FIELD;
use crate::outbox::{Form, Slip};
use crate::portal::Portal;
use crate::ui::{For, PhotoTile, Photos, Show, Toast};
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::photo::{Snap, called, kept};

/// Them, and at each the way to take it out.
#[component]
pub fn Picked(
    /// The report.
    slip: Slip,
    /// They are shown for reading only.
    #[prop(optional)]
    still: bool,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let photos = Memo::new(move |_| slip.draft().photos);
    let place = move |snap: &Snap| {
        photos.with(|all| all.iter().position(|p| p == snap).unwrap_or_default() + 1)
    };
    let tile = move |snap: Snap| {
        let name = portal.outbox.kept_as(snap.digest.as_str());
        let (video, snap) = (snap.video, StoredValue::new(snap));
        let called = Signal::derive(move || called(w, video, snap.with_value(place)));
        let out = move |_| take_out(portal, snap.get_value(), called.get_untracked());
        let named = move || format!("{}: {}", w.t(k::PHOTOS_REMOVE), called.get());
        view! {
            <PhotoTile src=kept(name) video alt=called>
                <Show when=move || !still>
                    <button
                        type="button"
                        class="btn quiet"
                        aria-label=named
                        disabled=slip.sealed
                        on:click=out
                    >
                        {w.say(k::PHOTOS_REMOVE)}
                    </button>
                </Show>
            </PhotoTile>
        }
    };
    view! {
        <Show when=move || !photos.with(Vec::is_empty)>
            <Photos label=Signal::derive(w.say(k::PHOTOS_TITLE))>
                <For each=move || photos.get() key=|snap| snap.digest.to_string() let(snap)>
                    {tile(snap)}
                </For>
            </Photos>
        </Show>
    }
}

/// Takes a photo out; it can be had back.
fn take_out(portal: Portal, snap: Snap, called: String) {
    let outbox = portal.outbox;
    let mut place = None;
    outbox.edit(&Form::Report, |draft| {
        place = draft.photos.iter().position(|p| *p == snap);
        draft.photos.retain(|p| *p != snap);
    });
    page::focus_soon(FIELD);
    let Some(place) = place else { return };
    let said = portal.words.tf(k::PHOTOS_REMOVED, &[("name", &called)]);
    Toast::here().undo(said, move || {
        outbox.edit(&Form::Report, |draft| {
            let place = place.min(draft.photos.len());
            draft.photos.insert(place, snap.clone());
        });
    });
}
