//! The page: the questions, or why there are none, or thanks.

use super::questions::Questions;
use super::review::Review;
use super::sheet::Sheet;
use crate::case::InCase;
use crate::home::ask::{Asked, ask, me, when_done};
use crate::outbox::{Act, Form};
use crate::parts::{TITLE, Title};
use crate::path::{self, Room as Door};
use crate::portal::Portal;
use crate::say::Sentence;
use casework::may;
use contract::case::Case;
use contract::problem::Problem;
use contract::survey::Survey;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
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
    let first = case.get_untracked();
    let (back, reward) = (path::case(&first.id), path::room(&first.id, Door::Reward));
    let given = Memo::new(move |_| case.with(|c| c.surveyed));
    let barred =
        Memo::new(move |_| case.with(|c| may::survey(&me(portal, c), c).err().map(Problem::from)));
    let asked: Asked<Survey> = RwSignal::new(None);
    if barred.with_untracked(Option::is_none) {
        ask(format!("/cases/{}/survey", first.id), asked);
    }
    let sheet = Sheet::new(portal, &first);
    Effect::new(move || {
        if let Some(Ok(survey)) = asked.get() {
            sheet.fill(survey);
        }
    });
    let here = Memo::new(move |_| asked.with(|a| matches!(a, Some(Ok(_)))));
    let sentence = Signal::derive(move || {
        let (first, second) = match given.get() {
            true => (k::SURVEY_THANKS, k::SURVEY_THANKS_NEXT),
            false => (k::SURVEY_SAY, k::SURVEY_SAY_NEXT),
        };
        Sentence {
            first: w.t(first),
            second: w.t(second),
        }
    });
    when_done(portal, Form::Act(first.id, Act::Survey), || {
        page::focus_soon(TITLE);
    });
    Effect::new(move || page::title(&w.t(k::SURVEY)));
    let refused = move || {
        let no = barred.get().map(|p| w.refusal(&p));
        no.or_else(|| asked.get()?.err().map(|kind| w.problem(kind)))
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        {move || {
            if given.get() {
                return view! {
                    <p class="acts">
                        <A href=reward.clone() attr:class="btn">
                            {w.say(k::REWARD_CHOOSE)}
                        </A>
                    </p>
                }
                    .into_any();
            }
            match (refused(), here.get()) {
                (Some(why), _) => view! { <p>{why}</p> }.into_any(),
                (None, false) => view! { <p role="status">{w.t(k::SURVEY_LOADING)}</p> }.into_any(),
                (None, true) => view! { <Steps case sheet /> }.into_any(),
            }
        }}
        <p class="acts">
            <A href=back attr:class="btn quiet">
                {w.say(k::SURVEY_BACK)}
            </A>
        </p>
    }
}

/// First the questions, then the answers once more before they are handed in.
#[component]
fn Steps(case: Memo<Case>, sheet: Sheet) -> impl IntoView {
    let portal = Portal::here();
    let form = Form::Act(case.get_untracked().id, Act::Survey);
    let status = Signal::derive({
        let form = form.clone();
        move || portal.outbox.status(&form)
    });
    let review = RwSignal::new(untrack(|| sheet.is_sealed()));
    // What the server finds wrong is shown where it is answered.
    Effect::new(move || {
        if let Status::Refused(problem) = status.get()
            && !problem.errors.is_empty()
        {
            sheet.faults.set(problem.errors);
            review.set(false);
        }
    });
    move || match review.get() {
        true => view! { <Review form=form.clone() sheet status review /> }.into_any(),
        false => view! { <Questions sheet review /> }.into_any(),
    }
}
