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
use crate::parts::Title;
use crate::photos::Gallery;
use crate::portal::Portal;
use crate::reward::RewardCard;
use crate::say;
use crate::survey::SurveyCard;
use crate::ui::Lane;
use contract::case::{Case, CaseSummary};
use leptos::prelude::*;

/// One case.
#[component]
pub fn CasePage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Ready case /> }.into_any() /> }
}

#[component]
fn Ready(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let sentence = Signal::derive(move || say::of_case(portal, &CaseSummary::from(&case.get())));
    window_title(case, None);
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <Lane stage=Signal::derive(move || case.with(|c| c.stage)) />
        <div class="case">
            <Glance case />
            <div class="column needs">
                <SurveyCard case />
                <RewardCard case />
                <Outcome case />
                <Found case />
                <EstimateCard case />
                <AppointmentCard case />
                <ManagersCard case />
                <Gallery case />
                <Thread case />
            </div>
            <div class="column past">
                <About case />
                <Timeline case />
                <Kept case />
            </div>
        </div>
    }
}
