//! The way in: demo people on a demonstration server, the maker's provider elsewhere.

use super::settings::Settings;
use crate::app::{House, Who};
use crate::parts::TITLE;
use crate::ui::{Mark, face};
use contract::person::{DemoPerson, Session, SignIn, SignInCode};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use ui::way_in::WayIn;
use ui::words::Words;

/// The page before the portal.
#[component]
pub fn SignInPage(
    /// A session has just ended.
    ended: bool,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let way = WayIn::ask();
    let (ways, refused) = (way.ways, way.refused);
    view! {
        <main class="sign-in">
            <div class="top">
                <p class="brand">"Servicelane"</p>
                <h1 id=TITLE tabindex="-1">
                    {w.say(k::SIGN_IN_SAY)}
                </h1>
                {ended.then(|| view! { <p role="status">{w.say(k::SIGN_IN_ENDED)}</p> })}
            </div>
            {move || match ways.get() {
                None => view! { <p role="status">{w.t(k::CONNECTING)}</p> }.into_any(),
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
                {move || refused.get().map(|kind| w.problem(kind))}
            </p>
            <Settings />
        </main>
    }
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
                Ok(session) => house.who.set(Who::Owner(Box::new(session))),
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
            </button>
        </li>
    }
}
