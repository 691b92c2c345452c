//! What the case is about: the concerns as they were told, the car, the place; and how it ended.

use crate::portal::Portal;
use crate::ui::Mark;
use contract::case::Case;
use contract::command::{Drivable, Since};
use contract::vin::Vin;
use i18n::k;
use leptos::prelude::*;

/// What was reported.
#[component]
pub fn About(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let since = |since| match since {
        Since::Today => k::SINCE_TODAY,
        Since::ThisWeek => k::SINCE_WEEK,
        Since::Longer => k::SINCE_LONGER,
        Since::Unsure => k::SINCE_UNSURE,
    };
    let first = case.get_untracked();
    let vin = first.vin.as_deref().and_then(|v| Vin::parse(v).ok());
    let car = portal.nickname(first.vin.as_deref());
    let number = first.id.number();
    view! {
        <section class="about">
            <h2>{w.say(k::CASE_ABOUT)}</h2>
            <ul role="list">
                {first
                    .concerns
                    .into_iter()
                    .map(|concern| {
                        view! {
                            <li>
                                <p class="own-words">{concern.text}</p>
                                <small>
                                    {w.say(k::REPORT_SINCE)} " " {move || w.t(since(concern.since))}
                                </small>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {(first.drivable == Drivable::No)
                .then(|| view! { <p class="fault"><Mark /> {w.say(k::NOT_SAFE)}</p> })}
            {first
                .place
                .map(|place| view! { <p><small>{w.say(k::CASE_PLACE)}</small> " " {place}</p> })}
            <p class="your-car">
                <b>{car}</b>
                " "
                <small class="vin">{vin.map(|v| v.grouped())}</small>
            </p>
            <p>
                <small>{move || w.tf(k::CASE_TITLE, &[("number", &number)])}</small>
            </p>
        </section>
    }
}

/// What was found: nobody can disagree with a diagnosis they were not shown.
#[component]
pub fn Found(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let w = Portal::here().words;
    let found = Memo::new(move |_| {
        case.with(|c| {
            let text = c.diagnosis.as_ref()?.text.clone();
            // After the close its cause speaks.
            text.filter(|_| c.closure.is_none())
        })
    });
    view! {
        {move || {
            found
                .get()
                .map(|text| {
                    view! {
                        <section class="sheet">
                            <h2>{w.say(k::CASE_FOUND)}</h2>
                            <p class="own-words">{text}</p>
                        </section>
                    }
                })
        }}
    }
}

/// How it ended: the cause, because the owner asked why.
#[component]
pub fn Outcome(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let w = Portal::here().words;
    let closure = Memo::new(move |_| case.with(|c| c.closure.clone()));
    view! {
        {move || {
            closure
                .get()
                .map(|closure| {
                    view! {
                        <section class="sheet outcome">
                            <h2>{w.say(k::OUTCOME_CAUSE)}</h2>
                            <p class="own-words big">{closure.cause}</p>
                            <h2>{w.say(k::OUTCOME_REMEDY)}</h2>
                            <p class="own-words">{closure.remedy}</p>
                        </section>
                    }
                })
        }}
    }
}
