//! Starts the portal: the language, the theme, then the session, and with it the rooms or the way in.

use crate::account::{AccountPage, SignInPage};
use crate::appointment::AppointmentPage;
use crate::case::CasePage;
use crate::drive::{self, Lock};
use crate::estimate::EstimatePage;
use crate::home::HomePage;
use crate::keys::{self, Keys};
use crate::manager::ManagersPage;
use crate::notices;
use crate::pace;
use crate::pairing::{PairPage, PairScreen};
use crate::parts::{Connection, TITLE, Way};
use crate::path;
use crate::portal::Portal;
use crate::release::{self, Releases};
use crate::report::ReportPage;
use crate::reward::RewardPage;
use crate::survey::SurveyPage;
use crate::theme::{Theme, dress};
use crate::ui::{Toast, ToastPlace, icon};
use contract::person::Session;
use contract::problem::Kind;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;
use platform::http::{self, Failure, Last};
use platform::{device, page, worker};
use ui::words::Words;

/// Who is here.
#[derive(Clone, PartialEq, Eq)]
pub enum Who {
    /// Not known yet.
    Asking,
    /// Not known, and nobody answers.
    Away,
    /// Nobody; `true` when a session has just ended.
    Nobody(bool),
    /// A car that is not paired.
    Unpaired,
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
    /// Whether single keys do anything.
    pub keys: RwSignal<bool>,
}

/// The portal.
#[component]
pub fn App() -> impl IntoView {
    let words = Words::load();
    let house = House {
        theme: dress(),
        who: RwSignal::new(Who::Asking),
        keys: keys::chosen(),
    };
    provide_context(words);
    provide_context(house);
    Toast::provide();
    let releases = Releases::provide();
    let toast = Toast::here();
    ask(house.who);
    // The first that is more than the still frame: from here on the page has started, whoever is here.
    Effect::new(move |before: Option<(bool, bool)>| {
        let (said, followed) = before.unwrap_or_default();
        let who = house.who.get();
        let shown = words.ready() && !matches!(who, Who::Asking);
        let in_car = match &who {
            Who::Owner(session) => session.car.is_some(),
            who => matches!(who, Who::Unpaired | Who::Away),
        };
        if shown && in_car && !said {
            release::started();
        }
        let car = shown && in_car && who != Who::Away;
        if car && !followed {
            release::follow(releases, words, toast);
        }
        (said || shown && in_car, followed || car)
    });
    view! {
        <Router>
            {move || {
                if !words.ready() {
                    return view! { <Still /> }.into_any();
                }
                match house.who.get() {
                    Who::Asking => view! { <Still /> }.into_any(),
                    Who::Away => view! { <Still away=true /> }.into_any(),
                    Who::Nobody(ended) => {
                        view! {
                            <Lock card=drive::waits>
                                <SignInPage ended />
                            </Lock>
                        }
                            .into_any()
                    }
                    Who::Unpaired => {
                        view! {
                            <Lock card=drive::waits>
                                <PairScreen />
                            </Lock>
                        }
                            .into_any()
                    }
                    Who::Owner(session) => view! { <Rooms session=*session /> }.into_any(),
                }
            }}
        </Router>
    }
}

/// The lane alone, as index.html paints it before the program is here.
#[component]
fn Still(
    /// Nobody answers.
    #[prop(optional)]
    away: bool,
) -> impl IntoView {
    let w = expect_context::<Words>();
    view! {
        <main class="still" aria-busy="true">
            <p class="brand">"Servicelane"</p>
            <span class="road" aria-hidden="true"></span>
            {away.then(|| view! { <p role="status">{w.say(k::ASK_OFFLINE)}</p> })}
        </main>
    }
}

/// The rooms of one owner, in the frame of their surface.
#[component]
fn Rooms(session: Session) -> impl IntoView {
    let house = expect_context::<House>();
    let words = expect_context::<Words>();
    let car = session.car.is_some();
    let ended = Callback::new(move |()| match car {
        true => ask(house.who),
        false => house.who.set(Who::Nobody(true)),
    });
    let portal = Portal::open(session, words, ended);
    provide_context(portal);
    notices::follow(portal);
    // The open case that matters most is one touch away from everywhere.
    let case = Memo::new(move |_| portal.foremost().map(|case| path::case(&case.id)));
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
        <Lock card=drive::card>
        <div class="portal" on:click=pace::on_link()>
            <a class="skip" href="#main">
                {words.say(k::SKIP)}
            </a>
            // Its tabs have their places once it is known whether there is an open case.
            <nav
                class="rail"
                aria-label=words.say(k::NAV)
                aria-busy=move || portal.unknown().then_some("true")
            >
                <Tab to=path::HOME.into() label=k::NAV_HOME icon="home" />
                {move || {
                    let case = case.get()?;
                    Some(view! { <Tab to=case label=k::NAV_CASE icon="case" within=true /> })
                }}
                <Tab to=path::REPORT.into() label=k::NAV_REPORT icon="report" />
                <Tab to=path::ACCOUNT.into() label=k::NAV_ACCOUNT icon="you" />
            </nav>
            <Keys on=house.keys />
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
                    <Route path=path!("/pair") view=PairPage />
                </Routes>
            </main>
            <ToastPlace />
        </div>
        </Lock>
    }
}

#[component]
fn Tab(
    to: String,
    label: Key,
    icon: &'static str,
    /// The rooms within belong to it too.
    #[prop(optional)]
    within: bool,
) -> impl IntoView {
    let words = expect_context::<Words>();
    view! {
        <A href=to exact=!within>
            {self::icon(icon)}
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

/// A page that a car's companion serves is the car's screen, whatever anybody says.
fn be_the_car() {
    device::be_the_car();
    drive::car::enter_with_companion();
}

/// Asks who is here until somebody answers. No answer is no reason to sign anybody out: while there is none, whoever was
/// here last is, as far as that was kept.
pub fn ask(who: RwSignal<Who>) {
    spawn_local(async move {
        let mut answer = http::last::<Session>("/session").await;
        let mut shown = None;
        loop {
            // Signed out since, or somebody else has signed in.
            if shown.is_some() && shown != who.try_get_untracked() {
                return;
            }
            match answer {
                Ok(Last { answer, kept }) => {
                    let owner = here(answer, kept.is_some(), shown.as_ref());
                    if shown.as_ref() != Some(&owner) {
                        who.set(owner.clone());
                    }
                    if kept.is_none() {
                        return;
                    }
                    shown = Some(owner);
                }
                Err(Failure::Problem(p)) if p.kind == Kind::SignInNeeded => {
                    worker::register(false);
                    return who.set(Who::Nobody(false));
                }
                Err(Failure::Problem(p)) if p.kind == Kind::NotPaired => {
                    be_the_car();
                    worker::register(true);
                    return who.set(Who::Unpaired);
                }
                Err(_) if shown.is_none() => who.set(Who::Away),
                Err(_) => {}
            }
            platform::sleep(1000).await;
            answer = http::get("/session").await.map(Last::new);
        }
    });
}

/// Who a session says is here; the one that is `shown` where nothing but the time is another.
fn here(mut session: Session, kept: bool, shown: Option<&Who>) -> Who {
    let car = session.car.is_some();
    if car {
        be_the_car();
    }
    worker::register(car);
    // A kept session knows no time but its own.
    if kept {
        session.now = platform::now();
    }
    if let Some(Who::Owner(shown)) = shown {
        let now = std::mem::replace(&mut session.now, shown.now);
        if session == **shown {
            return Who::Owner(shown.clone());
        }
        session.now = now;
    }
    Who::Owner(Box::new(session))
}
