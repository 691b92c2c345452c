//! What was chosen and waits for somebody to send it: kept by this browser, and taken out again without a trace.

use super::{Album, FIELD};
use crate::case::form::titled;
use crate::send::draft::{Draft, Slot};
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;
use ui::photo::{Snap, called, kept};

/// The tray, and the button that sends what is in it.
#[component]
pub fn Tray(
    /// Where they go.
    album: Album,
    /// The case.
    case: Shown,
) -> impl IntoView {
    let w = album.desk.words;
    let empty = move || album.chosen.with(Vec::is_empty);
    let busy = move || album.readying.under_way.get() > 0;
    let held = move || busy() || album.held.with(Option::is_some);
    let means = titled(album.desk, case, k::DESK_PHOTOS_CHOSEN);
    let send = titled(album.desk, case, k::DESK_PHOTOS_SEND);
    view! {
        <div class="tray" class:empty=empty>
            <ul role="list" aria-label=w.say(k::DESK_PHOTOS_TRAY) hidden=empty>
                <For each=move || album.chosen.get() key=|snap| snap.digest.clone() let:snap>
                    {tile(album, snap)}
                </For>
            </ul>
            <div class="send">
                <button
                    class="btn quiet"
                    type="button"
                    hidden=empty
                    disabled=held
                    on:click=move |_| send_all(album)
                >
                    {move || send.get()}
                </button>
                <p role="status">{move || (!empty()).then(|| means.get())}</p>
                {move || {
                    let kind = album.held.get().filter(|_| !empty());
                    kind.map(|kind| view! { <p class="why">{w.problem(kind)}</p> })
                }}
            </div>
        </div>
    }
}

/// Each goes by itself: one that is refused holds up no other.
fn send_all(album: Album) {
    let outbox = album.desk.outbox;
    for snap in album.chosen.get_untracked() {
        let slot = Slot::photo(album.case.get_value(), snap.digest.clone());
        outbox.send_with(slot, Draft::of_photo(snap));
    }
    outbox.discard(&album.tray());
    page::focus_soon(FIELD);
}

/// One that was chosen, and the way to take it out.
fn tile(album: Album, snap: Snap) -> impl IntoView {
    let (w, outbox) = (album.desk.words, album.desk.outbox);
    let (src, video) = (kept(outbox.kept_as(snap.digest.as_str())), snap.video);
    let digest = snap.digest.clone();
    let called = Signal::derive(move || {
        let place = album
            .chosen
            .with(|all| all.iter().position(|p| p.digest == digest));
        called(w, video, album.before() + place.unwrap_or_default() + 1)
    });
    let remove = move |_| {
        let out = called.get_untracked();
        outbox.edit(&album.tray(), |draft| draft.photos.retain(|p| *p != snap));
        let removed = untrack(|| w.tf(k::PHOTOS_REMOVED, &[("name", &out)]));
        album.desk.done.set(removed);
        page::focus_soon(FIELD);
    };
    view! {
        <li>
            {super::on_way::seen(src, video, called)}
            <button
                class="plain"
                type="button"
                aria-label=move || format!("{}: {}", w.t(k::PHOTOS_REMOVE), called.get())
                on:click=remove
            >
                {w.say(k::PHOTOS_REMOVE)}
            </button>
        </li>
    }
}
