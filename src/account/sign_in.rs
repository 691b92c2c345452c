//! The way in: demo people on a demonstration server, the maker's provider elsewhere.

use super::settings::{Languages, Light};
use crate::app::{House, Who};
use crate::parts::{TITLE, Title};
use crate::say::Sentence;
use crate::ui::{Mark, Show, face, icon};
use contract::person::{DemoPerson, Session, SignIn, SignInCode};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::page;
use ui::way_in::WayIn;
use ui::words::Words;

/// The page before the portal.
#[component]
pub fn SignInPage(
    /// A session has just ended.
    ended: bool,
) -> impl IntoView {
    let w = expect_context::<Words>();
    // Whatever page was open before has given the window its name.
    page::title("Servicelane");
    let way = WayIn::ask();
    let (ways, refused) = (way.ways, way.refused);
    let sentence = move || {
        let ask = ways.with(|ways| match ways {
            None => None,
            Some(SignIn::Choose { .. }) => Some(k::SIGN_IN_WHO),
            Some(SignIn::Redirect { .. }) => Some(k::SIGN_IN_MAKER),
        });
        match ended {
            true => Sentence::of(w, k::SIGN_IN_ENDED, k::SIGN_IN_ENDED_NEXT),
            false => Sentence {
                first: w.t(k::SIGN_IN_SAY),
                second: ask.map(|ask| w.t(ask)).unwrap_or_default(),
            },
        }
    };
    if ended {
        // The page went away under somebody's hands: what happened is said first.
        page::focus_soon(TITLE);
    }
    view! {
        <main class="sign-in">
            <div class="top">
                <div class="bar">
                    <p class="brand">"Servicelane"</p>
                    <Languages />
                </div>
                {road()}
                <Title say=Signal::derive(sentence) />
            </div>
            {move || match ways.get() {
                None => view! { <p role="status">{w.say(k::CONNECTING)}</p> }.into_any(),
                Some(SignIn::Choose { people }) => {
                    view! {
                        <p class="demo">
                            <Mark />
                            {w.say(k::SIGN_IN_DEMO)}
                        </p>
                        <ul class="people" role="list">
                            {people
                                .into_iter()
                                .map(|person| view! { <Person person refused /> })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }
                Some(SignIn::Redirect { .. }) => {
                    view! {
                        <p class="acts">
                            <button class="btn" type="button" on:click=move |_| way.go()>
                                {w.say(k::SIGN_IN_GO)}
                            </button>
                        </p>
                    }
                        .into_any()
                }
            }}
            <p class="fault" role="alert">
                {move || refused.get().map(|kind| view! { <Mark /> {w.problem(kind)} })}
            </p>
            // Below what is still to come: it has its place when that is there.
            <Show when=move || ways.with(Option::is_some)>
                <Light />
            </Show>
        </main>
    }
}

/// The lane with the car at its beginning, all of the way still ahead.
fn road() -> AnyView {
    view! {
        <div class="setting-off" aria-hidden="true">
            <span class="road"></span>
            <svg class="car" viewBox="0 0 150 78">
                <rect class="body" x="4" y="6" width="142" height="66" rx="28" />
                <path class="glass" d="M96 19c12 2 18 8 18 20s-6 18-18 20c4-6 5-13 5-20s-1-14-5-20Z" />
                <path class="glass" d="M46 21c-8 3-12 9-12 18s4 15 12 18c-3-6-4-12-4-18s1-12 4-18Z" />
                <path class="roof" d="M54 20h34M54 58h34" />
            </svg>
        </div>
    }
    .into_any()
}

#[component]
fn Person(person: DemoPerson, refused: RwSignal<Option<Kind>>) -> impl IntoView {
    let house = expect_context::<House>();
    let busy = StoredValue::new(false);
    let w = expect_context::<Words>();
    let role = person.role;
    let code = person.id.to_string();
    let enter = move |_| {
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        let code = SignInCode { code: code.clone() };
        spawn_local(async move {
            match http::post::<Session>("/session", &code).await {
                Ok(session) => {
                    house.who.set(Who::Owner(Box::new(session)));
                    page::focus_soon(TITLE);
                }
                Err(failure) => {
                    let kind = match failure {
                        Failure::Problem(problem) => problem.kind,
                        Failure::Network => Kind::Unavailable,
                    };
                    let _ = refused.try_set(Some(kind));
                    busy.try_set_value(false);
                }
            }
        });
    };
    view! {
        <li>
            <button type="button" class="tile" on:click=enter>
                {face(&person.name)}
                <span>
                    <b>{person.name}</b>
                    <small>{move || w.named("role", role.slug())} " · " {person.about}</small>
                </span>
                {icon("go")}
            </button>
        </li>
    }
}
