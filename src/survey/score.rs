//! One to five: large, equal, none preset, with words at the ends only. What lies between is the owner's to weigh.

use super::checking::fault_of;
use super::sheet::Sheet;
use crate::portal::Portal;
use crate::ui::FieldFault;
use i18n::k;
use leptos::prelude::*;

/// The first question.
#[component]
pub fn Score(
    /// The answers.
    sheet: Sheet,
) -> impl IntoView {
    let w = Portal::here().words;
    let score = Memo::new(move |_| sheet.answers.with(|a| a.score));
    let end = move |n: u8| match n {
        1 => Some(k::SURVEY_SCORE_LOW),
        5 => Some(k::SURVEY_SCORE_HIGH),
        _ => None,
    };
    let button = move |n: u8| {
        view! {
            <label>
                <input
                    type="radio"
                    name="score"
                    value=n
                    prop:checked=move || score.get() == Some(n)
                    on:change=move |_| sheet.choose(|a| a.score = Some(n))
                />
                <span>{n}</span>
                {end(n).map(|key| view! { " " <small>{w.say(key)}</small> })}
            </label>
        }
    };
    view! {
        <fieldset class="choice score" id="score" tabindex="-1" aria-describedby="score-fault">
            <legend>{w.say(k::SURVEY_SCORE)}</legend>
            {(1..=5).map(button).collect_view()}
        </fieldset>
        <FieldFault id="score-fault".into() fault=fault_of(sheet, "score") />
        <p class="quiet-words">{w.say(k::SURVEY_NAMES)}</p>
    }
}
