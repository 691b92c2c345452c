//! The page: the sentence, the lane, the promise and who gave it, then words and history.

use super::about::{About, Outcome};
use super::promise::Promise;
use super::thread::Thread;
use super::timeline::Timeline;
use crate::parts::{Lane, Mark, TITLE, Title};
use crate::path;
use crate::portal::Portal;
use crate::say;
use contract::case::{Case, CaseSummary};
use contract::id::CaseId;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use ui::file::State;

/// One case.
#[component]
pub fn CasePage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let params = use_params_map();
    Effect::new(move || {
        let id = params
            .with(|p| p.get("id"))
            .and_then(|id| CaseId::parse(&id).ok());
        portal.file.open(id);
    });
    let state = Memo::new(move |_| portal.file.state());
    view! {
        {move || match state.get() {
            State::Ready => view! { <Ready /> }.into_any(),
            State::Loading => {
                view! {
                    <div class="top">
                        <h1 id=TITLE tabindex="-1" aria-busy="true">
                            {move || w.t(k::CASE_LOADING)}
                        </h1>
                    </div>
                    <div class="lane" aria-hidden="true">
                        <span class="road"></span>
                    </div>
                }
                    .into_any()
            }
            State::Refused(kind) => {
                view! {
                    <div class="top">
                        <h1 id=TITLE tabindex="-1">
                            <Mark />
                            {move || w.problem(kind)}
                        </h1>
                    </div>
                    <p class="acts">
                        <A href=path::HOME attr:class="btn">
                            {move || w.t(k::GO_HOME)}
                        </A>
                    </p>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Ready() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let Some(first) = portal.file.case.get_untracked() else {
        return ().into_any();
    };
    // While the page is open the case is there; when it is left, the last one stands.
    let case = Memo::new(move |before: Option<&Case>| {
        let now = portal.file.case.get();
        now.or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    });
    let sentence = Signal::derive(move || say::of_case(portal, &CaseSummary::from(&case.get())));
    Effect::new(move || {
        let number = case.with(|c| c.id.number());
        platform::page::title(&w.tf(k::CASE_TITLE, &[("number", &number)]));
    });
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <Lane stage=Signal::derive(move || case.with(|c| c.stage)) />
        <div class="columns">
            <div class="column">
                <Outcome case />
                <Promise case />
                <Thread case />
            </div>
            <div class="column">
                <About case />
                <Timeline case />
            </div>
        </div>
    }
    .into_any()
}
