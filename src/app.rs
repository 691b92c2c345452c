//! Starts the portal: the language, the theme, then the session, and with it the rooms or the way in.

use crate::account::{AccountPage, SignInPage};
use crate::appointment::AppointmentPage;
use crate::case::CasePage;
use crate::estimate::EstimatePage;
use crate::home::HomePage;
use crate::manager::ManagersPage;
use crate::parts::{Connection, TITLE, Way};
use crate::path;
use crate::portal::Portal;
use crate::report::ReportPage;
use crate::reward::RewardPage;
use crate::survey::SurveyPage;
use crate::theme::{Theme, dress};
use contract::person::Session;
use contract::problem::Kind;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;
use platform::http::{self, Failure};
use platform::page;
use ui::words::Words;

/// Who is here.
#[derive(Clone, PartialEq, Eq)]
pub enum Who {
    /// Not known yet.
    Asking,
    /// Nobody; `true` when a session has just ended.
    Nobody(bool),
    /// An owner.
    Owner(Box<Session>),
}

/// What outlives a session.
#[derive(Clone, Copy)]
pub struct House {
    /// The theme chosen.
    pub theme: RwSignal<Theme>,
    /// Who is here.
    pub who: RwSignal<Who>,
}

/// The portal.
#[component]
pub fn App() -> impl IntoView {
    let words = Words::load();
    let house = House {
        theme: dress(),
        who: RwSignal::new(Who::Asking),
    };
    provide_context(words);
    provide_context(house);
    ask(house.who);
    view! {
        <Router>
            {move || {
                if !words.ready() {
                    return view! { <Still /> }.into_any();
                }
                match house.who.get() {
                    Who::Asking => view! { <Still /> }.into_any(),
                    Who::Nobody(ended) => view! { <SignInPage ended /> }.into_any(),
                    Who::Owner(session) => view! { <Rooms session=*session /> }.into_any(),
                }
            }}
        </Router>
    }
}

/// The lane alone, as index.html paints it before the program is here.
#[component]
fn Still() -> impl IntoView {
    view! {
        <main class="still" aria-busy="true">
            <p class="brand">"Servicelane"</p>
            <span class="road" aria-hidden="true"></span>
        </main>
    }
}

/// The rooms of one owner, in the frame of their surface.
#[component]
fn Rooms(session: Session) -> impl IntoView {
    let house = expect_context::<House>();
    let words = expect_context::<Words>();
    let ended = Callback::new(move |()| house.who.set(Who::Nobody(true)));
    let portal = Portal::open(session, words, ended);
    provide_context(portal);
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let now = location.pathname.get();
        // A new page is announced by its heading; the first one is not snatched from the reader.
        if before.is_some_and(|before| before != now) {
            page::focus_soon(TITLE);
        }
        now
    });
    view! {
        <div class="portal">
            <a class="skip" href="#main">
                {words.say(k::SKIP)}
            </a>
            <nav class="rail" aria-label=words.say(k::NAV)>
                <Tab to=path::HOME label=k::NAV_HOME icon="M4 11 12 4l8 7v9h-5v-6H9v6H4z" />
                <Tab to=path::REPORT label=k::NAV_REPORT icon="M12 5v14M5 12h14" />
                <Tab
                    to=path::ACCOUNT
                    label=k::NAV_ACCOUNT
                    icon="M8 9a4 4 0 1 0 8 0 4 4 0 0 0-8 0M4 20c1-4 4-6 8-6s7 2 8 6"
                />
            </nav>
            <main id="main">
                <Connection />
                <Routes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=HomePage />
                    <Route path=path!("/report") view=ReportPage />
                    <Route path=path!("/cases/:id") view=CasePage />
                    <Route path=path!("/cases/:id/appointment") view=AppointmentPage />
                    <Route path=path!("/cases/:id/estimate") view=EstimatePage />
                    <Route path=path!("/cases/:id/managers") view=ManagersPage />
                    <Route path=path!("/cases/:id/survey") view=SurveyPage />
                    <Route path=path!("/cases/:id/reward") view=RewardPage />
                    <Route path=path!("/account") view=AccountPage />
                </Routes>
            </main>
        </div>
    }
}

#[component]
fn Tab(to: &'static str, label: Key, icon: &'static str) -> impl IntoView {
    let words = expect_context::<Words>();
    view! {
        <A href=to exact=true>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=icon />
            </svg>
            <span>{words.say(label)}</span>
        </A>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let words = expect_context::<Words>();
    view! {
        <h1 id=TITLE tabindex="-1">
            {words.say(k::PAGE_NOT_FOUND)}
        </h1>
        <Way to=path::HOME.into() label=k::GO_HOME quiet=true />
    }
}

/// Asks who is here until somebody answers. No answer is no reason to sign anybody out.
fn ask(who: RwSignal<Who>) {
    spawn_local(async move {
        loop {
            match http::get::<Session>("/session").await {
                Ok(session) => return who.set(Who::Owner(Box::new(session))),
                Err(Failure::Problem(p)) if p.kind == Kind::SignInNeeded => {
                    return who.set(Who::Nobody(false));
                }
                Err(_) => platform::sleep(1000).await,
            }
        }
    });
}
