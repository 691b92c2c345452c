//! The right pane: a case, or what to do to see one.

use super::actions::Actions;
use super::ahead::Ahead;
use super::bill::Bill;
use super::car::{Car, Components};
use super::concerns::{Closure, Concerns};
use super::covers::{Covers, Signals};
use super::diagnosis::Found;
use super::docket::Docket;
use super::facts::{Facts, Lane};
use super::manager::Managers;
use super::photos::Photos;
use super::sentence::say;
use super::thread::Thread;
use super::timeline::Timeline;
use crate::after::{Answers, Figures};
use crate::calendar::CalendarPage;
use crate::desk::Desk;
use crate::office::OfficePage;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use crate::time::span;
use contract::case::Case;
use contract::person::Role;
use i18n::k;
use leptos::prelude::*;
use ui::file::State;
use ui::live::Standing;

/// The id of the case's sentence, where the focus goes when a case opens.
pub const TITLE_ID: &str = "case-title";

/// The pane.
#[component]
pub fn CasePane() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let wanted = Memo::new(move |_| desk.place.with(|p| p.case.clone()));
    let tab = Memo::new(move |_| desk.place.with(|p| p.tab));
    view! {
        <section class="case" id="case" tabindex="-1">
            {move || match (wanted.get(), desk.file.state()) {
                (None, _) if tab.get() == Tab::Answers => view! { <Answers /> }.into_any(),
                (None, _) if tab.get() == Tab::Figures => view! { <Figures /> }.into_any(),
                (None, _) if tab.get() == Tab::Calendar => view! { <CalendarPage /> }.into_any(),
                (None, _) if tab.get() == Tab::Settings => view! { <OfficePage /> }.into_any(),
                (None, _) if desk.role() == Role::Operator => view! { <NoCases /> }.into_any(),
                (None, _) => view! { <Ahead /> }.into_any(),
                (Some(_), State::Loading) => view! { <Coming /> }.into_any(),
                (Some(_), State::Refused(kind)) => {
                    view! {
                        <div class="choose">
                            <Back />
                            <p class="say" id=TITLE_ID tabindex="-1">
                                {w.problem(kind)}
                            </p>
                        </div>
                    }
                        .into_any()
                }
                (Some(_), State::Ready) => {
                    let first = desk.file.case.get_untracked();
                    first.map(|first| view! { <Page first /> }).into_any()
                }
            }}
        </section>
    }
}

/// A case that is on its way: its lane, and where its words will stand.
#[component]
fn Coming() -> impl IntoView {
    let desk = Desk::here();
    let lost = move || matches!(desk.link.standing.get(), Standing::Lost(_));
    let said = move || {
        let words = if lost() {
            k::ASK_OFFLINE
        } else {
            k::DESK_LOADING_CASE
        };
        desk.words.t(words)
    };
    view! {
        <p class="quiet" role="status">
            {said}
        </p>
        <div class="coming" aria-hidden="true">
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
}

/// What stands where others have cases: an operator has none.
#[component]
fn NoCases() -> impl IntoView {
    let w = Desk::here().words;
    view! {
        <div class="choose">
            <p class="say">{w.say(k::DESK_OPERATOR)}</p>
            <p class="quiet">{w.say(k::DESK_OPERATOR_MEANS)}</p>
            <p>
                <a class="btn" href=Place::list(Tab::Settings).href()>
                    {w.say(k::DESK_OPERATOR_GO)}
                </a>
            </p>
        </div>
    }
}

/// The way back to the list, where the list is not beside the case or the page.
#[component]
pub fn Back() -> impl IntoView {
    let desk = Desk::here();
    let list = move || {
        desk.place
            .with(|p| match p.case.is_none() && p.tab.is_page() {
                true => Place::default().href(),
                false => Place::list(p.tab).href(),
            })
    };
    view! {
        <a class="back" href=list>
            <span aria-hidden="true">"←"</span>
            " "
            {desk.words.say(k::DESK_BACK)}
        </a>
    }
}

#[component]
fn Page(first: Case) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    provide_context(Car::of(first.id.clone()));
    // The page is made anew for each case; in between, the last words stand.
    let case = Memo::new(move |last: Option<&Case>| {
        let same = desk.file.case.get().filter(|c| c.id == first.id);
        same.unwrap_or_else(|| last.cloned().unwrap_or_else(|| first.clone()))
    });
    let number = move || {
        let number = case.with(|c| c.id.number());
        w.tf(k::DESK_NUMBER, &[("number", &number)])
    };
    // What was missed is marked by its shape too.
    let standing = Memo::new(move |_| {
        let now = desk.now.get();
        case.with(|c| {
            let due = c.promise.as_ref().map(|p| p.due);
            span::Standing::of(c.stage, due, c.opened_at, now).name()
        })
    });
    let standing = move || standing.get();
    let reported = move || {
        let at = case.with(|c| c.opened_at);
        let when = w.moment(at, desk.now.get(), &desk.zone());
        w.tf(k::DESK_REPORTED_AT, &[("when", &when)])
    };
    view! {
        <article aria-labelledby=TITLE_ID>
            <header>
                <Back />
                <p class="kicker">
                    <span>{number}</span>
                    <span>{reported}</span>
                </p>
                <h2 class="say" id=TITLE_ID tabindex="-1" data-standing=standing>
                    {move || (standing() == "missed").then(|| view! { <Shape name="missed" /> })}
                    {move || {
                        let said = case.with(|c| say(desk, c));
                        if said.rest_first {
                            view! {
                                {said.rest}
                                " "
                                <b>{said.lead}</b>
                            }
                                .into_any()
                        } else {
                            view! {
                                <b>{said.lead}</b>
                                " "
                                {said.rest}
                            }
                                .into_any()
                        }
                    }}
                </h2>
                <Lane case />
                <Components />
                <Actions case />
            </header>
            <div class="columns">
                <div>
                    <Closure case />
                    <Docket case />
                    <Concerns case />
                    <Photos case />
                    <Found case />
                    <Bill case />
                    <Thread case />
                </div>
                <aside>
                    <Facts case />
                    <Covers />
                    <Signals case />
                    <Managers case />
                    <Timeline case />
                </aside>
            </div>
        </article>
    }
}
