//! The first step: which car, what is wrong, since when. What applies to the car stands beside it.

use super::applies::Applies;
use super::car::Cars;
use super::concern::ConcernFields;
use super::repeat::Repeat;
use super::talk::Talk;
use crate::outbox::Form;
use crate::photos::{Chooser, Picked};
use crate::ui::{For, Toast};
use contract::attachment::ATTACHMENTS;
use i18n::k;
use leptos::prelude::*;
use platform::page;

/// Most concerns in one report, as the rules have it.
const MOST: usize = casework::CONCERNS;

/// What is wrong.
#[component]
pub fn What(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let (w, slip) = (talk.w, talk.slip);
    let count = move || slip.draft().concerns.len().max(1);
    let full = move || slip.sealed.get() || count() >= MOST;
    let add = move |_| {
        let next = untrack(count);
        slip.edit(|draft| {
            draft.concern(next);
        });
        page::focus_soon(&format!("concern-{next}"));
    };
    let remove = Callback::new(move |i: usize| remove(talk, i));
    view! {
        <section class="sheet question">
            <Repeat talk />
            <Cars talk />
            <For each=move || (0..count()).collect() key=|i| i.to_string() let(i)>
                <ConcernFields talk i remove />
            </For>
            <button id=ADD type="button" class="btn quiet" disabled=full on:click=add>
                {w.say(k::REPORT_ADD)}
            </button>
            <Photos talk />
        </section>
        <Applies talk />
    }
}

/// What a picture says better.
#[component]
fn Photos(talk: Talk) -> impl IntoView {
    let (w, slip) = (talk.w, talk.slip);
    // A car has neither camera nor files.
    let car = talk.portal.session.with_value(|s| s.car.is_some());
    let room = move || ATTACHMENTS.saturating_sub(slip.draft().photos.len());
    view! {
        <div class="gallery" hidden=car>
            <h2>{w.say(k::REPORT_PHOTOS)}</h2>
            <p class="quiet-words">{w.say(k::REPORT_PHOTOS_SAY)}</p>
            <Picked slip />
            <Chooser
                case=None
                room=Signal::derive(room)
                readying=talk.readying
                disabled=slip.sealed
            />
        </div>
    }
}

/// The button that adds one.
const ADD: &str = "concern-add";

/// Takes a concern out. Words are never lost: what had any can be had back.
fn remove(talk: Talk, i: usize) {
    let mut gone = None;
    talk.slip.edit(|draft| {
        if i < draft.concerns.len() {
            gone = Some(draft.concerns.remove(i));
        }
    });
    page::focus_soon(ADD);
    let Some(gone) = gone.filter(|gone| !gone.text.trim().is_empty()) else {
        return;
    };
    let said = talk.w.tf(k::REPORT_REMOVED, &[("n", &(i + 1).to_string())]);
    let (toast, outbox) = (Toast::here(), talk.portal.outbox);
    let back = move || {
        let gone = gone.clone();
        outbox.edit(&Form::Report, |draft| {
            let place = i.min(draft.concerns.len());
            draft.concerns.insert(place, gone);
        });
        page::focus_soon(&format!("concern-{i}"));
    };
    toast.undo(said, back);
}
