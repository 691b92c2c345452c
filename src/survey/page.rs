//! The page: the questions, or why there are none, or thanks.

use super::questions::Questions;
use super::review::Review;
use super::sheet::Sheet;
use crate::ask::{Answer, ask};
use crate::case::{InCase, RoomPage};
use crate::parts::{TITLE, Way};
use crate::path::{self, Room as Door};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use contract::problem::Problem;
use contract::survey::Survey;
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::outbox::Status;

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
    let sheet = Sheet::new(portal, id);
    sheet.slip.when_done(|| page::focus_soon(TITLE));
    Effect::new(move || {
        if let Some(Ok(survey)) = asked.get() {
            sheet.fill(survey);
        }
    });
    let sentence = move || {
        let (first, second) = match given.get() {
            true => (k::SURVEY_THANKS, k::SURVEY_THANKS_NEXT),
            false => (k::SURVEY_SAY, k::SURVEY_SAY_NEXT),
        };
        Sentence::of(w, first, second)
    };
    let questions = move || {
        view! {
            <Answer asked barred loading=k::SURVEY_LOADING>
                <Steps sheet />
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

/// First the questions, then the answers once more before they are handed in.
#[component]
fn Steps(sheet: Sheet) -> impl IntoView {
    let review = RwSignal::new(sheet.slip.sealed.get_untracked());
    // What the server finds wrong is shown where it is answered.
    Effect::new(move || {
        if let Status::Refused(problem) = sheet.slip.status.get()
            && !problem.errors.is_empty()
        {
            sheet.faults.set(problem.errors);
            review.set(false);
        }
    });
    view! {
        <Show when=review fallback=move || view! { <Questions sheet review /> }>
            <Review sheet review />
        </Show>
    }
}
