//! The page: a small pleasure, chosen once; then its code.

use super::code::Code;
use super::pick::Picks;
use crate::case::InCase;
use crate::home::ask::{Asked, ask, me, when_done};
use crate::outbox::{Act, Form};
use crate::parts::{TITLE, Title};
use crate::path::{self, Room as Door};
use crate::portal::Portal;
use crate::say::Sentence;
use casework::may;
use contract::case::Case;
use contract::problem::{Kind, Problem};
use contract::reward::RewardView;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
use platform::page;

/// The room's page.
#[component]
pub fn RewardPage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.get_untracked().id;
    let (back, survey) = (path::case(&id), path::room(&id, Door::Survey));
    let url = format!("/cases/{id}/reward");
    let form = Form::Act(id, Act::Reward);
    let asked: Asked<RewardView> = RwSignal::new(None);
    let barred =
        Memo::new(move |_| case.with(|c| may::claim(&me(portal, c), c).err().map(Problem::from)));
    // Asked again when it was claimed, here or elsewhere, and when the shop took it.
    let claimed = Memo::new(move |_| case.with(|c| c.reward.clone()));
    let done = RwSignal::new(0_u32);
    when_done(portal, form.clone(), move || {
        done.update(|n| *n += 1);
        page::focus_soon(TITLE);
    });
    Effect::new(move || {
        claimed.track();
        done.track();
        if barred.with(Option::is_none) {
            ask(url.clone(), asked);
        }
    });
    let reward = Memo::new(move |_| match asked.get() {
        Some(Ok(view)) => view.reward,
        _ => None,
    });
    let sentence = Signal::derive(move || {
        let (first, second) = match reward.with(Option::is_some) {
            true => (k::REWARD_YOURS, k::REWARD_YOURS_NEXT),
            false => (k::REWARD_SAY, k::REWARD_SAY_NEXT),
        };
        Sentence {
            first: w.t(first),
            second: w.t(second),
        }
    });
    Effect::new(move || page::title(&w.t(k::REWARD)));
    let body = move || {
        if let Some(problem) = barred.get() {
            let first = problem.kind == Kind::SurveyNeeded;
            let survey = survey.clone();
            let go = move || {
                view! {
                    <p class="acts">
                        <A href=survey attr:class="btn">
                            {w.say(k::SURVEY_GO)}
                        </A>
                    </p>
                }
            };
            return view! {
                <p>{w.refusal(&problem)}</p>
                {first.then(go)}
            }
            .into_any();
        }
        let form = form.clone();
        match asked.get() {
            None => view! { <p role="status">{w.t(k::REWARD_LOADING)}</p> }.into_any(),
            Some(Err(kind)) => view! { <p>{w.problem(kind)}</p> }.into_any(),
            Some(Ok(view)) => match view.reward.clone() {
                Some(reward) => view! { <Code view reward /> }.into_any(),
                None => view! { <Picks form view /> }.into_any(),
            },
        }
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        {body}
        <p class="acts">
            <A href=back attr:class="btn quiet">
                {w.say(k::REWARD_BACK)}
            </A>
        </p>
    }
}
