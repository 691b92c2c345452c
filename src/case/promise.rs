//! "Next update by", big and exact, and who has the case. A missed promise says so.

use crate::appointment::say;
use crate::parts::face;
use crate::portal::Portal;
use crate::show::Show;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// The promise and the person.
#[component]
pub fn Promise(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let zone = Memo::new(move |_| portal.zone(&case.with(|c| c.centre.clone())));
    let due = Memo::new(move |_| case.with(|c| c.promise.as_ref().map(|p| p.due)));
    let missed = move || due.get().is_some_and(|due| due <= portal.now.get());
    // Unmet, it goes up by itself: who has it now, and when it goes further.
    let climbed = move || {
        let promise = case.with(|c| c.promise.clone())?;
        let who = w.named("level", promise.missed?.slug());
        let next = promise.climbs_at.map(|at| {
            let time = w.moment(at, portal.now.get(), &zone.get());
            w.tf(k::MANAGER_PROMISE_NEXT, &[("time", &time)])
        });
        let now = w.tf(k::MANAGER_PROMISE_CLIMBED, &[("who", &who)]);
        Some(next.map_or(now.clone(), |next| format!("{now} {next}")))
    };
    let says_missed = move || climbed().unwrap_or_else(|| w.t(k::PROMISE_MISSED_NEXT));
    let elsewhere = move |at| {
        let local = platform::intl::local_zone();
        zone.with(|z| say::zone(w, at, z, local.as_ref()))
    };
    let advisor = move || case.with(|c| c.advisor.clone());
    let taken = move || case.with(|c| c.timeline.iter().find(|e| e.seq > 1).map(|e| e.at));
    view! {
        <Show when=move || advisor().is_some()>
            <section class="sheet promise" class:missed=missed>
                {move || {
                    due.get()
                        .map(|due| {
                            let now = portal.now.get();
                            let label = if missed() { k::PROMISE_MISSED } else { k::PROMISE };
                            view! {
                                <h2>{w.t(label)}</h2>
                                <p class="due">
                                    <b>{w.moment(due, now, &zone.get())}</b>
                                    " "
                                    <span>
                                        {w.relative(due, now)}
                                        {elsewhere(due).map(|zone| format!(" · {zone}"))}
                                    </span>
                                </p>
                                {missed().then(|| view! { <p>{says_missed()}</p> })}
                            }
                        })
                }}
                {move || {
                    advisor()
                        .map(|advisor| {
                            let since = taken()
                                .map(|at| w.moment(at, portal.now.get(), &zone.get()))
                                .unwrap_or_default();
                            let centre = portal.centre(&case.with(|c| c.centre.clone()));
                            view! {
                                <div class="who">
                                    {face(&advisor.name)}
                                    <p>
                                        <b>{advisor.name}</b>
                                        <br />
                                        <small>{w.tf(k::HAS_IT_SINCE, &[("time", &since)])}</small>
                                    </p>
                                </div>
                                {centre
                                    .map(|centre| {
                                        let href = format!("tel:{}", centre.phone.replace(' ', ""));
                                        view! {
                                            <p class="acts">
                                                <a class="btn quiet" href=href>
                                                    {w.tf(k::CALL, &[("centre", &centre.name)])}
                                                </a>
                                            </p>
                                        }
                                    })}
                            }
                        })
                }}
            </section>
        </Show>
    }
}
