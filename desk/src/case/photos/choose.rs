//! The button that takes photos, by camera or from the files, and what else takes them: a drop, and a paste.

use super::Album;
use crate::keys;
use crate::send::verb::Verb;
use crate::shape::Shape;
use i18n::k;
use leptos::ev;
use leptos::prelude::*;
use platform::file;
use ui::photo::Fault;

/// The field's id; there is one on a page.
pub const FIELD: &str = "photos-add";
/// The same of the one that opens the camera.
const CAMERA: &str = "photos-camera";
/// Where it says what is being made ready, and what is not taken.
const SAYS: &str = "photos-say";

/// Takes photos and videos into the tray.
#[component]
pub fn Chooser(
    /// Where they go.
    album: Album,
) -> impl IntoView {
    let desk = album.desk;
    let w = desk.words;
    let held = move || album.held.with(Option::is_some);
    let readying = album.readying;
    let chosen = move |id: &str| {
        let files = file::all(id);
        file::forget(id);
        album.take(files);
    };
    let pasted = window_event_listener(ev::paste, move |event| {
        let files = file::pasted(&event);
        if !files.is_empty() && !held() {
            event.prevent_default();
            album.take(files);
        }
    });
    let above = window_event_listener(ev::dragover, |event| file::ward_off(&event));
    let beside = window_event_listener(ev::drop, |event| file::ward_off(&event));
    on_cleanup(move || {
        pasted.remove();
        above.remove();
        beside.remove();
    });
    let cap = keys::of(Verb::Attach);
    view! {
        <div class="chooser" hidden=held>
            <label class="btn quiet">
                <input
                    id=FIELD
                    type="file"
                    accept="image/*,video/*"
                    multiple
                    aria-describedby=SAYS
                    aria-keyshortcuts=move || cap.filter(|_| desk.letters.get())
                    on:focus=move |_| desk.spot.set(Some(FIELD.to_owned()))
                    on:blur=move |_| desk.spot.set(None)
                    on:change=move |_| chosen(FIELD)
                />
                {w.say(k::PHOTOS_ADD)}
                " "
                <kbd aria-hidden="true">{cap}</kbd>
            </label>
            <label class="btn quiet camera">
                <input
                    id=CAMERA
                    type="file"
                    accept="image/*"
                    capture="environment"
                    aria-describedby=SAYS
                    on:change=move |_| chosen(CAMERA)
                />
                {w.say(k::DESK_PHOTOS_CAMERA)}
            </label>
            <small class="hint">{w.say(k::DESK_PHOTOS_DROP)}</small>
        </div>
        <div class="says" id=SAYS role="status">
            {move || (readying.under_way.get() > 0).then(|| view! { <p>{w.t(k::PHOTOS_READYING)}</p> })}
            {move || {
                let said = |fault: &Fault| {
                    view! {
                        <p class="bad">
                            <Shape name="missed" />
                            " "
                            {fault.says(w)}
                        </p>
                    }
                };
                readying.faults.get().iter().map(said).collect_view()
            }}
        </div>
    }
}
