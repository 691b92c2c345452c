//! The answers once more, as they will be handed in: from then on they do not change.

use super::conduct::CONDUCT;
use super::questions::{QUESTIONS, back};
use super::road::{REVIEW, Road};
use super::satisfied::{SATISFIED, why};
use super::saved::SavedLine;
use super::sheet::Sheet;
use crate::parts::Delivery;
use crate::portal::Portal;
use i18n::k;
use leptos::prelude::*;

/// The answers, and the step that hands them in.
#[component]
pub fn Review(
    /// The answers.
    sheet: Sheet,
    /// The way to each of them.
    road: Road,
    /// They are handed in, and the page is about to follow.
    #[prop(into)]
    handed: Signal<bool>,
) -> impl IntoView {
    let w = Portal::here().words;
    let slip = sheet.slip;
    let answers = sheet.answers;
    let busy = move || slip.sealed.get() || handed.get();
    let words = move |text: Option<String>| text.unwrap_or_else(|| w.t(k::SURVEY_NOTHING));
    let score = move || {
        let score = answers.with(|a| a.score).unwrap_or_default().to_string();
        w.tf(k::SURVEY_SCORE_OF, &[("n", &score)])
    };
    let satisfied = move || {
        let chosen = answers.with(|a| a.satisfied);
        let named = SATISFIED.iter().find(|(s, _)| Some(*s) == chosen);
        named.map(|(_, key)| w.t(*key)).unwrap_or_default()
    };
    let reason = move || {
        let (satisfied, said) = answers.with(|a| (a.satisfied, a.why.clone()));
        said.map(|said| view! { <dt>{w.t(why(satisfied))}</dt> <dd class="own-words">{said}</dd> })
    };
    let conduct = move || {
        let said = CONDUCT.into_iter();
        let said = said.filter(|(c, _)| answers.with(|a| a.conduct.contains(c)));
        said.map(|(_, key)| view! { <dd>{w.t(key)}</dd> })
            .collect_view()
    };
    // The answer to a question, and the way to give another.
    let row = move |at: usize, given: AnyView| {
        let label = move || format!("{}: {}", w.t(k::SURVEY_CHANGE), w.t(QUESTIONS[at]));
        view! {
            <div class="given">
                <dl>
                    <dt>{w.say(QUESTIONS[at])}</dt>
                    {given}
                </dl>
                <button
                    type="button"
                    class="btn quiet"
                    aria-label=label
                    disabled=busy
                    on:click=move |_| road.go(at)
                >
                    {w.say(k::SURVEY_CHANGE)}
                </button>
            </div>
        }
    };
    let give = move |_| {
        if busy() {
            return;
        }
        match sheet.check() {
            Some(given) => slip.act(&given),
            None => {
                let first = sheet
                    .faults
                    .with_untracked(|f| f.first().map(|f| Road::place(&f.pointer)));
                road.go(first.unwrap_or_default());
            }
        }
    };
    view! {
        <section class="ask">
            <div class="sheet">
                {row(0, view! { <dd class="big"><b>{move || score()}</b></dd> }.into_any())}
                {row(
                    1,
                    view! { <dd class="own-words">{move || words(answers.get().better)}</dd> }.into_any(),
                )}
                {row(
                    2,
                    view! {
                        <dd class="big"><b>{move || satisfied()}</b></dd>
                        {move || reason()}
                        {move || conduct()}
                    }
                        .into_any(),
                )}
            </div>
            <p class="quiet-words">{w.say(k::SURVEY_NAMES)} " " {w.say(k::SURVEY_FINAL)}</p>
            <SavedLine sheet />
            <div class="acts reach">
                <button
                    type="button"
                    class="btn"
                    aria-disabled=move || busy().to_string()
                    on:click=give
                >
                    {w.say(k::SURVEY_GIVE)}
                </button>
                {back(road, REVIEW)}
                <Delivery status=slip.status />
            </div>
        </section>
    }
}
