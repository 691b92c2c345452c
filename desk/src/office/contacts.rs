//! Which centres give their owners the managers' contacts: the pilot's switch, one for each centre.

use super::reply::{Ask, Reply, Said};
use crate::desk::Desk;
use crate::shape::Shape;
use casework::may;
use contract::id::CentreId;
use contract::settings::Switch;
use i18n::k;
use leptos::prelude::*;

/// The switches.
#[component]
pub fn Contacts() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let centres = Memo::new(move |_| {
        let of = |s: &contract::settings::Settings| {
            let ids = s.centres.iter().map(|c| c.id.clone());
            ids.collect::<Vec<_>>()
        };
        desk.office
            .settings
            .with(|s| s.as_ref().map(of).unwrap_or_default())
    });
    let may_none = move || {
        let who = desk.who();
        let mut all = centres.get().into_iter();
        !all.any(|id| may::switch_contacts(&who, &id).is_ok())
    };
    view! {
        <section aria-labelledby="contacts-title">
            <h3 id="contacts-title">{w.say(k::DESK_SWITCH)}</h3>
            <p>{w.say(k::DESK_SWITCH_MEANS)}</p>
            <ul class="switches" role="list">
                <For each=move || centres.get() key=Clone::clone let:id>
                    <One id />
                </For>
            </ul>
            <p class="why" id="switch-why" hidden=move || !may_none()>
                {w.say(k::DESK_SWITCH_WHO)}
            </p>
        </section>
    }
}

#[component]
fn One(id: CentreId) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let reply = Reply::new();
    let held = may::switch_contacts(&desk.who(), &id).is_err();
    let id = StoredValue::new(id);
    let name = Memo::new(move |_| id.with_value(|id| desk.office.centre(id)));
    let on = Memo::new(move |_| {
        desk.office.settings.with(|s| {
            let mut all = s.iter().flat_map(|s| &s.centres);
            id.with_value(|id| all.any(|c| c.id == *id && c.contacts))
        })
    });
    let press = move |_| {
        if held {
            return;
        }
        let to = !on.get_untracked();
        let centre = id.get_value();
        let words = match to {
            true => k::DESK_CHANGED_ON,
            false => k::DESK_CHANGED_OFF,
        };
        let said = untrack(|| w.tf(words, &[("centre", &name.get())]));
        let ask = Ask {
            path: format!("/centres/{centre}/contacts"),
            to: serde_json::to_value(Switch { on: to }).unwrap_or_default(),
            made: Box::new(move |s| {
                let mut all = s.centres.iter();
                all.any(|c| c.id == centre && c.contacts == to)
            }),
            said,
            typed: None,
            then: None,
        };
        reply.ask(ask);
    };
    let state = move || match on.get() {
        true => ("done", k::DESK_SWITCH_ON),
        false => ("no", k::DESK_SWITCH_OFF),
    };
    let label = move || {
        let words = match on.get() {
            true => k::DESK_SWITCH_TO_OFF,
            false => k::DESK_SWITCH_TO_ON,
        };
        w.tf(words, &[("centre", &name.get())])
    };
    view! {
        <li class="with">
            <b>{name}</b>
            <span class="mark">
                <Shape name=Signal::derive(move || state().0) />
                {move || w.t(state().1)}
            </span>
            <button
                class="btn quiet"
                type="button"
                disabled=move || reply.busy()
                aria-disabled=held.then_some("true")
                aria-describedby=held.then_some("switch-why")
                on:click=press
            >
                {label}
            </button>
            <Said reply />
        </li>
    }
}
