//! What stands beside a case about its car: recalls and warranties, and what the car itself said, as far as
//! its owner sent it along.

use super::car::Car;
use super::due::wall;
use crate::desk::Desk;
use crate::shape::Shape;
use contract::time::Timestamp;
use contract::vehicle::Recall;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// Recalls and warranties.
#[component]
pub fn Covers() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let car = expect_context::<Car>();
    let recall = move |recall: &Recall| {
        let campaign = &recall.campaign;
        let word = match recall.open {
            true => k::DESK_RECALL_OPEN,
            false => k::DESK_RECALL_DONE,
        };
        let park = [
            (campaign.park_it, k::DESK_PARK_IT),
            (campaign.park_outside, k::DESK_PARK_OUTSIDE),
            (campaign.over_the_air, k::DESK_OVER_THE_AIR),
        ];
        let park = park.into_iter().filter(|(on, _)| *on && recall.open);
        let park: Vec<String> = park.map(|(_, words)| w.t(words)).collect();
        view! {
            <li class:open=recall.open>
                <b class="mark">
                    <Shape name=Signal::stored(if recall.open { "missed" } else { "done" }) />
                    {w.t(word)}
                    " "
                    {campaign.number.clone()}
                </b>
                <span class="component">{campaign.component.clone()}</span>
                <small>{campaign.summary.clone()} " " {campaign.remedy.clone()}</small>
                <b>{park.join(" ")}</b>
            </li>
        }
    };
    let body = move || {
        // A warranty ends on a day; nothing here needs to follow the clock.
        let now = desk.now.get_untracked();
        car.record.with(|record| {
            let Some(record) = record else {
                let refused = car.refused.get();
                let words = match refused {
                    Some(kind) => w.problem(kind),
                    None => w.t(k::DESK_CAR_LOADING),
                };
                return view! {
                    <p class="quiet" class:awaited=refused.is_none()>
                        {words}
                    </p>
                }
                .into_any();
            };
            if record.recalls.is_empty() && record.warranties.is_empty() {
                return view! { <p class="quiet">{w.t(k::DESK_CAR_NOTHING)}</p> }.into_any();
            }
            let warranties = record.warranties.iter().map(|warranty| {
                let runs = now < warranty.until;
                let words = if runs {
                    k::DESK_WARRANTY
                } else {
                    k::DESK_WARRANTY_OVER
                };
                let km = warranty.until_km.map(|km| km.to_string());
                let km = km.map(|km| w.tf(k::DESK_WARRANTY_KM, &[("km", &km)]));
                let until = day(desk, warranty.until);
                view! {
                    <li>
                        <b class="mark">
                            <Shape name=Signal::stored(if runs { "done" } else { "no" }) />
                            {w.tf(words, &[("date", &until)])}
                        </b>
                        <span>{warranty.name.clone()}</span>
                        <span class="component">{warranty.components.join(", ")}</span>
                        <small>{km}</small>
                    </li>
                }
            });
            view! {
                <ul role="list">
                    {record.recalls.iter().map(recall).collect_view()} {warranties.collect_view()}
                </ul>
            }
            .into_any()
        })
    };
    view! {
        <section class="covers" aria-labelledby="covers-title">
            <h3 id="covers-title">{w.say(k::DESK_COVERS)}</h3>
            {body}
        </section>
    }
}

/// A day with its year: `2031-01-01`.
fn day(desk: Desk, at: Timestamp) -> String {
    let mut day = wall(desk, Some(at));
    day.truncate(10);
    day
}

/// What the car said, with its age.
#[component]
pub fn Signals(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let signals = Memo::new(move |_| case.with(|c| c.signals.clone()));
    move || {
        let signals = signals.get();
        (!signals.is_empty()).then(|| {
            let row = |s: contract::vehicle::Signal| {
                let name = s
                    .path
                    .strip_prefix("Vehicle.")
                    .unwrap_or(&s.path)
                    .to_owned();
                let at = s.at;
                view! {
                    <div>
                        <dt>{name}</dt>
                        <dd>
                            {s.value} " " <small>{move || w.relative(at, desk.now.get())}</small>
                        </dd>
                    </div>
                }
            };
            view! {
                <section class="signals" aria-labelledby="signals-title">
                    <h3 id="signals-title">{w.t(k::DESK_SIGNALS)}</h3>
                    <dl>{signals.into_iter().map(row).collect_view()}</dl>
                </section>
            }
        })
    }
}
