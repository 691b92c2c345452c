//! Starts the desk: the language, the theme, then the session, and with it the desk itself or the way in.

use crate::frame::Frame;
use crate::sign_in::SignIn;
use contract::person::Session;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::WildcardSegment;
use leptos_router::components::{Route, Router, Routes};
use platform::http::{self, Failure};
use platform::{device, page, store};
use ui::words::Words;

/// Who is here.
#[derive(Clone, PartialEq, Eq)]
pub enum Who {
    /// Not known yet.
    Asking,
    /// Nobody; `true` when a session has just ended.
    Nobody(bool),
    /// An advisor.
    Advisor(Box<Session>),
}

/// What outlives a session: words, theme, and who is here.
#[derive(Clone, Copy)]
pub struct House {
    /// The texts.
    pub words: Words,
    /// The dark theme is on.
    pub night: RwSignal<bool>,
    /// Who is here.
    pub who: RwSignal<Who>,
}

/// The desk.
#[component]
pub fn App() -> impl IntoView {
    let words = Words::load();
    let night = dress();
    let who = RwSignal::new(Who::Asking);
    let house = House { words, night, who };
    provide_context(house);
    provide_context(words);
    ask(who);
    // One view for every path: the frame reads the path itself, so that no pane is made anew in vain.
    view! {
        <Router base="/desk">
            <Routes fallback=|| ()>
                <Route path=WildcardSegment("place") view=Door />
            </Routes>
        </Router>
    }
}

/// The desk, or the way in.
#[component]
fn Door() -> impl IntoView {
    let house = expect_context::<House>();
    let (words, who) = (house.words, house.who);
    // Without words everything would stand elsewhere than with them.
    let who = move || {
        if words.ready() {
            who.get()
        } else {
            Who::Asking
        }
    };
    move || match who() {
        Who::Asking => view! {
            <main class="quiet-page">
                <p role="status">{words.say(k::DESK_LOADING)}</p>
            </main>
        }
        .into_any(),
        Who::Nobody(ended) => view! { <SignIn ended /> }.into_any(),
        Who::Advisor(session) => view! { <Frame session=*session /> }.into_any(),
    }
}

/// The theme: the one chosen here before, else the system's.
fn dress() -> RwSignal<bool> {
    let chosen = store::read("theme").map(|theme| theme == "night");
    let night = RwSignal::new(chosen.unwrap_or_else(device::prefers_night));
    Effect::new(move |before: Option<bool>| {
        let now = night.get();
        let name = if now { "night" } else { "day" };
        page::root("data-theme", name);
        if before.is_some_and(|before| before != now) {
            store::write("theme", name);
        }
        now
    });
    night
}

/// Asks who is here until somebody answers. No answer is no reason to sign anybody out.
pub fn ask(who: RwSignal<Who>) {
    spawn_local(async move {
        loop {
            match http::get::<Session>("/session").await {
                Ok(session) => {
                    who.set(Who::Advisor(Box::new(session)));
                    return;
                }
                Err(Failure::Problem(p)) if p.kind == Kind::SignInNeeded => {
                    who.set(Who::Nobody(false));
                    return;
                }
                Err(_) => platform::sleep(1000).await,
            }
        }
    });
}
