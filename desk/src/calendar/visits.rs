//! Visits, each with the way to its case.

use super::day::Shared;
use super::plan::is_open;
use crate::inbox::vin;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use contract::case::{CaseSummary, Stage};
use contract::id::CaseId;
use contract::settings::OpenDay;
use i18n::k;
use leptos::prelude::*;
use platform::intl;

/// What is said of a visit. Another word of it makes another row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Entry {
    id: CaseId,
    at: String,
    kind: String,
    there: Option<String>,
    outside: bool,
    car: String,
    about: String,
    advisor: String,
}

/// The rows.
#[component]
pub fn Visits(
    /// What the days share.
    shared: Shared,
    /// Which ones.
    visits: Memo<Vec<CaseSummary>>,
    /// When the centre is open; what begins outside of it is marked. Empty where nothing is known of it.
    openings: Memo<Vec<OpenDay>>,
    /// The day is said with the time.
    #[prop(default = false)]
    dated: bool,
) -> impl IntoView {
    let Shared { desk, zone, .. } = shared;
    let w = desk.words;
    let known = move || !dated && shared.calendar.with(Option::is_some);
    let entry = move |r: &CaseSummary| {
        let at = r.visit?;
        let time = zone.with(|zone| match dated {
            true => format!(
                "{} {}",
                intl::day(w.lang.get().code(), at, zone),
                w.clock(at, zone)
            ),
            false => w.clock(at, zone),
        });
        let kind = r.visit_kind.map(|kind| w.named("visit", kind.slug()));
        let minutes = r
            .visit_minutes
            .map(|n| w.tf(k::DESK_SPAN_MIN, &[("n", &n.to_string())]));
        let kind: Vec<String> = [kind, minutes].into_iter().flatten().collect();
        let owner = r.owner_name.clone();
        let owner = owner.unwrap_or_else(|| w.t(k::DESK_THE_OWNER));
        let there = r.stage > Stage::Accepted;
        Some(Entry {
            id: r.id.clone(),
            at: time,
            kind: kind.join(" · "),
            there: there.then(|| w.named("stage", r.stage.slug())),
            outside: known() && openings.with(|all| !is_open(all, at)),
            car: format!("{owner} · {}", vin(r.vin.as_deref())),
            about: r.headline.clone().unwrap_or_else(|| w.t(k::DESK_NO_TEXT)),
            advisor: r.advisor.clone().unwrap_or_else(|| w.t(k::DESK_NOBODY)),
        })
    };
    let entries = move || visits.with(|all| all.iter().filter_map(entry).collect::<Vec<_>>());
    view! {
        <ol class="visits" role="list">
            <For each=entries key=Clone::clone let:entry>
                <li>
                    <a href=Place::case(Tab::Calendar, entry.id.clone()).href()>
                        <b class="at">{entry.at}</b>
                        <span class="what">
                            <span class="about">{entry.about}</span>
                            <small>{entry.car}</small>
                        </span>
                        <span class="how">
                            <span>{entry.kind}</span>
                            <small>
                                {entry
                                    .there
                                    .map(|stage| {
                                        view! {
                                            <span class="mark">
                                                <Shape name=Signal::stored("done") />
                                                {stage}
                                            </span>
                                            " "
                                        }
                                    })}
                                {entry
                                    .outside
                                    .then(|| {
                                        view! {
                                            <span class="mark">
                                                <Shape name=Signal::stored("due") />
                                                {w.t(k::DESK_CAL_OUTSIDE)}
                                            </span>
                                            " "
                                        }
                                    })} {entry.advisor}
                            </small>
                        </span>
                    </a>
                </li>
            </For>
        </ol>
    }
}
