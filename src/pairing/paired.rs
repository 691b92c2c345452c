//! A car of the owner's, in the account: whether it is paired, what it may do, and the way to end that.

use super::allow::Allow;
use crate::ask::ask;
use crate::path;
use crate::portal::Portal;
use crate::ui::{Dialog, Mark, Show, Toast};
use contract::pairing::{Allowed, Pairing, PairingList};
use contract::person::Vehicle;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use platform::http;

/// How the car is paired.
#[component]
pub fn Paired(
    /// The car.
    car: Vehicle,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let turn = RwSignal::new(0_u32);
    let route = format!("/vehicles/{}/pairings", car.vin.as_str());
    let found = ask::<PairingList>({
        let route = route.clone();
        move || {
            turn.get();
            Some(route.clone())
        }
    });
    let pairing = Memo::new(move |_| found.get()?.ok()?.pairings.into_iter().next());
    let known = move || found.with(|f| matches!(f, Some(Ok(_))));
    let again = Callback::new(move |()| turn.update(|n| *n += 1));
    view! {
        {move || match pairing.get() {
            _ if !known() => ().into_any(),
            None => {
                view! {
                    <p class="paired">
                        <span>{w.say(k::PAIRED_NONE)}</span>
                        <A href=path::PAIR attr:class="btn quiet">
                            {w.say(k::PAIRED_PAIR)}
                        </A>
                    </p>
                }
                    .into_any()
            }
            Some(pairing) => {
                let route = format!("{route}/{}", pairing.id);
                view! { <Now pairing route nickname=car.nickname.clone() again /> }.into_any()
            }
        }}
    }
}

#[component]
fn Now(pairing: Pairing, route: String, nickname: String, again: Callback<()>) -> impl IntoView {
    let portal = Portal::here();
    let (w, toast) = (portal.words, Toast::here());
    let was = Allowed {
        rights: pairing.rights,
        kinds: pairing.kinds,
    };
    let to = RwSignal::new(was.clone());
    let changed = Memo::new(move |_| to.with(|to| !same(to, &was)));
    let (failed, ask) = (RwSignal::new(false), RwSignal::new(false));
    let zone = platform::intl::local_zone();
    let since = move || {
        let zone = zone.as_ref()?;
        let time = w.moment(pairing.since, portal.today.get(), zone);
        Some(w.tf(k::PAIRED_SINCE, &[("time", &time)]))
    };
    let (put, end) = (route.clone(), route);
    let save = move |_| {
        let (route, to) = (put.clone(), to.get_untracked());
        failed.set(false);
        spawn_local(async move {
            match http::put::<Pairing>(&route, &to).await {
                Ok(_) => {
                    toast.say(w.t(k::PAIRED_SAVED));
                    again.run(());
                }
                Err(_) => drop(failed.try_set(true)),
            }
        });
    };
    let ended = StoredValue::new(nickname.clone());
    let leave = move |_| {
        let route = end.clone();
        failed.set(false);
        ask.set(false);
        spawn_local(async move {
            match http::delete(&route).await {
                Ok(()) => {
                    let car = ended.get_value();
                    toast.say(w.tf(k::PAIRED_ENDED, &[("car", &car)]));
                    again.run(());
                }
                Err(_) => drop(failed.try_set(true)),
            }
        });
    };
    let asked = nickname.clone();
    view! {
        <p class="paired">{move || since()}</p>
        <details>
            <summary class="btn quiet">{w.say(k::PAIRED_CHANGE)}</summary>
            <Allow to car=nickname />
            <Show when=changed>
                <p class="acts">
                    <button class="btn" type="button" on:click=save.clone()>
                        {w.say(k::PAIRED_SAVE)}
                    </button>
                </p>
            </Show>
        </details>
        <p class="acts">
            <button class="btn quiet" type="button" on:click=move |_| ask.set(true)>
                {w.say(k::PAIRED_END)}
            </button>
        </p>
        <p class="fault" role="status">
            {move || failed.get().then(|| view! { <Mark /> {w.t(k::PAIRED_FAILED)} })}
        </p>
        <Dialog
            id="unpair"
            open=ask
            title=Signal::derive(move || w.tf(k::PAIRED_END_ASK, &[("car", &asked)]))
        >
            <p>{w.say(k::PAIRED_END_MEANS)}</p>
            <p class="acts">
                <button class="btn" type="button" on:click=leave>
                    {w.say(k::PAIRED_END)}
                </button>
            </p>
        </Dialog>
    }
}

/// Whether both allow the same, in whatever order it was chosen.
fn same(a: &Allowed, b: &Allowed) -> bool {
    let kinds = |of: &Allowed| {
        let mut kinds = of.kinds.clone();
        kinds.sort();
        kinds
    };
    a.rights == b.rights && kinds(a) == kinds(b)
}
