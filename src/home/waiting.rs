//! What waits for the owner, each one touch away: a decision, today's visit, the survey.

use crate::appointment::say::same_day;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::ui::{For, Show, icon};
use contract::case::{CaseSummary, Stage};
use contract::person::Role;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos_router::components::A;

/// What waits in one case: the words and the way.
fn waits(portal: Portal, case: &CaseSummary) -> Option<(Key, String)> {
    let room = |room| path::room(&case.id, room);
    let (driver, approves) = portal
        .session
        .with_value(|s| (s.role == Role::Driver, s.approves));
    if case.stage != Stage::Closed && case.open_lines > 0 && approves {
        return Some((k::HOME_WAITS_ESTIMATE, room(Room::Estimate)));
    }
    let zone = portal.zone(&case.centre);
    let today = |at| same_day(at, portal.now.get(), &zone);
    if case.stage <= Stage::Accepted && case.visit.is_some_and(today) {
        return Some((k::HOME_WAITS_VISIT, path::case(&case.id)));
    }
    (case.survey_open && !driver).then(|| (k::HOME_WAITS_SURVEY, room(Room::Survey)))
}

/// Whether anything waits.
pub fn any(portal: Portal) -> bool {
    let cases = portal.cases.get().unwrap_or_default();
    cases.iter().any(|case| waits(portal, case).is_some())
}

/// What waits, the newest change first.
#[component]
pub fn Waiting() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let all = Memo::new(move |_| {
        let cases = portal.cases.get().unwrap_or_default();
        cases
            .into_iter()
            .filter_map(|case| {
                let (_, way) = waits(portal, &case)?;
                Some((way, case))
            })
            .collect::<Vec<_>>()
    });
    let words = move |case: &CaseSummary| waits(portal, case).map(|(key, _)| w.t(key));
    view! {
        <Show when=move || all.with(|a| !a.is_empty())>
            <section class="waiting">
                <h2>{w.say(k::HOME_WAITS)}</h2>
                <ul role="list">
                    <For
                        each=move || all.get()
                        key=|(way, case)| format!("{way} {}", case.seq)
                        let((way, case))
                    >
                        <li>
                            <A href=way attr:class="tile wait">
                                <b>
                                    {
                                        let case = case.clone();
                                        move || words(&case)
                                    }
                                </b>
                                <small>
                                    {portal.nickname(case.vin.as_deref())} " · "
                                    {case.headline.clone()}
                                </small>
                                {icon("go")}
                            </A>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}
