//! The page: the questions, or why there are none, or thanks.

use super::questions::{QUESTIONS, Question};
use super::review::Review;
use super::road::{REVIEW, Road};
use super::sheet::Sheet;
use crate::ask::{Answer, ask};
use crate::case::{InCase, RoomPage};
use crate::parts::Way;
use crate::path::{self, Room as Door};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::{Show, Steps};
use casework::may;
use contract::case::Case;
use contract::problem::Problem;
use contract::survey::Survey;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::outbox::Status;

/// The stretches of the road, the review the last.
const STEPS: [Key; 4] = [
    k::SURVEY_STEP_SCORE,
    k::SURVEY_STEP_BETTER,
    k::SURVEY_STEP_SATISFIED,
    k::SURVEY_STEP_REVIEW,
];

/// The room's page.
#[component]
pub fn SurveyPage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.with_untracked(|c| c.id.clone());
    let (survey, reward) = (format!("/cases/{id}/survey"), path::room(&id, Door::Reward));
    let given = Memo::new(move |_| case.with(|c| c.surveyed));
    let barred = Memo::new(move |_| {
        let me = case.with(|c| portal.me(c));
        if may::be_owner(&me).is_err() {
            return Some(w.t(k::SURVEY_OWNER_ONLY));
        }
        let why = case.with(|c| may::survey(&me, c)).err()?;
        Some(w.refusal(&Problem::from(why)))
    });
    let asked = ask::<Survey>(move || barred.with(Option::is_none).then(|| survey.clone()));
    let sheet = Sheet::new(portal, id.clone());
    let road = Road::new(sheet, &id);
    Effect::new(move || {
        if let Some(Ok(survey)) = asked.get() {
            sheet.fill(survey);
        }
    });
    let handed = follow(sheet, road, given, reward.clone());
    let sentence = move || match road.at.get() {
        _ if given.get() => Sentence::of(w, k::SURVEY_THANKS, k::SURVEY_THANKS_NEXT),
        None => Sentence::of(w, k::SURVEY_SAY, k::SURVEY_SAY_NEXT),
        Some(REVIEW) => Sentence::of(w, k::SURVEY_REVIEW_SAY, k::SURVEY_REVIEW_NEXT),
        Some(at) => Sentence {
            first: w.tf(k::SURVEY_OF, &[("n", &(at + 1).to_string())]),
            second: w.t(QUESTIONS[at]),
        },
    };
    let step = move || match road.at.get()? {
        REVIEW => Some(view! { <Review sheet road handed /> }.into_any()),
        at => Some(view! { <Question sheet road at /> }.into_any()),
    };
    let questions = move || {
        view! {
            <Answer asked barred loading=k::SURVEY_LOADING>
                <Steps
                    label=k::SURVEY_STEPS
                    names=STEPS.to_vec()
                    at=Signal::derive(move || road.at.get().unwrap_or_default())
                    reached=road.reached
                    go=Callback::new(move |at| road.go(at))
                />
                {move || step()}
            </Answer>
        }
    };
    view! {
        <RoomPage case name=k::SURVEY say=sentence>
            <Show when=given fallback=questions>
                <Way to=reward.clone() label=k::REWARD_CHOOSE />
            </Show>
        </RoomPage>
    }
}

/// Handed in leads to the reward, once the case itself says so; refused leads to what was refused.
fn follow(sheet: Sheet, road: Road, given: Memo<bool>, reward: String) -> Signal<bool> {
    let handed = RwSignal::new(false);
    let navigate = use_navigate();
    sheet.slip.when_done(move || handed.set(true));
    Effect::new(move || {
        if handed.get() && given.get() {
            let replace = true;
            navigate(
                &reward,
                NavigateOptions {
                    replace,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    Effect::new(move || {
        if let Status::Refused(problem) = sheet.slip.status.get()
            && let Some(first) = problem.errors.first()
        {
            road.go(Road::place(&first.pointer));
            sheet.faults.set(problem.errors);
        }
    });
    handed.into()
}
