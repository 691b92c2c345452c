//! Starts the desk: the language, the theme, then the session, and with it the desk itself or the way in.

use crate::frame::Frame;
use crate::port::{self, Failure};
use crate::sign_in::SignIn;
use crate::words::Words;
use contract::person::Session;
use contract::problem::Kind;
use i18n::{Catalog, Lang, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;

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
    let words = speak();
    let night = dress();
    let who = RwSignal::new(Who::Asking);
    let house = House { words, night, who };
    provide_context(house);
    provide_context(words);
    ask(who);
    view! {
        <Router base="/desk">
            {move || match who.get() {
                Who::Asking => {
                    view! {
                        <main class="quiet-page">
                            <p role="status">{words.t(k::DESK_LOADING)}</p>
                        </main>
                    }
                        .into_any()
                }
                Who::Nobody(ended) => view! { <SignIn ended /> }.into_any(),
                Who::Advisor(session) => view! { <Frame session=*session /> }.into_any(),
            }}
        </Router>
    }
}

/// The language: the one chosen here before, else the browser's; its texts are fetched, one file.
fn speak() -> Words {
    let chosen = port::store::read("lang").and_then(|tag| Lang::from_tag(&tag));
    let lang = RwSignal::new(chosen.unwrap_or_else(|| Lang::from_tags(&port::languages())));
    let catalog = RwSignal::new(Catalog::default());
    Effect::new(move |before: Option<Lang>| {
        let lang_now = lang.get();
        if before.is_some() {
            port::store::write("lang", lang_now.code());
        }
        spawn_local(async move {
            let url = format!("/desk/locales/{}", lang_now.file());
            loop {
                let texts = port::file(&url).await;
                let texts = texts.and_then(|json| Catalog::parse(&json).ok());
                if lang.try_get_untracked() != Some(lang_now) {
                    return;
                }
                if let Some(texts) = texts {
                    port::root("lang", lang_now.code());
                    let _ = catalog.try_set(texts);
                    return;
                }
                port::sleep(1000).await;
            }
        });
        lang_now
    });
    Words::new(catalog, lang)
}

/// The theme: the one chosen here before, else the system's.
fn dress() -> RwSignal<bool> {
    let chosen = port::store::read("theme").map(|theme| theme == "night");
    let night = RwSignal::new(chosen.unwrap_or_else(port::prefers_night));
    Effect::new(move |before: Option<bool>| {
        let now = night.get();
        let name = if now { "night" } else { "day" };
        port::root("data-theme", name);
        if before.is_some_and(|before| before != now) {
            port::store::write("theme", name);
        }
        now
    });
    night
}

/// Asks who is here until somebody answers. No answer is no reason to sign anybody out.
pub fn ask(who: RwSignal<Who>) {
    spawn_local(async move {
        loop {
            match port::get::<Session>("/session").await {
                Ok(session) => {
                    who.set(Who::Advisor(Box::new(session)));
                    return;
                }
                Err(Failure::Problem(p)) if p.kind == Kind::SignInNeeded => {
                    who.set(Who::Nobody(false));
                    return;
                }
                Err(_) => port::sleep(1000).await,
            }
        }
    });
}
