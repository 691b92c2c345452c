//! The last step: the report as a short letter, each part with the way to change it. What is sent is what stands
//! here.

use super::car::your_car;
use super::concern::SINCE;
use super::course::{CAR, WHAT, WHERE};
use super::reading;
use super::safety::ANSWERS;
use super::signals::kinds;
use super::talk::Talk;
use super::urgent::Urgency;
use crate::outbox::Concern;
use crate::parts::TITLE;
use crate::photos::{FIELD, Picked};
use crate::ui::Show;
use contract::command::{Drivable, Since};
use i18n::{Key, k};
use leptos::prelude::*;

/// All that will be sent.
#[component]
pub fn Letter(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let (w, slip) = (talk.w, talk.slip);
    let centre = move || {
        let centre = talk.centre.get()?;
        Some(view! { <b>{centre.name}</b> <br /> {centre.address} })
    };
    let concern = move |concern: Concern| {
        let since = concern.since.unwrap_or(Since::Today);
        let since = SINCE.iter().find(|(value, _)| *value == since);
        view! {
            <li>
                <p class="own-words big">{concern.text}</p>
                <small>{w.t(k::REPORT_SINCE)} " " {since.map(|(_, key)| w.t(*key))}</small>
            </li>
        }
    };
    let concerns = move || {
        slip.draft()
            .concerns
            .into_iter()
            .map(concern)
            .collect_view()
    };
    let repeat = move || {
        let number = slip.draft().repeat_of?.number();
        Some(view! { <p>{w.tf(k::REPORT_REPEAT, &[("number", &number)])}</p> })
    };
    let drivable = move || {
        let said = slip.draft().drivable;
        let known = ANSWERS.iter().find(|(value, _)| Some(*value) == said);
        known.map(|(_, key)| w.t(*key))
    };
    let place = move || {
        let place = slip.draft().place;
        match place.trim().is_empty() {
            true => w.t(k::REPORT_PLACE_NONE),
            false => place,
        }
    };
    let (name, car) = talk
        .portal
        .session
        .with_value(|s| (s.name.clone(), s.car.is_some()));
    view! {
        <section class="sheet paper">
            {part(talk, k::REPORT_TO, WHERE, "centre", move || view! { <p>{centre()}</p> }.into_any())}
            {part(
                talk,
                k::REPORT_CONCERNS,
                WHAT,
                "concern-0",
                move || {
                    view! {
                        {talk.car.get().map(your_car)}
                        <ul role="list">{concerns()}</ul>
                        {repeat()}
                    }
                    .into_any()
                },
            )}
            {part(
                talk,
                k::REPORT_DRIVABLE_WAS,
                WHERE,
                "drivable",
                move || view! { <p>{drivable()}</p> }.into_any(),
            )}
            {part(
                talk,
                k::REPORT_PLACE_WAS,
                WHERE,
                "place",
                move || view! { <p class="own-words">{place()}</p> }.into_any(),
            )}
            {(!car).then(|| part(talk, k::PHOTOS_TITLE, WHAT, FIELD, move || photos(talk)))}
            {part(talk, k::REPORT_SIGNALS_WAS, CAR, TITLE, move || signals(talk))}
            <p class="signature">{name}</p>
        </section>
    }
}

/// One part of it: its name, what it says, and the way to its field and back.
fn part(
    talk: Talk,
    name: Key,
    step: usize,
    field: &'static str,
    says: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let w = talk.w;
    let called = move || format!("{}: {}", w.t(k::REPORT_CHANGE), w.t(name));
    view! {
        <div class="part">
            <h2>{w.say(name)}</h2>
            <div>{move || says()}</div>
            <button
                type="button"
                class="btn quiet"
                aria-label=called
                disabled=talk.slip.sealed
                on:click=move |_| talk.course.go_to(step, field.into())
            >
                {w.say(k::REPORT_CHANGE)}
            </button>
        </div>
    }
    .into_any()
}

/// The photos, as they will follow.
fn photos(talk: Talk) -> AnyView {
    let (w, slip) = (talk.w, talk.slip);
    view! {
        <Show when=move || slip.draft().photos.is_empty()>
            <p>{w.say(k::PHOTOS_NONE)}</p>
        </Show>
        <Picked slip still=true />
    }
    .into_any()
}

/// What the car says and goes along, each kind with its age.
fn signals(talk: Talk) -> AnyView {
    let w = talk.w;
    let sent = talk.signals.get();
    let rows = kinds(&sent).into_iter().map(|(kind, said)| {
        let at = said.last().map(|s| s.at);
        view! {
            <dt>{w.t(reading::name(kind))}</dt>
            <dd>
                {reading::words(talk.portal, kind, &said)}
                " "
                <small>{at.map(|at| w.relative(at, talk.portal.now.get()))}</small>
            </dd>
        }
    });
    let rows: Vec<_> = rows.collect();
    match rows.is_empty() {
        true => view! { <p>{w.t(k::REPORT_SIGNALS_NONE)}</p> }.into_any(),
        false => view! { <dl class="facts">{rows}</dl> }.into_any(),
    }
}

/// What happens next, and by when.
#[component]
pub fn After(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let w = talk.w;
    let says = move || w.tf(k::REPORT_AFTER_SAY, &[("centre", &talk.centre_name())]);
    let soon = move || {
        let urgent = talk.urgency.with(|u| matches!(u, Urgency::Urgent(_)));
        let stands = talk.slip.draft().drivable == Some(Drivable::No);
        (urgent || stands).then(|| view! { <b>{w.t(k::REPORT_AFTER_SOON)}</b> " " })
    };
    view! {
        <section class="after">
            <h2>{w.say(k::REPORT_AFTER)}</h2>
            <p>{move || soon()} {move || says()}</p>
        </section>
    }
}
