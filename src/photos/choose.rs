//! The button that takes photos, by camera or from the files, and how they are sent.

use crate::outbox::{Draft, Form};
use crate::portal::Portal;
use crate::ui::{Choice, Mark, Show};
use contract::id::CaseId;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::{file, store};
use ui::photo::{Fault, How, Readying, Snap};

/// Where the choice of how is remembered.
const HOW: &str = "photos-how";
/// In the order of [`How::ALL`].
const WAYS: [Key; 3] = [
    k::PHOTOS_HOW_SMALL,
    k::PHOTOS_HOW_WHOLE,
    k::PHOTOS_HOW_TAKEN,
];

/// Takes photos and videos for a case, or for the report that is being written.
#[component]
pub fn Chooser(
    /// The case; none for the report.
    #[prop(optional_no_strip)]
    case: Option<CaseId>,
    /// How many more there may be.
    #[prop(into)]
    room: Signal<usize>,
    /// What is being made ready.
    readying: Readying,
    /// Whether none can be taken now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let how = RwSignal::new(remembered());
    let full = move || disabled.get() || room.get() == 0;
    let chosen = move |_| {
        let files = file::all(FIELD);
        file::forget(FIELD);
        let (room, how) = (room.get_untracked(), How::ALL[how.get_untracked()]);
        let case = case.clone();
        let add = move |snap| add(portal, case.clone(), snap);
        readying.take(files, room, how, portal.outbox.shelf(), add);
    };
    view! {
        <div class="chooser">
            <label class="btn quiet" class:off=full>
                <input
                    id=FIELD
                    type="file"
                    accept="image/*,video/*"
                    multiple
                    aria-describedby="photos-say"
                    disabled=full
                    on:change=chosen
                />
                {w.say(k::PHOTOS_ADD)}
            </label>
            <div id="photos-say" role="status">
                <Show when=move || { readying.under_way.get() > 0 }>
                    <p>{w.say(k::PHOTOS_READYING)}</p>
                </Show>
                {move || {
                    let said = |fault: &Fault| {
                        view! { <p class="fault"><Mark /> {fault.says(w)}</p> }
                    };
                    readying.faults.get().iter().map(said).collect_view()
                }}
            </div>
            <details>
                <summary>{w.say(k::PHOTOS_HOW)}</summary>
                <Choice
                    name="photos-how".to_owned()
                    legend=Signal::derive(w.say(k::PHOTOS_HOW_SAY))
                    options=WAYS.map(|key| Signal::derive(w.say(key))).to_vec()
                    value=Signal::derive(move || Some(how.get()))
                    choose=Callback::new(move |at: usize| {
                        how.set(at);
                        store::write(HOW, &at.to_string());
                    })
                />
            </details>
        </div>
    }
}

/// The field's id; there is one on a page.
pub const FIELD: &str = "photos-add";

fn remembered() -> usize {
    let at = store::read(HOW).and_then(|at| at.parse().ok());
    at.filter(|at| *at < How::ALL.len()).unwrap_or_default()
}

/// To a case it goes at once, to a report with it. One that is there already is there once.
fn add(portal: Portal, case: Option<CaseId>, snap: Snap) {
    match case {
        Some(case) => {
            let form = Form::Photo(case, snap.digest.clone());
            portal.outbox.send_with(form, Draft::of_photo(snap));
        }
        None => portal.outbox.edit(&Form::Report, |draft| {
            if draft.photos.iter().all(|p| p.digest != snap.digest) {
                draft.photos.push(snap);
            }
        }),
    }
}
