//! A case beside the inbox: the sentence first, what the owner said, what was written, what can be done.

mod actions;
mod close;
mod composer;
mod concerns;
mod due;
mod facts;
mod page;
mod sentence;
mod status;
mod thread;
mod timeline;

pub use close::cause_id;
pub use composer::composer_id;
pub use due::first_pick_id;
pub use page::{CasePane, TITLE_ID};

use crate::desk::Desk;
use contract::case::Case;
use contract::person::{Actor, Role};
use i18n::k;

/// The owner's name, or a word for them where it is no longer kept.
pub fn owner(desk: Desk, case: &Case) -> String {
    let name = case.owner_name.clone();
    name.unwrap_or_else(|| desk.words.t(k::DESK_THE_OWNER))
}

/// Who did something, as the desk says it.
pub fn actor(desk: Desk, case: &Case, actor: &Actor) -> String {
    match (actor.role, &actor.name) {
        (_, Some(name)) => name.clone(),
        (Role::Owner | Role::Tester, None) => owner(desk, case),
        (Role::Advisor, None) => desk.words.t(k::DESK_ADVISOR),
        (Role::Clock, None) => desk.words.t(k::HISTORY_BY_CLOCK),
        (role, None) => desk.words.named("role", role.slug()),
    }
}
