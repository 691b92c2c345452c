//! What the car last said, with its age, kind by kind. Each goes along unless it is switched off, and
//! nothing goes along that was not shown.

use super::reading;
use super::talk::Talk;
use crate::outbox::Draft;
use crate::ui::{For, Show, Skeleton};
use casework::SIGNALS;
use casework::text::{LINE, LONG, field};
use contract::vehicle::{Signal as Said, SignalKind, VehicleRecord};
use i18n::k;
use leptos::prelude::*;

/// What goes along: what the car said, less what was switched off, the newest first; as many as a
/// report takes.
pub fn attached(draft: &Draft, record: &VehicleRecord) -> Vec<Said> {
    let on = |s: &&Said| is_on(draft, SignalKind::of(&s.path));
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
fn is_on(draft: &Draft, kind: SignalKind) -> bool {
    let kept = draft.signals.as_ref();
    kept.is_none_or(|kept| kept.iter().any(|s| SignalKind::of(&s.path) == kind))
}

/// What was said, by kind, each kind's the oldest first.
pub fn kinds(said: &[Said]) -> Vec<(SignalKind, Vec<Said>)> {
    let all = SignalKind::ALL
        .into_iter()
        .map(|kind| (kind, of_kind(said, kind)));
    all.filter(|(_, said)| !said.is_empty()).collect()
}

/// The third step: what the car says, each kind with its switch.
#[component]
pub fn Signals(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let w = talk.w;
    let said = Memo::new(move |_| {
        let record = talk.record.get();
        kinds(&record.map(|r| r.signals).unwrap_or_default())
    });
    let known =
        Memo::new(move |_| said.with(|s| s.iter().map(|(kind, _)| *kind).collect::<Vec<_>>()));
    view! {
        <Show when=move || talk.asking.get()>
            <Skeleton say=w.say(k::SIGNAL_ASKING) />
        </Show>
        <Show when=move || known.with(|k| !k.is_empty())>
            <fieldset class="kinds" aria-describedby="signals-off">
                <legend>{w.say(k::SIGNAL)}</legend>
                <p class="quiet-words" id="signals-off">{w.say(k::SIGNAL_OFF)}</p>
                <For each=move || known.get() key=|kind| (*kind as u8).to_string() let(kind)>
                    <Switch talk kind said />
                </For>
            </fieldset>
        </Show>
    }
}

#[component]
fn Switch(talk: Talk, kind: SignalKind, said: Memo<Vec<(SignalKind, Vec<Said>)>>) -> impl IntoView {
    let (portal, w, slip) = (talk.portal, talk.w, talk.slip);
    let said = Memo::new(move |_| {
        let of = |all: &Vec<(SignalKind, Vec<Said>)>| all.iter().find(|(k, _)| *k == kind).cloned();
        said.with(of).map(|(_, said)| said).unwrap_or_default()
    });
    let on = move || is_on(&slip.draft(), kind);
    let age = move || {
        let at = said.with(|s| s.last().map(|s| s.at))?;
        Some(w.relative(at, portal.now.get()))
    };
    let switch = move |_| {
        let Some(record) = talk.record.get_untracked() else {
            return;
        };
        slip.edit(|draft| {
            let mut kept = attached(draft, &record);
            if is_on(draft, kind) {
                kept.retain(|s| SignalKind::of(&s.path) != kind);
            } else {
                kept.extend(of_kind(&record.signals, kind));
            }
            draft.signals = Some(kept);
        });
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=on disabled=slip.sealed on:change=switch />
            <span>
                <small>{w.say(reading::name(kind))}</small>
                <b>{move || said.with(|s| reading::words(portal, kind, s))}</b>
                <small class="age">{move || age()}</small>
                {move || said.with(|s| reading::drawing(portal, kind, s))}
                <small class="why">{w.say(reading::why(kind))}</small>
            </span>
        </label>
    }
}

/// The signals of one kind, the oldest first.
fn of_kind(said: &[Said], kind: SignalKind) -> Vec<Said> {
    oldest_first(said.iter().filter(|s| SignalKind::of(&s.path) == kind))
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
