//! The page: who is signed in, the cars, the settings, the way out.

use super::cars::Cars;
use super::out::SignOut;
use super::settings::{Hands, Settings};
use crate::notices::NoticesSection;
use crate::parts::Title;
use crate::portal::Portal;
use crate::release::ReleaseSection;
use crate::say::Sentence;
use crate::ui::face;
use i18n::k;
use leptos::prelude::*;

/// The account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let (name, role) = portal.session.with_value(|s| (s.name.clone(), s.role));
    let car = portal.session.with_value(|s| s.car.is_some());
    let who = name.clone();
    let sentence = Signal::derive(move || Sentence {
        first: w.tf(k::ACCOUNT_SAY, &[("name", &who)]),
        second: String::new(),
    });
    Effect::new(move || platform::page::title(&w.t(k::NAV_ACCOUNT)));
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <div class="columns account">
            <div class="column">
                <div class="who">
                    {face(&name)}
                    <p>
                        <b>{name}</b>
                        <small>{move || w.named("role", role.slug())}</small>
                    </p>
                </div>
                <Cars />
                {(!car).then(|| view! { <NoticesSection /> })}
            </div>
            <div class="column">
                <Settings />
                <Hands />
                <ReleaseSection />
                {match car {
                    true => {
                        view! { <p class="quiet-words">{w.say(k::PAIRED_ON_PHONE)}</p> }.into_any()
                    }
                    false => view! { <SignOut /> }.into_any(),
                }}
            </div>
        </div>
    }
}
