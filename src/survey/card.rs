//! The card on the closed case's page: the one thing to do next.

use crate::home::ask::me;
use crate::path::{self, Room};
use crate::portal::Portal;
use casework::may;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// What the case's page shows of this room.
#[component]
pub fn SurveyCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let way = path::room(&case.get_untracked().id, Room::Survey);
    let asked = Memo::new(move |_| case.with(|c| c.earns_reward() && !c.surveyed));
    // A driver may not answer, and is told who may.
    let may = Memo::new(move |_| case.with(|c| may::be_owner(&me(portal, c)).is_ok()));
    let body = move || match may.get() {
        false => view! { <p>{w.say(k::SURVEY_OWNER_ONLY)}</p> }.into_any(),
        true => view! {
            <p>{w.say(k::SURVEY_CARD)}</p>
            <p class="acts">
                <A href=way.clone() attr:class="btn">
                    {w.say(k::SURVEY_GO)}
                </A>
            </p>
        }
        .into_any(),
    };
    view! {
        <Show when=move || asked.get()>
            <section class="sheet">
                <h2>{w.say(k::SURVEY)}</h2>
                {body.clone()}
            </section>
        </Show>
    }
}
