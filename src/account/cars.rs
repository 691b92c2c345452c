//! The cars, each on a small sheet.

use crate::pairing::Paired;
use crate::portal::Portal;
use contract::person::Role;
use i18n::k;
use leptos::prelude::*;

/// The cars of whoever is signed in.
#[component]
pub fn Cars() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let (cars, owner) = portal.session.with_value(|s| {
        (
            s.vehicles.clone(),
            matches!(s.role, Role::Owner | Role::Tester),
        )
    });
    let cars = cars.into_iter().map(|car| {
        let vin = car.vin.grouped();
        let spelt = heard(&vin);
        view! {
            <li class="sheet own-car">
                <b>{car.nickname.clone()}</b>
                <span>{car.model.clone()}</span>
                <small class="vin" translate="no" aria-hidden="true">
                    {vin}
                </small>
                <span class="unseen" translate="no">
                    {spelt}
                </span>
                {owner.then(|| view! { <Paired car /> })}
            </li>
        }
    });
    view! {
        <section class="cars">
            <h2>{w.say(k::ACCOUNT_CARS)}</h2>
            <ul role="list">{cars.collect_view()}</ul>
        </section>
    }
}

/// What is set in groups, for those who hear it: letter by letter, with a rest after each group.
pub fn heard(groups: &str) -> String {
    let spelt = |group: &str| {
        let letters: Vec<String> = group.chars().map(String::from).collect();
        letters.join(" ")
    };
    groups.split(' ').map(spelt).collect::<Vec<_>>().join(", ")
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn each_letter_is_heard_and_each_group_rests() {
        assert_eq!(heard("WVW ZZZ1J 26"), "W V W, Z Z Z 1 J, 2 6");
        assert_eq!(heard(""), "");
    }
}
