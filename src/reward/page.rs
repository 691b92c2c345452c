//! The page: a small pleasure, chosen once; then its code.

use super::code::Code;
use super::pick::Picks;
use crate::ask::{Answer, ask};
use crate::case::{InCase, RoomPage};
use crate::outbox::{Act, Slip};
use crate::parts::{TITLE, Way};
use crate::path::{self, Room as Door};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use contract::problem::{Kind, Problem};
use contract::reward::RewardView;
use i18n::k;
use leptos::prelude::*;
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
    let id = case.with_untracked(|c| c.id.clone());
    let (reward, survey) = (format!("/cases/{id}/reward"), path::room(&id, Door::Survey));
    let claim = Slip::on(portal, case, Act::Reward);
    let barred = Memo::new(move |_| {
        let may = case.with(|c| may::claim(&portal.me(c), c));
        may.err().map(Problem::from)
    });
    // Asked again when it was claimed, here or elsewhere, and when the shop took it.
    let claimed = Memo::new(move |_| case.with(|c| c.reward.clone()));
    let done = RwSignal::new(0_u32);
    claim.when_done(move || {
        done.update(|n| *n += 1);
        page::focus_soon(TITLE);
    });
    let asked = ask::<RewardView>(move || {
        claimed.get();
        done.get();
        barred.with(Option::is_none).then(|| reward.clone())
    });
    let sentence = move || {
        let has = asked.with(|a| matches!(a, Some(Ok(view)) if view.reward.is_some()));
        let (first, second) = match has {
            true => (k::REWARD_YOURS, k::REWARD_YOURS_NEXT),
            false => (k::REWARD_SAY, k::REWARD_SAY_NEXT),
        };
        Sentence::of(w, first, second)
    };
    let survey_first = move || barred.get().is_some_and(|p| p.kind == Kind::SurveyNeeded);
    let show = move |view: RewardView| match view.reward.clone() {
        Some(reward) => {
            let fresh = done.get_untracked() > 0;
            view! { <Code view reward fresh /> }.into_any()
        }
        None => view! { <Picks claim view /> }.into_any(),
    };
    view! {
        <RoomPage case name=k::REWARD say=sentence>
            <Answer
                asked
                barred=move || barred.get().map(|p| w.refusal(&p))
                loading=k::REWARD_LOADING
            >
                {move || asked.get()?.ok().map(show)}
            </Answer>
            <Show when=survey_first>
                <Way to=survey.clone() label=k::SURVEY_GO />
            </Show>
        </RoomPage>
    }
}
