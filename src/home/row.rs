//! One case in the list.

use crate::path;
use crate::portal::Portal;
use contract::case::{CaseSummary, Stage};
use contract::command::Drivable;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// One case in the list.
#[component]
pub fn Row(
    /// The case.
    case: CaseSummary,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let href = path::case(&case.id);
    let stage = case.stage;
    let (changed, centre) = (case.changed_at, case.centre);
    let unsafe_to_drive = case.drivable == Drivable::No && stage != Stage::Closed;
    let car = portal.nickname(case.vin.as_deref());
    view! {
        <li>
            <A href=href>
                <span class="badge" data-stage=stage.slug()>
                    {move || w.named("stage", stage.slug())}
                </span>
                <b>{case.headline.clone()}</b>
                <small>
                    {car} " · " {move || portal.moment(changed, &centre)}
                    {(case.more > 0)
                        .then(|| {
                            let more = u64::from(case.more);
                            view! { " · " {move || w.tn(k::MORE_ONE, k::MORE_OTHER, more)} }
                        })}
                </small>
                {unsafe_to_drive
                    .then(|| view! { <span class="fault">{w.say(k::NOT_SAFE)}</span> })}
            </A>
        </li>
    }
}
