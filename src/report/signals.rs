//! What the car last said, with its age, kind by kind. Each goes along unless it is switched off, and
//! nothing goes along that was not shown.

use super::reading::{self, Kind};
use crate::outbox::{Draft, Form};
use crate::portal::Portal;
use crate::ui::{For, Show};
use casework::SIGNALS;
use casework::text::{LINE, LONG, field};
use contract::vehicle::Signal as Said;
use contract::vehicle::VehicleRecord;
use i18n::k;
use leptos::prelude::*;

/// What goes along: what the car said, less what was switched off, the newest first; as many as a
/// report takes.
pub fn attached(draft: &Draft, record: &VehicleRecord) -> Vec<Said> {
    let on = |s: &&Said| is_on(draft, Kind::of(&s.path));
    let fits = |s: &&Said| {
        field(&s.path, LINE, "")
            .and(field(&s.value, LONG, ""))
            .is_ok()
    };
    let mut said = oldest_first(record.signals.iter().filter(on).filter(fits));
    said.reverse();
    said.truncate(SIGNALS);
    said
}

/// Everything is on until something was switched off; from then on what is kept in the draft.
fn is_on(draft: &Draft, kind: Kind) -> bool {
    let kept = draft.signals.as_ref();
    kept.is_none_or(|kept| kept.iter().any(|s| Kind::of(&s.path) == kind))
}

/// The signals, each kind with its switch.
#[component]
pub fn Signals(
    /// What is known of the car.
    record: Memo<Option<VehicleRecord>>,
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let kinds = Memo::new(move |_| {
        record.with(|record| {
            let known = |kind: &Kind| !of_kind(record.as_ref(), *kind).is_empty();
            Kind::ALL.into_iter().filter(known).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || kinds.with(|k| !k.is_empty())>
            <section class="sheet">
                <fieldset class="choice switches">
                    <legend>{w.say(k::SIGNAL)}</legend>
                    <For each=move || kinds.get() key=|kind| (*kind as u8).to_string() let(kind)>
                        <Switch kind record sealed />
                    </For>
                </fieldset>
                <p class="quiet-words">{w.say(k::SIGNAL_OFF)}</p>
            </section>
        </Show>
    }
}

#[component]
fn Switch(kind: Kind, record: Memo<Option<VehicleRecord>>, sealed: Signal<bool>) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let said = Memo::new(move |_| record.with(|r| of_kind(r.as_ref(), kind)));
    let on = move || is_on(&outbox.draft(&Form::Report), kind);
    let age = move || {
        let at = said.with(|s| s.last().map(|s| s.at))?;
        Some(w.relative(at, portal.now.get()))
    };
    let switch = move |_| {
        let Some(record) = record.get_untracked() else {
            return;
        };
        outbox.edit(&Form::Report, |draft| {
            let mut kept = attached(draft, &record);
            if is_on(draft, kind) {
                kept.retain(|s| Kind::of(&s.path) != kind);
            } else {
                kept.extend(of_kind(Some(&record), kind));
            }
            draft.signals = Some(kept);
        });
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=on disabled=sealed on:change=switch />
            <span>
                <small>{w.say(kind.name())}</small>
                <b>{move || said.with(|s| reading::words(portal, kind, s))}</b>
                <small>{move || age()}</small>
            </span>
        </label>
    }
}

/// The signals of one kind, the oldest first.
fn of_kind(record: Option<&VehicleRecord>, kind: Kind) -> Vec<Said> {
    let all = record.into_iter().flat_map(|r| &r.signals);
    oldest_first(all.filter(|s| Kind::of(&s.path) == kind))
}

fn oldest_first<'a>(said: impl Iterator<Item = &'a Said>) -> Vec<Said> {
    let mut said: Vec<Said> = said.cloned().collect();
    sort(&mut said);
    said
}

/// Apart, so that it is compiled once.
fn sort(said: &mut [Said]) {
    said.sort_by_key(|s| s.at);
}
