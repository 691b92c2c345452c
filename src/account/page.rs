//! The page: who is signed in, the settings, the way out.

use super::settings::Settings;
use crate::app::{House, Who};
use crate::parts::Title;
use crate::portal::Portal;
use crate::say::Sentence;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};

/// The account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let portal = Portal::here();
    let house = expect_context::<House>();
    let w = portal.words;
    let name = portal.session.with_value(|s| s.name.clone());
    let sentence = Signal::derive(move || Sentence {
        first: w.tf(k::ACCOUNT_SAY, &[("name", &name)]),
        second: String::new(),
    });
    let asked = RwSignal::new(false);
    let failed = RwSignal::new(false);
    Effect::new(move || platform::page::title(&w.t(k::NAV_ACCOUNT)));
    let out = move |_| {
        // What is not sent yet would wait until the same person signs in again: ask first.
        if portal.outbox.unsent() > 0 && !asked.get_untracked() {
            asked.set(true);
            return;
        }
        spawn_local(async move {
            match http::delete("/session").await {
                Ok(()) => house.who.set(Who::Nobody(false)),
                Err(Failure::Problem(_) | Failure::Network) => failed.set(true),
            }
        });
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <Settings />
        <section class="cars">
            <h2>{w.say(k::ACCOUNT_CARS)}</h2>
            {portal
                .session
                .with_value(|s| s.vehicles.clone())
                .into_iter()
                .map(|car| {
                    view! {
                        <p class="your-car">
                            <b>{car.nickname}</b>
                            " "
                            {car.model}
                            <small class="vin">{car.vin.grouped()}</small>
                        </p>
                    }
                })
                .collect_view()}
        </section>
        <div class="acts">
            <button class="btn quiet" type="button" on:click=out>
                {move || w.t(if asked.get() { k::SIGN_OUT_ANYWAY } else { k::SIGN_OUT })}
            </button>
            <div role="status">
                {move || asked.get().then(|| w.t(k::SIGN_OUT_UNSENT))}
                {move || failed.get().then(|| w.t(k::SIGN_OUT_FAILED))}
            </div>
        </div>
    }
}
