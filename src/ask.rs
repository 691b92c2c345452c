//! Asking the server for what a room shows, and what stands there until the answer is here.

use crate::portal::Portal;
use crate::ui::Skeleton;
use contract::problem::Problem;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use ui::ask::last_until_answered;
use ui::live::Standing;

/// What was asked for: not here yet, here, or refused.
pub type Asked<T> = RwSignal<Option<Result<T, Problem>>>;

/// Asks until there is an answer, and again when what `path` reads has changed; not while it is `None`.
/// What was there before stands meanwhile. A memo is to be read, not only tracked: nobody else may have
/// asked for its value, and then it never changes.
pub fn ask<T>(path: impl Fn() -> Option<String> + 'static) -> Asked<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let into = Asked::new(None);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        let path = path();
        turn.update_value(|turn| *turn += 1);
        if let Some(path) = path {
            spawn_local(until_answered(path, into, turn, turn.get_value()));
        }
    });
    into
}

async fn until_answered<T>(path: String, into: Asked<T>, turn: StoredValue<u32>, mine: u32)
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    // The page was left, or something newer was asked for.
    let wanted = || turn.try_get_value() == Some(mine);
    let tell = |answer| into.set(Some(answer));
    last_until_answered(&path, wanted, tell).await;
}

/// How it stands with something asked for, whatever it is.
#[derive(Clone, PartialEq, Eq)]
enum Stands {
    Asking,
    Refused(String),
    Here,
}

/// What was asked for, once it is here; until then that it is on its way, or why it is not to be had.
#[component]
pub fn Answer<T: Send + Sync + 'static>(
    /// What was asked for.
    asked: Asked<T>,
    /// Why it is not to be had, as far as the rules tell before the server does.
    #[prop(into)]
    barred: Signal<Option<String>>,
    /// That it is on its way.
    loading: Key,
    /// What is shown of it.
    children: ChildrenFn,
) -> impl IntoView {
    let w = Portal::here().words;
    let stands = move || match barred.get() {
        Some(why) => Stands::Refused(why),
        None => asked.with(|asked| match asked {
            None => Stands::Asking,
            Some(Err(problem)) => Stands::Refused(w.refusal(problem)),
            Some(Ok(_)) => Stands::Here,
        }),
    };
    show(Memo::new(move |_| stands()), loading, children)
}

fn show(stands: Memo<Stands>, loading: Key, children: ChildrenFn) -> AnyView {
    let portal = Portal::here();
    let w = portal.words;
    let waits = move || match portal.link.standing.get() {
        Standing::Lost(_) => w.t(k::ASK_OFFLINE),
        _ => w.t(loading),
    };
    view! {
        {move || match stands.get() {
            Stands::Here => children(),
            Stands::Refused(why) => view! { <p>{why}</p> }.into_any(),
            Stands::Asking => view! { <Skeleton say=Signal::derive(waits) /> }.into_any(),
        }}
    }
    .into_any()
}
