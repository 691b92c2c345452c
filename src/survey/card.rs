//! The card on the closed case's page: the one thing to do next.

use crate::parts::Way;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// What the case's page shows of this room.
#[component]
pub fn SurveyCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let way = StoredValue::new(case.with_untracked(|c| path::room(&c.id, Room::Survey)));
    let asked = move || case.with(|c| c.earns_reward() && !c.surveyed);
    // A driver may not answer, and is told who may.
    let may = move || case.with(|c| may::be_owner(&portal.me(c)).is_ok());
    view! {
        <Show when=asked>
            <section class="sheet">
                <h2>{w.say(k::SURVEY)}</h2>
                <Show
                    when=may
                    fallback=move || view! { <p>{w.say(k::SURVEY_OWNER_ONLY)}</p> }
                >
                    <p>{w.say(k::SURVEY_CARD)}</p>
                    <Way to=way.get_value() label=k::SURVEY_GO />
                </Show>
            </section>
        </Show>
    }
}
