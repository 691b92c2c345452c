//! The card on the case's page: that the managers can be reached, and what they were asked.

use super::disputes::Disputes;
use super::pause::PauseNote;
use crate::path::{Room, room};
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// What the case's page shows of this room: nothing before intake and after the close.
#[component]
pub fn ManagersCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    // Contacts are for the owner in person, and for a car that they are shared with.
    let owner = move |c: &Case| may::ask_contacts(&portal.me(c)).is_ok();
    let yours = move || case.with(|c| owner(c) && c.contacts && c.pause.is_none());
    let page = room(&case.with_untracked(|c| c.id.clone()), Room::Managers);
    view! {
        <Show when=move || case.with(|c| may::handle(c).is_ok())>
            <section class="sheet managers">
                <h2>{w.say(k::MANAGER_TITLE)}</h2>
                <p>
                    {move || {
                        if yours() { w.t(k::MANAGER_YOURS) } else { w.t(k::MANAGER_ANSWERS) }
                    }}
                </p>
                <Disputes case />
                <PauseNote case />
                <p class="acts">
                    <A href=page.clone() attr:class="btn quiet">
                        {move || {
                            if yours() { w.t(k::MANAGER_OPEN) } else { w.t(k::MANAGER_DISAGREE) }
                        }}
                    </A>
                </p>
            </section>
        </Show>
    }
}
