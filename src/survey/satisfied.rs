//! Satisfied, and why; where the answer is not a plain yes, whether somebody was rude or untruthful.

use super::checking::fault_of;
use super::conduct::ConductFields;
use super::sheet::Sheet;
use super::words::Words;
use crate::portal::Portal;
use crate::ui::{Choice, FieldFault, Show};
use contract::survey::{Answers, Satisfied as Answer};
use i18n::{Key, k};
use leptos::prelude::*;

/// The answers to "Are you satisfied?", in their order.
pub const SATISFIED: [(Answer, Key); 3] = [
    (Answer::Yes, k::SURVEY_YES),
    (Answer::Partly, k::SURVEY_PARTLY),
    (Answer::No, k::SURVEY_NO),
];

/// What is asked next, by the answer before it.
pub fn why(satisfied: Option<Answer>) -> Key {
    match satisfied {
        None => k::SURVEY_WHY,
        Some(Answer::Yes) => k::SURVEY_WHY_YES,
        Some(Answer::Partly) => k::SURVEY_WHY_PARTLY,
        Some(Answer::No) => k::SURVEY_WHY_NO,
    }
}

/// The third question.
#[component]
pub fn Satisfied(
    /// The answers.
    sheet: Sheet,
) -> impl IntoView {
    let w = Portal::here().words;
    let satisfied = Memo::new(move |_| sheet.answers.with(|a| a.satisfied));
    let unhappy = move || satisfied.get().is_some_and(|s| s != Answer::Yes);
    let chosen = move || {
        SATISFIED
            .iter()
            .position(|(s, _)| Some(*s) == satisfied.get())
    };
    view! {
        <Choice
            name="satisfied".into()
            legend=Signal::derive(w.say(k::SURVEY_SATISFIED))
            options=SATISFIED.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
            value=Signal::derive(chosen)
            choose=Callback::new(move |i: usize| sheet.choose(|a| satisfy(a, SATISFIED[i].0)))
            fault="satisfied-fault"
        />
        <FieldFault id="satisfied-fault".into() fault=fault_of(sheet, "satisfied") />
        <Words
            sheet
            id="why"
            label=Signal::derive(move || w.t(why(satisfied.get())))
            field=|a| &mut a.why
        />
        <Show when=unhappy>
            <ConductFields sheet />
        </Show>
    }
}

/// A plain yes says nothing of anybody's conduct.
fn satisfy(answers: &mut Answers, satisfied: Answer) {
    answers.satisfied = Some(satisfied);
    if satisfied == Answer::Yes {
        answers.conduct.clear();
    }
}
