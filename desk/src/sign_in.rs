//! The way in: demo people on a demonstration server, the maker's provider elsewhere.

use crate::app::{House, Who};
use crate::bar::Settings;
use crate::inbox::INBOX_ID;
use contract::person::{DemoPerson, Session, SignIn as Ways, SignInCode};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::page;
use ui::way_in::WayIn;
use ui::words::initials;

/// The page before the desk.
#[component]
pub fn SignIn(
    /// A session has just ended.
    ended: bool,
) -> impl IntoView {
    let house = expect_context::<House>();
    let w = house.words;
    let way = WayIn::ask();
    let (ways, refused) = (way.ways, way.refused);
    view! {
        <main class="sign-in">
            <p class="brand">"Servicelane" <span>{w.say(k::DESK_TITLE)}</span></p>
            <h1 class="say">{w.say(k::DESK_SIGN_IN_TITLE)}</h1>
            {move || ended.then(|| view! { <p role="status">{w.t(k::DESK_SIGN_IN_ENDED)}</p> })}
            {move || match ways.get() {
                None => {
                    view! {
                        <p class="quiet" role="status">
                            {w.t(k::DESK_SIGN_IN_WAIT)}
                        </p>
                    }
                        .into_any()
                }
                Some(Ways::Choose { people }) => {
                    view! {
                        <p class="demo">{w.t(k::DESK_SIGN_IN_DEMO)}</p>
                        <ul class="people" role="list">
                            {people
                                .into_iter()
                                .map(|person| view! { <Person person refused /> })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }
                Some(Ways::Redirect { .. }) => {
                    let go = move |_| way.go();
                    view! {
                        <button class="btn" on:click=go>
                            {w.t(k::DESK_SIGN_IN_GO)}
                        </button>
                    }
                        .into_any()
                }
            }}
            <p class="bad" role="alert">
                {move || refused.get().map(|kind| w.problem(kind))}
            </p>
            {move || ways.with(Option::is_some).then(|| view! { <Settings /> })}
        </main>
    }
}

#[component]
fn Person(person: DemoPerson, refused: RwSignal<Option<Kind>>) -> impl IntoView {
    let house = expect_context::<House>();
    let busy = RwSignal::new(false);
    let code = person.id.to_string();
    let enter = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let code = SignInCode { code: code.clone() };
        spawn_local(async move {
            match http::post::<Session>("/session", &code).await {
                Ok(session) => {
                    house.who.set(Who::Advisor(Box::new(session)));
                    page::focus_soon(INBOX_ID);
                }
                Err(failure) => {
                    let kind = match failure {
                        Failure::Problem(problem) => problem.kind,
                        Failure::Network => Kind::Unavailable,
                    };
                    let _ = refused.try_set(Some(kind));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    view! {
        <li>
            <button type="button" on:click=enter aria-busy=move || busy.get().to_string()>
                <span class="face" aria-hidden="true">
                    {initials(&person.name)}
                </span>
                <span>
                    <b>{person.name}</b>
                    <small>
                        {move || house.words.named("role", person.role.slug())} " · " {person.about}
                    </small>
                </span>
            </button>
        </li>
    }
}
