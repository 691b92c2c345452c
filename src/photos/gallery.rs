//! The photos of a case: what is there, what is on its way or did not get there, and the way to add more.

use super::choose::{Chooser, FIELD};
use crate::outbox::Form;
use crate::path;
use crate::portal::Portal;
use crate::ui::{For, PhotoTile, Photos, Show};
use casework::may;
use contract::attachment::{ATTACHMENTS, Attachment, FileDigest};
use contract::case::Case;
use contract::id::CaseId;
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::outbox::Form as _;
use ui::photo::{OnWay, Readying, called, kept};

/// The photos and videos.
#[component]
pub fn Gallery(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.with_untracked(|c| c.id.clone());
    let here = Memo::new(move |_| case.with(|c| c.attachments.clone()));
    let of = StoredValue::new(id.clone());
    let on_way = Memo::new(move |_| {
        let all = portal
            .outbox
            .held(|form| matches!(form, Form::Photo(case, _) if of.with_value(|of| of == case)));
        // Between the answer and the case's own news it is in both.
        let known = |form: &Form| match form {
            Form::Photo(_, digest) => here.with(|h| h.iter().any(|a| a.digest == *digest)),
            _ => false,
        };
        all.into_iter()
            .filter(|form| !known(form))
            .collect::<Vec<_>>()
    });
    // A car has neither camera nor files.
    let car = portal.session.with_value(|s| s.car.is_some());
    let may_add = Memo::new(move |_| !car && case.with(|c| may::message(c).is_ok()));
    let any = move || !here.with(Vec::is_empty) || !on_way.with(Vec::is_empty);
    let room = Signal::derive(move || {
        let taken = here.with(Vec::len) + on_way.with(Vec::len);
        ATTACHMENTS.saturating_sub(taken)
    });
    let there = move |file: Attachment| {
        let place = {
            let digest = file.digest.clone();
            move || here.with(|h| h.iter().position(|a| a.digest == digest))
        };
        let video = file.media.is_video();
        let called = Signal::derive(move || called(w, video, place().unwrap_or_default() + 1));
        let src = of.with_value(|of| path::attachment(of, &file.digest));
        view! { <PhotoTile src=Signal::stored(src) video alt=called opens=true /> }
    };
    let adding = id.clone();
    view! {
        <section class="gallery" hidden=move || !any() && !may_add.get()>
            <h2>{w.say(k::PHOTOS_TITLE)}</h2>
            <Show when=any>
                <Photos label=Signal::derive(w.say(k::PHOTOS_TITLE))>
                    <For each=move || here.get() key=|f| f.digest.to_string() let(file)>
                        {there(file)}
                    </For>
                    <For each=move || on_way.get() key=Form::name let(form)>
                        <OnItsWay form here />
                    </For>
                </Photos>
            </Show>
            <Show when=may_add>
                <Chooser case=Some(adding.clone()) room readying=Readying::default() />
            </Show>
        </section>
    }
}

/// One that has not arrived: how far it is, or why it is not taken; the way to stop it, or to try again.
#[component]
fn OnItsWay(
    /// Where it waits.
    form: Form,
    /// What is there already: it will be called by the place behind them.
    here: Memo<Vec<Attachment>>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let Form::Photo(case, digest) = form.clone() else {
        return ().into_any();
    };
    let form = StoredValue::new(form);
    let video = untrack(|| form.with_value(|f| outbox.draft(f)))
        .photos
        .iter()
        .any(|snap| snap.video);
    let name = outbox.kept_as(digest.as_str());
    let called = Signal::derive(move || {
        let before = before(portal, &case, &digest);
        called(w, video, here.with(Vec::len) + before + 1)
    });
    let OnWay {
        refused,
        over,
        stands,
    } = OnWay::of(outbox, w, form);
    let stop = move |_| {
        form.with_value(|f| outbox.cancel(f));
        page::focus_soon(FIELD);
    };
    let again = move |_| form.with_value(|f| outbox.send(f.clone()));
    let way_out = move || match refused.get() {
        true => w.t(k::PHOTOS_REMOVE),
        false => w.t(k::PHOTOS_CANCEL),
    };
    let named = move |act: String| format!("{act}: {}", called.get());
    view! {
        <PhotoTile src=kept(name) video alt=called stands over failed=refused>
            <Show when=refused>
                <button
                    type="button"
                    class="btn quiet"
                    aria-label=move || named(w.t(k::PHOTOS_AGAIN))
                    on:click=again
                >
                    {w.say(k::PHOTOS_AGAIN)}
                </button>
            </Show>
            <button
                type="button"
                class="btn quiet"
                aria-label=move || named(way_out())
                on:click=stop
            >
                {way_out}
            </button>
        </PhotoTile>
    }
    .into_any()
}

/// How many of the case's photos go before this one.
fn before(portal: Portal, case: &CaseId, digest: &FileDigest) -> usize {
    let all = portal
        .outbox
        .held(|form| matches!(form, Form::Photo(of, _) if of == case));
    let place = all
        .iter()
        .position(|form| matches!(form, Form::Photo(_, d) if d == digest));
    place.unwrap_or_default()
}
