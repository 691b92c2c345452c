//! What a car may do and send for its owner: a switch for each.

use crate::portal::Portal;
use crate::report::{kind_name, kind_why};
use contract::pairing::{Allowed, CarRights};
use contract::vehicle::SignalKind;
use i18n::{Key, k};
use leptos::prelude::*;

/// What is offered first: everything but money and where the car is. Those two somebody should want.
pub fn usual() -> Allowed {
    let kinds = SignalKind::ALL.into_iter();
    Allowed {
        rights: CarRights {
            report: true,
            follow: true,
            contacts: true,
            approve_money: false,
        },
        kinds: kinds.filter(|kind| *kind != SignalKind::Place).collect(),
    }
}

/// A right, what it is called, what it means, and where it stands.
type Right = (Key, Key, fn(&mut CarRights) -> &mut bool);

const RIGHTS: [Right; 4] = [
    (k::PAIR_REPORT, k::PAIR_REPORT_FOR, |r| &mut r.report),
    (k::PAIR_FOLLOW, k::PAIR_FOLLOW_FOR, |r| &mut r.follow),
    (k::PAIR_CONTACTS, k::PAIR_CONTACTS_FOR, |r| &mut r.contacts),
    (k::PAIR_MONEY, k::PAIR_MONEY_FOR, |r| &mut r.approve_money),
];

/// The switches.
#[component]
pub fn Allow(
    /// What is chosen.
    to: RwSignal<Allowed>,
    /// What its owner calls the car.
    car: String,
) -> impl IntoView {
    let w = Portal::here().words;
    let rights = RIGHTS.into_iter().map(|(name, why, of)| {
        let on = Signal::derive(move || *of(&mut to.get().rights));
        let turn = Callback::new(move |()| {
            to.update(|to| {
                let right = of(&mut to.rights);
                *right = !*right;
            });
        });
        view! { <Switch name why on turn /> }
    });
    let kinds = SignalKind::ALL.into_iter().map(|kind| {
        let on = Signal::derive(move || to.with(|to| to.kinds.contains(&kind)));
        let turn = Callback::new(move |()| {
            to.update(|to| match to.kinds.iter().position(|k| *k == kind) {
                Some(at) => drop(to.kinds.remove(at)),
                None => to.kinds.push(kind),
            });
        });
        view! { <Switch name=kind_name(kind) why=kind_why(kind) on turn /> }
    });
    view! {
        <fieldset class="kinds">
            <legend>{move || w.tf(k::PAIR_ALLOW, &[("car", &car)])}</legend>
            {rights.collect_view()}
        </fieldset>
        <fieldset class="kinds" aria-describedby="sends-kept">
            <legend>{w.say(k::PAIR_SENDS)}</legend>
            <p class="quiet-words" id="sends-kept">{w.say(k::PAIR_SENDS_KEPT)}</p>
            {kinds.collect_view()}
        </fieldset>
    }
}

#[component]
fn Switch(name: Key, why: Key, on: Signal<bool>, turn: Callback<()>) -> impl IntoView {
    let w = Portal::here().words;
    view! {
        <label>
            <input type="checkbox" prop:checked=on on:change=move |_| turn.run(()) />
            <span>
                <b>{w.say(name)}</b>
                <small class="why">{w.say(why)}</small>
            </span>
        </label>
    }
}
