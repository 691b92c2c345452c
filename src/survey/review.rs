//! The answers once more, as they will be handed in: from then on they do not change.

use super::conduct::CONDUCT;
use super::questions::{SATISFIED, why};
use super::sheet::Sheet;
use crate::parts::{Delivery, TITLE};
use crate::portal::Portal;
use i18n::k;
use leptos::prelude::*;
use platform::page;

/// The answers, and the step that hands them in.
#[component]
pub fn Review(
    /// The answers.
    sheet: Sheet,
    /// Unset to change something.
    review: RwSignal<bool>,
) -> impl IntoView {
    let w = Portal::here().words;
    let slip = sheet.slip;
    let answers = sheet.answers;
    let score = move || {
        let score = answers.with(|a| a.score).unwrap_or_default().to_string();
        w.tf(k::SURVEY_SCORE_OF, &[("n", &score)])
    };
    let satisfied = move || {
        let chosen = answers.with(|a| a.satisfied);
        let named = SATISFIED.iter().find(|(s, _)| Some(*s) == chosen);
        named.map(|(_, key)| w.t(*key))
    };
    let words = move |text: Option<String>| text.unwrap_or_else(|| w.t(k::SURVEY_NOTHING));
    let conduct = move || {
        let said = CONDUCT.into_iter();
        let said = said.filter(|(c, _)| answers.with(|a| a.conduct.contains(c)));
        let said: Vec<_> = said.map(|(_, key)| view! { <dd>{w.t(key)}</dd> }).collect();
        (!said.is_empty()).then(|| {
            view! {
                <dt>{w.t(k::SURVEY_CONDUCT)}</dt>
                {said}
            }
        })
    };
    let give = move |_| match sheet.check() {
        Some(given) => slip.act(&given),
        None => review.set(false),
    };
    let change = move |_| {
        review.set(false);
        page::focus_soon(TITLE);
    };
    view! {
        <section class="sheet review">
            <h2>{w.say(k::SURVEY_REVIEW)}</h2>
            <dl class="facts">
                <dt>{w.say(k::SURVEY_SCORE)}</dt>
                <dd>
                    <b>{move || score()}</b>
                </dd>
                <dt>{w.say(k::SURVEY_BETTER)}</dt>
                <dd class="own-words">{move || words(answers.get().better)}</dd>
                <dt>{w.say(k::SURVEY_SATISFIED)}</dt>
                <dd>
                    <b>{move || satisfied()}</b>
                </dd>
                <dt>{move || w.t(why(answers.with(|a| a.satisfied)))}</dt>
                <dd class="own-words">{move || words(answers.get().why)}</dd>
                {move || conduct()}
            </dl>
            <p class="quiet-words">{w.say(k::SURVEY_NAMES)}</p>
            <p class="quiet-words">{w.say(k::SURVEY_FINAL)}</p>
            <div class="acts">
                <button
                    type="button"
                    class="btn"
                    aria-disabled=move || slip.sealed.get().to_string()
                    on:click=give
                >
                    {w.say(k::SURVEY_GIVE)}
                </button>
                <button type="button" class="btn quiet" disabled=slip.sealed on:click=change>
                    {w.say(k::SURVEY_CHANGE)}
                </button>
                <Delivery status=slip.status />
            </div>
        </section>
    }
}
