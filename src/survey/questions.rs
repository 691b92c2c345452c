//! The three questions on one short page. Nothing is preset, and each answer is saved as it is given.

use super::conduct::ConductFields;
use super::saved::SavedLine;
use super::sheet::Sheet;
use super::words::{Words, fault_of};
use crate::parts::TITLE;
use crate::portal::Portal;
use crate::ui::Choice;
use crate::ui::FieldFault;
use crate::ui::Show;
use contract::survey::{Answers, Satisfied};
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// The answers to "Are you satisfied?", in their order.
pub const SATISFIED: [(Satisfied, Key); 3] = [
    (Satisfied::Yes, k::SURVEY_YES),
    (Satisfied::Partly, k::SURVEY_PARTLY),
    (Satisfied::No, k::SURVEY_NO),
];

/// What the last question asks, by the answer before it.
pub fn why(satisfied: Option<Satisfied>) -> Key {
    match satisfied {
        None => k::SURVEY_WHY,
        Some(Satisfied::Yes) => k::SURVEY_WHY_YES,
        Some(Satisfied::Partly) => k::SURVEY_WHY_PARTLY,
        Some(Satisfied::No) => k::SURVEY_WHY_NO,
    }
}

/// The questions.
#[component]
pub fn Questions(
    /// The answers.
    sheet: Sheet,
    /// Set when they are to be looked at once more.
    review: RwSignal<bool>,
) -> impl IntoView {
    let w = Portal::here().words;
    let answers = sheet.answers;
    let satisfied = Memo::new(move |_| answers.with(|a| a.satisfied));
    let unhappy = move || satisfied.get().is_some_and(|s| s != Satisfied::Yes);
    let fault = move |field: &'static str| Signal::derive(move || fault_of(sheet, field));
    // Words at the ends only: what lies between is the owner's to weigh.
    let ends = move |n: usize| match n {
        1 => format!("1 · {}", w.t(k::SURVEY_SCORE_LOW)),
        5 => format!("5 · {}", w.t(k::SURVEY_SCORE_HIGH)),
        n => n.to_string(),
    };
    let on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sheet.check().is_some() {
            review.set(true);
            page::focus_soon(TITLE);
        } else if let Some(error) = sheet.faults.get_untracked().first() {
            page::focus(error.pointer.rsplit('/').next().unwrap_or_default());
        }
    };
    view! {
        <form class="report survey" novalidate on:submit=on>
            <section class="sheet">
                <Choice
                    name="score".into()
                    legend=Signal::derive(w.say(k::SURVEY_SCORE))
                    options=(1..=5).map(|n| Signal::derive(move || ends(n))).collect()
                    value=Signal::derive(move || answers.with(|a| a.score?.checked_sub(1).map(usize::from)))
                    choose=Callback::new(move |i: usize| {
                        sheet.choose(|a| a.score = Some(i as u8 + 1));
                    })
                    fault="score-fault"
                />
                <FieldFault id="score-fault".into() fault=fault("score") />
            </section>
            <section class="sheet">
                <Words
                    sheet
                    id="better"
                    label=Signal::derive(w.say(k::SURVEY_BETTER))
                    field=|a| &mut a.better
                />
            </section>
            <section class="sheet">
                <Choice
                    name="satisfied".into()
                    legend=Signal::derive(w.say(k::SURVEY_SATISFIED))
                    options=SATISFIED.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                    value=Signal::derive(move || {
                        SATISFIED.iter().position(|(s, _)| Some(*s) == satisfied.get())
                    })
                    choose=Callback::new(move |i: usize| sheet.choose(|a| satisfy(a, SATISFIED[i].0)))
                    fault="satisfied-fault"
                />
                <FieldFault id="satisfied-fault".into() fault=fault("satisfied") />
                <Words
                    sheet
                    id="why"
                    label=Signal::derive(move || w.t(why(satisfied.get())))
                    field=|a| &mut a.why
                />
                <Show when=unhappy>
                    <ConductFields sheet />
                </Show>
            </section>
            <div class="acts">
                <button class="btn" type="submit">
                    {w.say(k::SURVEY_REVIEW)}
                </button>
                <SavedLine sheet />
            </div>
        </form>
    }
}

/// A plain yes says nothing of anybody's conduct.
fn satisfy(answers: &mut Answers, satisfied: Satisfied) {
    answers.satisfied = Some(satisfied);
    if satisfied == Satisfied::Yes {
        answers.conduct.clear();
    }
}
