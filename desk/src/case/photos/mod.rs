//! What the case's parties have sent along: photos, each opening in its full size, and videos; and the way to send more.
//!
//! Map: here the section; [`choose`] takes files, by button, drop or paste; [`tray`] has what was chosen and not sent;
//! [`on_way`] what has not arrived yet, or was refused. What is chosen goes nowhere until somebody says so: a picture
//! that was pasted by mistake is with the owner for good.

mod choose;
mod on_way;
mod tray;

pub use choose::FIELD;

use crate::desk::Desk;
use crate::path;
use crate::send::draft::Slot;
use crate::send::verb::Verb;
use choose::Chooser;
use contract::attachment::{ATTACHMENTS, Attachment};
use contract::id::CaseId;
use contract::problem::Kind;
use i18n::k;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use on_way::OnItsWay;
use platform::file;
use tray::Tray;
use ui::file::Shown;
use ui::outbox::Form as _;
use ui::photo::{How, Readying, Snap, called};

/// The photos of the open case, and what is being done about more of them.
#[derive(Clone, Copy)]
pub struct Album {
    desk: Desk,
    case: StoredValue<CaseId>,
    /// What is there, the oldest first.
    here: Memo<Vec<Attachment>>,
    /// What is on its way there, or did not get there.
    on_way: Memo<Vec<Slot>>,
    /// What was chosen, and waits for somebody to send it.
    chosen: Memo<Vec<Snap>>,
    /// Why none may be sent now.
    held: Memo<Option<Kind>>,
    readying: Readying,
}

impl Album {
    fn of(desk: Desk, case: Shown) -> Self {
        let id = case.with_untracked(|c| c.id.clone());
        let of = StoredValue::new(id);
        let here = Memo::new(move |_| case.with(|c| c.attachments.clone()));
        let known = move |digest: &_| here.with(|h| h.iter().any(|a| a.digest == *digest));
        Self {
            desk,
            case: of,
            here,
            // Between the answer and the case's own news it is in both.
            on_way: Memo::new(move |_| {
                let mut all = desk.outbox.held(|slot: &Slot| {
                    slot.photo.is_some() && of.with_value(|case| *case == slot.case)
                });
                all.retain(|slot| !slot.photo.as_ref().is_some_and(known));
                all
            }),
            chosen: Memo::new(move |_| {
                let tray = of.with_value(|case| Slot::of(case.clone(), Verb::Attach));
                desk.outbox.draft(&tray).photos
            }),
            held: Memo::new(move |_| case.with(|c| desk.allowed(Verb::Attach, c).err())),
            readying: Readying::default(),
        }
    }

    /// The form in which they are chosen.
    fn tray(self) -> Slot {
        Slot::of(self.case.get_value(), Verb::Attach)
    }

    /// How many are shown before those in the tray.
    fn before(self) -> usize {
        self.here.with(Vec::len) + self.on_way.with(Vec::len)
    }

    /// Makes files ready, and puts them into the tray; what is there already is there once.
    fn take(self, files: Vec<file::Chosen>) {
        if self.held.with_untracked(Option::is_some) || files.is_empty() {
            return;
        }
        let coming = self.readying.under_way.get_untracked();
        let taken = untrack(|| self.before() + self.chosen.with(Vec::len)) + coming;
        let (outbox, tray) = (self.desk.outbox, self.tray());
        let add = move |snap: Snap| {
            // The page may have been left meanwhile.
            let here = self.here.try_with_untracked(|here| {
                let mut digests = here.iter().map(|a| &a.digest);
                digests.any(|digest| *digest == snap.digest)
            });
            let mut known = here == Some(true);
            let sent = Slot::photo(tray.case.clone(), snap.digest.clone());
            known |= untrack(|| outbox.is_sealed(&sent));
            outbox.edit(&tray, |draft| {
                known |= draft.photos.iter().any(|p| p.digest == snap.digest);
                if !known {
                    draft.photos.push(snap);
                }
            });
        };
        let room = ATTACHMENTS.saturating_sub(taken);
        let shelf = outbox.shelf();
        self.readying.take(files, room, How::Small, shelf, add);
    }
}

/// The photos and videos, the oldest first; nothing where there are none and none may be sent.
#[component]
pub fn Photos(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let album = Album::of(desk, case);
    let over = RwSignal::new(false);
    let may = move || album.held.with(Option::is_none);
    let any = move || album.before() > 0;
    let shown = move || may() || any() || album.chosen.with(|all| !all.is_empty());
    // Nothing is dropped on what is not there to be seen.
    let above = move |event: DragEvent| {
        if may() && file::dragged(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    let dropped = move |event: DragEvent| {
        over.set(false);
        if may() && file::dragged(&event) {
            event.prevent_default();
            album.take(file::dropped(&event));
        }
    };
    view! {
        <section
            class="photos"
            class:over=move || over.get()
            aria-labelledby="photos-title"
            hidden=move || !shown()
            on:dragover=above
            on:dragleave=move |event| {
                if file::has_left(&event) {
                    over.set(false);
                }
            }
            on:drop=dropped
        >
            <h3 id="photos-title">{w.say(k::PHOTOS_TITLE)}</h3>
            <ul role="list" hidden=move || !any()>
                <For
                    each=move || album.here.get()
                    key=|file| file.digest.clone()
                    let:file
                >
                    {picture(album, file)}
                </For>
                <For each=move || album.on_way.get() key=Slot::name let:form>
                    <OnItsWay album form />
                </For>
            </ul>
            <Tray album case />
            <Chooser album />
        </section>
    }
}

/// One that has arrived.
fn picture(album: Album, file: Attachment) -> impl IntoView {
    let w = album.desk.words;
    let src = album
        .case
        .with_value(|id| path::attachment(id, &file.digest));
    let video = file.media.is_video();
    let called = move || {
        let place = album
            .here
            .with(|here| here.iter().position(|a| a.digest == file.digest));
        called(w, video, place.unwrap_or_default() + 1)
    };
    let shown = match video {
        true => view! {
            <video src=src aria-label=called controls playsinline preload="metadata"></video>
        }
        .into_any(),
        false => {
            let to = src.clone();
            view! {
                <a href=to target="_blank" rel="noopener">
                    <img src=src alt=called loading="lazy" />
                </a>
            }
            .into_any()
        }
    };
    view! { <li>{shown}</li> }
}
