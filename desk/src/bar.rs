//! The bar: where one is, how the connection stands, the pages, and the few settings.

use crate::app::{House, Who};
use crate::desk::Desk;
use crate::path::{Place, Tab};
use contract::person::Role;
use contract::time::Timestamp;
use i18n::{Key, Lang, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http;
use ui::live::Standing;

/// The bar: where one is, how the connection stands, and the few settings.
#[component]
pub fn Bar() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let standing = desk.link.standing;
    let name = move || match standing.get() {
        Standing::Connecting => "connecting",
        Standing::Live => "live",
        Standing::Lost(_) => "lost",
    };
    let words = move || match standing.get() {
        Standing::Connecting => w.t(k::DESK_CONNECTING),
        Standing::Live => w.t(k::DESK_LIVE),
        Standing::Lost(since) => {
            let since = Timestamp(since.0 + desk.link.ahead.get());
            w.tf(
                k::DESK_OFFLINE,
                &[("time", &w.clock(since, &desk.home_zone()))],
            )
        }
    };
    let unsent = move || {
        let n = desk.outbox.unsent();
        // While the connection stands, a command is under way for a blink: nothing to tell.
        (n > 0 && standing.get() != Standing::Live)
            .then(|| w.tn(k::DESK_UNSENT_ONE, k::DESK_UNSENT_OTHER, n))
    };
    view! {
        <header class="bar" data-link=name>
            <a class="brand" href="/desk/">
                "Servicelane"
            </a>
            <span class="centre">{move || desk.centre_name()}</span>
            <p class="link" role="status" data-link=name>
                <span class="dot" aria-hidden="true"></span>
                <span>{words}</span>
                {move || unsent().map(|words| view! { <b class="unsent">{words}</b> })}
            </p>
            <Pages />
            <button
                class="plain"
                type="button"
                aria-haspopup="dialog"
                aria-keyshortcuts=move || desk.letters.get().then_some("?")
                on:click=move |_| desk.help.set(true)
            >
                {w.say(k::DESK_KEYS)}
                " "
                <kbd aria-hidden="true">"?"</kbd>
            </button>
            <Settings />
            <span class="me">
                {desk.session.with_value(|s| s.name.clone())} " "
                <small>{move || w.named("role", desk.role().slug())}</small>
            </span>
            <SignOut />
        </header>
    }
}

/// The pages that stand beside the lists.
#[component]
fn Pages() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let tab = Memo::new(move |_| desk.place.with(|p| p.tab));
    // Answers with names are the quality lead's; everybody else sees groups.
    let said = match desk.role() {
        Role::QualityLead => Tab::Answers,
        _ => Tab::Figures,
    };
    let pages = [
        (Tab::Calendar, k::DESK_TAB_CALENDAR),
        (said, k::DESK_TAB_SAID),
        (Tab::Settings, k::DESK_TAB_SETTINGS),
    ];
    let link = move |(to, name)| {
        view! {
            <a
                href=Place::list(to).href()
                aria-current=move || (tab.get() == to).then_some("page")
            >
                {w.say(name)}
            </a>
        }
    };
    view! {
        <nav class="pages" aria-label=w.say(k::DESK_PAGES)>
            {pages.map(link).collect_view()}
        </nav>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let house = expect_context::<House>();
    let out = move |_| {
        spawn_local(async move {
            if http::delete("/session").await.is_ok() {
                house.who.set(Who::Nobody(false));
            }
        });
    };
    view! {
        <button class="plain" type="button" on:click=out>
            {house.words.say(k::DESK_SIGN_OUT)}
        </button>
    }
}

/// Language and theme.
#[component]
pub fn Settings() -> impl IntoView {
    let house = expect_context::<House>();
    let w = house.words;
    view! {
        <span class="settings">
            <select
                aria-label=w.say(k::DESK_LANGUAGE)
                prop:value=move || w.lang.get().code()
                on:change=move |event| {
                    if let Some(lang) = Lang::from_tag(&event_target_value(&event)) {
                        w.lang.set(lang);
                    }
                }
            >
                {Lang::ALL
                    .into_iter()
                    .map(|lang| {
                        view! {
                            <option
                                value=lang.code()
                                lang=lang.code()
                                selected=move || w.lang.get() == lang
                            >
                                {lang.name()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <button class="plain" type="button" on:click=move |_| house.night.update(|n| *n = !*n)>
                {move || w.t(other_theme(house.night.get()))}
            </button>
        </span>
    }
}

/// The name of the theme that is not on.
fn other_theme(night: bool) -> Key {
    if night { k::DESK_DAY } else { k::DESK_NIGHT }
}
