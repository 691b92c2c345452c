//! This browser and the person's others: who shows notifications.

use super::section::{Switch, TITLE};
use super::wanted::Wanted;
use crate::portal::Portal;
use crate::ui::{Mark, Show};
use contract::notice::{Browser, Notices};
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::push::{self, Refused};
use platform::{http, intl, page};

/// This browser, and how it stands with it.
#[derive(Clone, Copy)]
struct Here {
    wanted: Wanted,
    /// What the server calls it, where it is subscribed.
    id: RwSignal<Option<String>>,
    /// What it is being made.
    turning: RwSignal<Option<bool>>,
    /// Why it cannot be told.
    fault: RwSignal<Option<Key>>,
}

/// A switch for this browser, and a list of the others.
#[component]
pub fn Browsers(
    wanted: Wanted,
    /// The server's key.
    key: String,
) -> impl IntoView {
    let w = Portal::here().words;
    let denied = push::denied().then_some(k::NOTICES_DENIED);
    let here = Here {
        wanted,
        id: RwSignal::new(None),
        turning: RwSignal::new(None),
        fault: RwSignal::new(denied),
    };
    spawn_local(async move {
        let id = push::current().await;
        let _ = here.id.try_set(id);
    });
    let on = Signal::derive(move || here.turning.get().unwrap_or_else(|| here.is_told()));
    let key = StoredValue::new(key);
    let turn = Callback::new(move |on| here.turn(on, key.get_value()));
    let others = Memo::new(move |_| here.others());
    let can = push::can();
    view! {
        <div class="way">
            <Show
                when=move || can
                fallback=move || view! { <p class="quiet-words">{w.say(k::NOTICES_CANNOT)}</p> }
            >
                <Switch
                    id="notices-push"
                    name=k::NOTICES_PUSH
                    about=k::NOTICES_PUSH_ABOUT
                    on
                    turn
                />
            </Show>
            <p class="fault" role="alert">
                {move || here.fault.get().map(|why| view! { <Mark /> {w.say(why)} })}
            </p>
            <Show when=move || others.with(|all| !all.is_empty())>
                <h3>{w.say(k::NOTICES_BROWSERS)}</h3>
                <ul class="browsers" role="list">
                    {move || {
                        let row = |browser| view! { <Other here browser /> }.into_any();
                        others.get().into_iter().map(row).collect_view()
                    }}
                </ul>
            </Show>
        </div>
    }
}

#[component]
fn Other(here: Here, browser: Browser) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let Browser { id, name, since } = browser;
    let zone = intl::local_zone();
    let since = move || {
        let zone = zone.as_ref()?;
        let time = w.moment(since, portal.today.get(), zone);
        Some(w.tf(k::NOTICES_SINCE, &[("time", &time)]))
    };
    let named = name.clone();
    let drop_one = move |id| {
        spawn_local(async move {
            if here.remove(id).await {
                // Its button is gone.
                page::focus_soon(TITLE);
            }
        });
    };
    view! {
        <li>
            <span>
                <b>{name}</b>
                <small>{move || since()}</small>
            </span>
            <button
                class="btn quiet"
                type="button"
                aria-label=move || w.tf(k::NOTICES_REMOVE_ONE, &[("browser", &named)])
                on:click=move |_| drop_one(id.clone())
            >
                {w.say(k::NOTICES_REMOVE)}
            </button>
        </li>
    }
}

impl Here {
    fn is_told(self) -> bool {
        let id = self.id.get();
        let known = |n: &Notices| n.browsers.iter().any(|b| Some(&b.id) == id.as_ref());
        self.wanted.read(|n| known(n).then_some(())).is_some()
            && self.wanted.wishes.with(|w| w.push)
    }

    fn others(self) -> Vec<Browser> {
        let id = self.id.get();
        let all = self.wanted.read(|n| Some(n.browsers.clone()));
        let mut all = all.unwrap_or_default();
        all.retain(|b| Some(&b.id) != id.as_ref());
        all
    }

    /// Makes this browser what was touched last.
    fn turn(self, on: bool, key: String) {
        self.fault.set(None);
        let running = self.turning.get_untracked().is_some();
        self.turning.set(Some(on));
        if running {
            return;
        }
        spawn_local(async move {
            while let Some(Some(on)) = self.turning.try_get_untracked() {
                match on {
                    true => self.begin(&key).await,
                    false => self.end().await,
                }
                if self.turning.try_get_untracked() == Some(Some(on)) {
                    let _ = self.turning.try_set(None);
                }
            }
        });
    }

    /// Asks the browser's owner, and has the server know the browser.
    async fn begin(self, key: &str) {
        let given = match push::subscribe(key).await {
            Ok(given) => given,
            Err(Refused::Denied) => return self.failed(k::NOTICES_DENIED),
            Err(Refused::Failed) => return self.failed(k::NOTICES_FAILED),
            Err(Refused::NotNow) => return,
        };
        let id = push::id(&given.endpoint).await;
        match http::put::<Notices>("/notices/browser", &given).await {
            Ok(now) => {
                let _ = self.id.try_set(id);
                self.wanted.settle(now);
                self.wanted.wish(|w| w.push = true);
            }
            Err(failure) => self.wanted.failed(&failure),
        }
    }

    fn failed(self, why: Key) {
        let _ = self.fault.try_set(Some(why));
    }

    async fn end(self) {
        let id = self.id.try_get_untracked().flatten();
        if let Some(id) = id
            && self.remove(id).await
        {
            push::end().await;
            let _ = self.id.try_set(None);
        }
    }

    /// One of them is told no more; with the last of them, nobody is.
    async fn remove(self, id: String) -> bool {
        if let Err(failure) = http::delete(&format!("/notices/browsers/{id}")).await {
            self.wanted.failed(&failure);
            return false;
        }
        let mut left = true;
        self.wanted.change(|known| {
            known.browsers.retain(|b| b.id != id);
            left = !known.browsers.is_empty();
        });
        match left {
            true => self.wanted.saved(),
            false => self.wanted.wish(|w| w.push = false),
        }
        true
    }
}

/// Whoever signs out is told in this browser no more: the next one to use it may be somebody else.
pub async fn leave() {
    if let Some(id) = push::current().await
        && http::delete(&format!("/notices/browsers/{id}"))
            .await
            .is_ok()
    {
        push::end().await;
    }
}
