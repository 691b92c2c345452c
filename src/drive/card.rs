//! What stands on a car's screen while it is not parked: one card. While the car moves, or does not say that it
//! stands, two actions and no more; while it stands, who has the case and how to reach them besides.

use super::lock::LOCKED;
use crate::ask::ask;
use crate::manager::capital;
use crate::parts::tel;
use crate::portal::Portal;
use crate::say::{self, Sentence};
use crate::ui::{For, Lane, Show, face, icon};
use contract::case::CaseSummary;
use contract::command::DriveState;
use contract::manager::ContactList;
use contract::person::{Centre, Role};
use i18n::k;
use leptos::prelude::*;
use platform::speech;
use ui::words::Words;

/// The card of the open case that matters most.
pub fn card(state: DriveState) -> AnyView {
    let portal = Portal::here();
    let w = portal.words;
    let case = Memo::new(move |_| portal.foremost());
    let sentence = Memo::new(move |_| match case.get() {
        Some(case) => say::of_case(portal, &case),
        None => Sentence::of(w, k::DRIVE_NONE, k::DRIVE_NONE_NEXT),
    });
    let standing = state == DriveState::Idling;
    let why = match state {
        DriveState::Unknown => k::DRIVE_UNKNOWN,
        _ => k::DRIVE_LOCKED,
    };
    view! {
        <main class="locked" class:stands=standing>
            <h1 id=LOCKED tabindex="-1">
                {move || format!("{} ", sentence.with(|s| s.first.clone()))}
                <b>{move || sentence.with(|s| s.second.clone())}</b>
            </h1>
            {move || case.get().map(|case| view! { <Lane stage=Signal::stored(case.stage) /> })}
            <p class="acts">
                <Listen text=Signal::derive(move || sentence.with(|s| format!("{} {}", s.first, s.second))) />
                {move || centre(portal, case.get()).map(|centre| view! { <Call centre /> })}
            </p>
            <Show when=move || standing>
                {move || case.get().map(|case| view! { <People case /> })}
            </Show>
            <p class="quiet-words">{w.say(why)}</p>
        </main>
    }
    .into_any()
}

/// What stands there before anybody's portal does.
pub fn waits(_: DriveState) -> AnyView {
    let w = expect_context::<Words>();
    view! {
        <main class="locked">
            <h1 id=LOCKED tabindex="-1">
                {move || format!("{} ", w.t(k::SCREEN_WAITS))}
                <b>{w.say(k::SCREEN_WAITS_NEXT)}</b>
            </h1>
        </main>
    }
    .into_any()
}

/// Whom a touch calls: the centre that has the case, else the one that the car usually goes to.
fn centre(portal: Portal, case: Option<CaseSummary>) -> Option<Centre> {
    let usual = || {
        portal
            .session
            .with_value(|s| s.vehicles.first().map(|v| v.centre.clone()))
    };
    portal.centre(&case.map(|c| c.centre).or_else(usual)?)
}

/// Reads the card aloud, or stops.
#[component]
fn Listen(text: Signal<String>) -> impl IntoView {
    let w = Portal::here().words;
    let reading = RwSignal::new(false);
    on_cleanup(speech::hush);
    let touch = move |_| {
        if reading.get_untracked() {
            return speech::hush();
        }
        reading.set(true);
        let tag = w.lang.get_untracked().code();
        speech::say(&text.get_untracked(), tag, move || {
            reading.try_set(false);
        });
    };
    let label = move || match reading.get() {
        true => w.t(k::DRIVE_HUSH),
        false => w.t(k::DRIVE_LISTEN),
    };
    speech::can().then(|| {
        view! {
            <button class="btn" type="button" on:click=touch>
                {icon("listen")}
                {move || label()}
            </button>
        }
    })
}

/// Calls the centre.
#[component]
fn Call(centre: Centre) -> impl IntoView {
    let w = Portal::here().words;
    let name = centre.name;
    view! {
        <a class="btn quiet" href=tel(&centre.phone)>
            {icon("call")}
            {move || w.tf(k::CALL, &[("centre", &name)])}
        </a>
    }
}

/// Who has the case, and the managers where the owner shared their contacts with the car.
#[component]
fn People(case: CaseSummary) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.id.clone();
    let shared = portal
        .session
        .with_value(|s| s.car.is_none_or(|car| car.contacts));
    let found = shared.then(|| ask::<ContactList>(move || Some(format!("/cases/{id}/contacts"))));
    let people = move || {
        let list = found.and_then(|found| found.get()?.ok());
        list.map(|list| list.contacts).unwrap_or_default()
    };
    view! {
        <ul class="whom" role="list">
            {case
                .advisor
                .map(|name| {
                    view! {
                        <li class="who">
                            {face(&name)} <p>
                                <b>{name}</b>
                                <small>{w.named("role", Role::Advisor.slug())}</small>
                            </p>
                        </li>
                    }
                })}
            <For each=people key=|c| c.name.clone() let(contact)>
                <li class="who">
                    {face(&contact.name)} <p>
                        <b>{contact.name}</b>
                        <small>{capital(&w.named("level", contact.level.slug()))}</small>
                    </p> <a class="btn quiet" href=tel(&contact.phone)>
                        {icon("call")}
                        <span>{w.say(k::DRIVE_CALL)}</span>
                    </a>
                </li>
            </For>
        </ul>
    }
}
