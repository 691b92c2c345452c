//! The case at one glance: the next update, big and exact, who has it, and how to reach them. A missed promise says
//! so, and who has it now.

use crate::appointment::say;
use crate::parts::tel;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::ui::{Due, Show, face, icon};
use casework::may;
use contract::case::{Case, PromiseView, Stage};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// The promise and the person.
#[component]
pub fn Glance(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let zone = Memo::new(move |_| portal.zone(&case.with(|c| c.centre.clone())));
    let promise = Memo::new(move |_| case.with(|c| c.promise.clone()));
    let due = move || promise.get().map_or(Timestamp(0), |p| p.due);
    let missed = Signal::derive(move || due() <= portal.now.get());
    let label = move || crate::say::promised(w, missed.get());
    let near = move || {
        let (due, now) = (due(), portal.now.get());
        let local = platform::intl::local_zone();
        let zone = zone.with(|z| say::zone(w, due, z, local.as_ref()));
        let all = [Some(w.relative(due, now)), zone];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    // Unmet, it goes up by itself: who has it now, and when it goes further.
    let climbed = move || {
        let promise = promise.get()?;
        let who = w.named("level", promise.missed?.slug());
        let now = w.tf(k::MANAGER_PROMISE_CLIMBED, &[("who", &who)]);
        let next = promise.climbs_at.map(|at| {
            let time = w.moment(at, portal.now.get(), &zone.get());
            w.tf(k::MANAGER_PROMISE_NEXT, &[("time", &time)])
        });
        Some(next.map_or(now.clone(), |next| format!("{now} {next}")))
    };
    let says_missed = move || climbed().unwrap_or_else(|| w.t(k::PROMISE_MISSED_NEXT));
    view! {
        <section class="sheet glance" aria-label=w.say(k::GLANCE)>
            <Show when=move || promise.with(Option::is_some)>
                <Due
                    label=Signal::derive(label)
                    time=Signal::derive(move || w.moment(due(), portal.today.get(), &zone.get()))
                    near=Signal::derive(near)
                    over=Signal::derive(move || over(&promise.get()?, portal.now.get()))
                    missed
                />
                <Show when=missed>
                    <p>{move || says_missed()}</p>
                </Show>
            </Show>
            <Person case />
            <Ways case />
        </section>
    }
}

/// How much of the wait is over, in hundredths.
fn over(promise: &PromiseView, now: Timestamp) -> Option<u8> {
    let whole = promise.due.0 - promise.made_at.0;
    let past = now.0 - promise.made_at.0;
    let part = (past * 100).checked_div(whole)?;
    Some(part.clamp(0, 100) as u8)
}

/// Who has it; before anybody does, who was asked.
#[component]
fn Person(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let facts = Memo::new(move |_| {
        case.with(|c| {
            let advisor = c.advisor.as_ref().map(|a| a.name.clone());
            let mut events = c.timeline.iter();
            // Once it is over, when it was: the last thing that happened.
            let at = match c.stage {
                Stage::Closed => Some(c.changed_at),
                _ => events.find(|e| e.seq > 1).map(|e| e.at),
            };
            let at = at.unwrap_or(c.opened_at);
            (advisor, at, c.centre.clone(), c.stage == Stage::Closed)
        })
    });
    view! {
        {move || {
            let (advisor, at, centre, closed) = facts.get();
            let time = portal.moment(at, &centre);
            let asked = portal.centre(&centre).map(|c| c.name).unwrap_or_default();
            let (name, says) = match advisor {
                Some(name) if closed => (name, k::GLANCE_CLOSED),
                Some(name) => (name, k::HAS_IT_SINCE),
                None => (asked, k::GLANCE_ASKED),
            };
            view! {
                <div class="who">
                    {face(&name)}
                    <p>
                        <b>{name}</b>
                        <small>{w.tf(says, &[("time", &time)])}</small>
                    </p>
                </div>
            }
        }}
    }
}

/// How to reach them: by telephone, in writing, or whoever is above.
#[component]
fn Ways(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let (id, centre) = case.with_untracked(|c| (c.id.clone(), portal.centre(&c.centre)));
    let managers = path::room(&id, Room::Managers);
    let open = move || case.with(|c| may::handle(c).is_ok());
    let writes = move || case.with(|c| may::message(c).is_ok());
    view! {
        <p class="ways">
            {centre
                .map(|centre| {
                    let href = tel(&centre.phone);
                    let named = move || w.tf(k::CALL, &[("centre", &centre.name)]);
                    view! {
                        <a href=href aria-label=named>
                            {icon("call")}
                            <span>{w.say(k::GLANCE_CALL)}</span>
                        </a>
                    }
                })} <Show when=writes>
                <a href="#message">{icon("write")} <span>{w.say(k::GLANCE_WRITE)}</span></a>
            </Show> <Show when=open>
                <A href=managers.clone()>
                    {icon("people")} <span>{w.say(k::MANAGER_TITLE)}</span>
                </A>
            </Show>
        </p>
    }
}
