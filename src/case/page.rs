//! The page: the sentence, the lane, the case at a glance; then what it needs, words and history.

use super::about::{About, Found, Outcome};
use super::erase::Kept;
use super::glance::Glance;
use super::inside::InCase;
use super::room::window_title;
use super::thread::Thread;
use super::timeline::Timeline;
use crate::appointment::AppointmentCard;
use crate::estimate::EstimateCard;
use crate::manager::ManagersCard;
use crate::notices;
use crate::parts::Title;
use crate::photos::Gallery;
use crate::portal::Portal;
use crate::reward::RewardCard;
use crate::say::{self, Sentence};
use crate::survey::SurveyCard;
use crate::ui::{Lane, Show};
use contract::case::{Case, CaseSummary};
use i18n::k;
use leptos::prelude::*;

/// One case.
#[component]
pub fn CasePage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Ready case /> }.into_any() /> }
}

#[component]
fn Ready(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let erased = Memo::new(move |_| case.with(|c| c.erased));
    let sentence = Signal::derive(move || match erased.get() {
        true => Sentence {
            first: portal.words.t(k::CASE_ERASED),
            second: portal.words.t(k::CASE_ERASED_NEXT),
        },
        false => say::of_case(portal, &CaseSummary::from(&case.get())),
    });
    window_title(case, None);
    notices::seen(case);
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <Lane stage=Signal::derive(move || case.with(|c| c.stage)) />
        <div class="case">
            <Glance case />
            <div class="column needs">
                <Show
                    when=move || !erased.get()
                    fallback=move || {
                        view! {
                            <Kept case />
                            <EstimateCard case />
                        }
                    }
                >
                    <SurveyCard case />
                    <RewardCard case />
                    <Outcome case />
                    <Found case />
                    <EstimateCard case />
                    <AppointmentCard case />
                    <ManagersCard case />
                    <Gallery case />
                    <Thread case />
                </Show>
            </div>
            <div class="column past">
                <Show when=move || !erased.get()>
                    <About case />
                </Show>
                <Timeline case />
                <Show when=move || !erased.get()>
                    <Kept case />
                </Show>
            </div>
        </div>
    }
}
