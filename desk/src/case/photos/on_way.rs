//! What has not arrived: how far it is, or why it is not taken; the way to stop it, or to try again.

use super::{Album, FIELD};
use crate::send::draft::Slot;
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::photo::{OnWay, called, kept};

/// One of them.
#[component]
pub fn OnItsWay(
    /// Where it goes.
    album: Album,
    /// Where it waits.
    form: Slot,
) -> impl IntoView {
    let (w, outbox) = (album.desk.words, album.desk.outbox);
    let mut snaps = untrack(|| outbox.draft(&form)).photos.into_iter();
    let video = snaps.next().is_some_and(|snap| snap.video);
    let src = form
        .photo
        .as_ref()
        .map(|digest| kept(outbox.kept_as(digest.as_str())));
    let slot = StoredValue::new(form);
    let called = Signal::derive(move || {
        let place = album
            .on_way
            .with(|all| slot.with_value(|slot| all.iter().position(|s| s == slot)));
        let before = album.here.with(Vec::len);
        called(w, video, before + place.unwrap_or_default() + 1)
    });
    let OnWay {
        refused,
        over,
        stands,
    } = OnWay::of(outbox, w, slot);
    let stop = move |_| {
        slot.with_value(|slot| outbox.cancel(slot));
        page::focus_soon(FIELD);
    };
    let again = move |_| outbox.send(slot.get_value());
    let way_out = move || match refused.get() {
        true => w.t(k::PHOTOS_REMOVE),
        false => w.t(k::PHOTOS_CANCEL),
    };
    let named = move |act: String| format!("{act}: {}", called.get());
    view! {
        <li class:failed=move || refused.get()>
            {seen(src.unwrap_or_default(), video, called)}
            <progress
                max="100"
                value=move || over.get().unwrap_or_default().to_string()
                aria-label=move || called.get()
                hidden=move || over.with(Option::is_none)
            ></progress>
            <small>{move || stands.get()}</small>
            <div class="acts">
                <button
                    class="plain"
                    type="button"
                    aria-label=move || named(w.t(k::PHOTOS_AGAIN))
                    hidden=move || !refused.get()
                    on:click=again
                >
                    {w.say(k::PHOTOS_AGAIN)}
                </button>
                <button
                    class="plain"
                    type="button"
                    aria-label=move || named(way_out())
                    on:click=stop
                >
                    {move || way_out()}
                </button>
            </div>
        </li>
    }
}

/// What a file looks like that this browser keeps; a blank place until it is found, and where it is gone.
pub fn seen(src: Signal<String>, video: bool, called: Signal<String>) -> impl IntoView {
    let called = move || called.get();
    move || match (src.get(), video) {
        (src, _) if src.is_empty() => {
            view! { <span class="blank" role="img" aria-label=called></span> }.into_any()
        }
        (src, true) => {
            view! { <video src=src aria-label=called muted playsinline preload="metadata"></video> }
                .into_any()
        }
        (src, false) => view! { <img src=src alt=called /> }.into_any(),
    }
}
