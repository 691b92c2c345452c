//! What both sign-in pages do: ask how one signs in here, go to the provider, say what came of it.

use contract::person::SignIn;
use contract::problem::Kind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::page;

/// How one signs in here, once it is known, and what went wrong.
#[derive(Clone, Copy)]
pub struct WayIn {
    /// The demo people, or that there is a provider.
    pub ways: RwSignal<Option<SignIn>>,
    /// Why it did not succeed.
    pub refused: RwSignal<Option<Kind>>,
}

impl WayIn {
    /// Asks until somebody answers. What the provider's way back said stands in the address.
    pub fn ask() -> Self {
        let said = page::query("refused");
        let kind = Kind::ALL.iter().find(|k| Some(k.slug()) == said.as_deref());
        let way = Self {
            ways: RwSignal::new(None),
            refused: RwSignal::new(kind.copied()),
        };
        spawn_local(async move {
            loop {
                match http::get::<SignIn>("/sign-in").await {
                    Ok(found) => {
                        let down = way.refused.try_get_untracked().flatten();
                        if down == Some(Kind::ProviderDown) {
                            let _ = way.refused.try_set(None);
                        }
                        let _ = way.ways.try_set(Some(found));
                        return;
                    }
                    Err(Failure::Problem(p)) if p.kind == Kind::ProviderDown => {
                        let _ = way.refused.try_set(Some(p.kind));
                    }
                    Err(Failure::Problem(p)) if p.status < 500 => {
                        let _ = way.refused.try_set(Some(p.kind));
                        return;
                    }
                    Err(_) => {}
                }
                platform::sleep(1000).await;
                if way.ways.try_get_untracked().is_none() {
                    return;
                }
            }
        });
        way
    }

    /// Goes to the provider. The address is asked for anew: the one of a page that was open for long is
    /// not good any more.
    pub fn go(self) {
        spawn_local(async move {
            match http::get::<SignIn>("/sign-in").await {
                Ok(SignIn::Redirect { url }) => page::leave(&url),
                Ok(other) => self.ways.set(Some(other)),
                Err(Failure::Problem(p)) => self.refused.set(Some(p.kind)),
                Err(Failure::Network) => self.refused.set(Some(Kind::Unavailable)),
            }
        });
    }
}
