//! A case beside the inbox: the sentence first, what can be done, what the owner said, what was found and
//! what it costs, what was written; beside it the facts, the car, the managers, and what happened.
//!
//! Map: [`ahead`] is what stands there while no case is open; [`actions`] has the buttons and opens one form at a time
//! ([`due`], [`progress`], [`offer`],
//! [`diagnosis`], [`estimate`] with [`editor`], [`line`] and [`gate`], [`invoice`], [`hand_over`],
//! [`close`], [`small`]); [`form`] and [`status`] are what forms share; [`docket`], [`bill`] and
//! [`manager`] have theirs beside what they are about.

mod actions;
mod ahead;
mod bill;
mod car;
mod close;
mod composer;
mod concerns;
mod covers;
mod diagnosis;
mod docket;
mod due;
mod editor;
mod estimate;
mod facts;
mod form;
mod gate;
mod hand_over;
mod invoice;
mod line;
mod manager;
mod offer;
mod page;
mod photos;
mod progress;
mod sentence;
mod small;
mod status;
mod thread;
mod timeline;

pub use page::{Back, CasePane, TITLE_ID};
pub use status::focus_fault;

use crate::desk::Desk;
use crate::send::verb::Verb;
use contract::case::Case;
use contract::person::{Actor, Role};
use i18n::k;

/// Where the focus goes when the form of a verb opens.
pub fn first_field(verb: Verb) -> String {
    let field = match verb {
        Verb::Accept | Verb::Promise => return due::first_pick_id().to_owned(),
        Verb::Message => return composer::composer_id().to_owned(),
        Verb::Attach => return photos::FIELD.to_owned(),
        Verb::CheckIn | Verb::Resume | Verb::Refund => return form::SEND_ID.to_owned(),
        Verb::Estimate => return estimate::FIRST_LINE.to_owned(),
        Verb::Invoice => return invoice::FIRST_CHARGE.to_owned(),
        Verb::Offer => return offer::FIRST_VISIT.to_owned(),
        Verb::Close => "cause",
        Verb::Progress => "stage",
        Verb::Diagnose => "text",
        Verb::HandOver => "to",
        Verb::Sign => "component",
        Verb::Answer => "outcome",
        Verb::Pause => "reason",
    };
    status::field_id(field)
}

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
