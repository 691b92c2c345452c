//! One question at a time. None is left by itself: *Continue* does it, and *Back* loses nothing.

use super::road::Road;
use super::satisfied::Satisfied;
use super::saved::SavedLine;
use super::score::Score;
use super::sheet::Sheet;
use super::words::Words;
use crate::portal::Portal;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// What is asked, in its order.
pub const QUESTIONS: [Key; 3] = [k::SURVEY_SCORE, k::SURVEY_BETTER, k::SURVEY_SATISFIED];

/// One question, and the way on and back.
#[component]
pub fn Question(
    /// The answers.
    sheet: Sheet,
    /// The way on and back.
    road: Road,
    /// Which one, from 0.
    at: usize,
) -> impl IntoView {
    let w = Portal::here().words;
    let next = if at == 2 {
        k::SURVEY_REVIEW
    } else {
        k::SURVEY_NEXT
    };
    let on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sheet.passes(at) {
            road.go(at + 1);
        } else if let Some(error) = sheet.faults.get_untracked().first() {
            page::focus(error.pointer.rsplit('/').next().unwrap_or_default());
        }
    };
    let asked = match at {
        0 => view! { <Score sheet /> }.into_any(),
        1 => view! {
            <Words
                sheet
                id="better"
                label=Signal::derive(w.say(k::SURVEY_BETTER))
                field=|a| &mut a.better
            />
        }
        .into_any(),
        _ => view! { <Satisfied sheet /> }.into_any(),
    };
    view! {
        <form class="ask" novalidate on:submit=on>
            {asked}
            <SavedLine sheet />
            <div class="acts reach">
                <button class="btn" type="submit">
                    {w.say(next)}
                </button>
                {back(road, at)}
            </div>
        </form>
    }
}

/// The way back, where there is one.
pub fn back(road: Road, at: usize) -> Option<AnyView> {
    let w = Portal::here().words;
    let before = at.checked_sub(1)?;
    let button = view! {
        <button class="btn quiet" type="button" on:click=move |_| road.go(before)>
            {w.say(k::SURVEY_BACK)}
        </button>
    };
    Some(button.into_any())
}
