//! Asked where the answer is not a plain yes: was somebody rude, or said what was not true?

use super::sheet::Sheet;
use crate::portal::Portal;
use contract::survey::Conduct;
use i18n::{Key, k};
use leptos::prelude::*;

/// What can be said of somebody's conduct.
pub const CONDUCT: [(Conduct, Key); 2] = [
    (Conduct::Rude, k::SURVEY_RUDE),
    (Conduct::Untruthful, k::SURVEY_UNTRUTHFUL),
];

/// Two boxes, and who reads them.
#[component]
pub fn ConductFields(
    /// The answers.
    sheet: Sheet,
) -> impl IntoView {
    let w = Portal::here().words;
    let row = move |(conduct, key): (Conduct, Key)| {
        let on = move || sheet.answers.with(|a| a.conduct.contains(&conduct));
        let switch = move |_| {
            sheet.choose(|a| {
                let had = a.conduct.contains(&conduct);
                a.conduct.retain(|c| *c != conduct);
                if !had {
                    a.conduct.push(conduct);
                }
            });
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=on on:change=switch />
                <span>{w.say(key)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choice" aria-describedby="conduct-who">
            <legend>{w.say(k::SURVEY_CONDUCT)}</legend>
            {CONDUCT.map(row)}
        </fieldset>
        <p class="quiet-words" id="conduct-who">
            {w.say(k::SURVEY_NAMES)}
        </p>
    }
}
