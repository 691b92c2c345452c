//! The page: who can be reached, and disagreeing. Whoever comes here in order to disagree finds the
//! form first.

use super::disagree::Disagree;
use super::disputes::Disputes;
use super::draft;
use super::pause::PauseNote;
use super::people::People;
use crate::ask::{Asked, ask};
use crate::case::{InCase, RoomPage};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use contract::manager::ContactList;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;
use ui::live::Standing;

/// The room's page.
#[component]
pub fn ManagersPage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let found = contacts(portal, case);
    let disagrees = case.with_untracked(|c| {
        let draft = untrack(|| portal.outbox.draft(&draft::form(c)));
        draft.body.is_some() || !draft.text.is_empty()
    });
    let people = view! {
        <div class="column">
            <People case found />
        </div>
    };
    let disputes = view! {
        <div class="column">
            <Disagree case found />
            <Show when=move || case.with(|c| !c.disputes.is_empty())>
                <section>
                    <h2>{w.say(k::DISPUTE_LIST)}</h2>
                    <Disputes case full=true />
                </section>
            </Show>
        </div>
    };
    let mut columns = [people.into_any(), disputes.into_any()];
    if disagrees {
        columns.reverse();
    }
    view! {
        <RoomPage
            case
            name=k::MANAGER_TITLE
            say=move || case.with(|c| say(portal, c, found))
        >
            <PauseNote case />
            <div class="columns">{columns.into_iter().collect_view()}</div>
        </RoomPage>
    }
}

/// Asks for the contacts, where they are for whoever is here; and again when what opens or closes them
/// has changed, or the connection is back.
fn contacts(portal: Portal, case: Memo<Case>) -> Asked<ContactList> {
    let turns = Memo::new(move |_| {
        let live = portal.link.standing.get() == Standing::Live;
        let state = |c: &Case| (may::handle(c).is_ok(), c.contacts, c.pause.is_some());
        case.with(|c| (state(c), c.disputes.len(), live))
    });
    let path = case.with_untracked(|c| {
        let owner = may::ask_contacts(&portal.me(c)).is_ok();
        owner.then(|| format!("/cases/{}/contacts", c.id))
    });
    ask(move || {
        turns.get();
        path.clone()
    })
}

/// Who answers, and by when.
fn say(portal: Portal, case: &Case, found: Asked<ContactList>) -> Sentence {
    let w = portal.words;
    let two = |first: String, second: String| Sentence { first, second };
    if let Err(why) = may::handle(case) {
        return two(w.refusal(&Problem::from(why)), String::new());
    }
    if let Some(open) = case.open_disputes().min_by_key(|d| d.answer_by) {
        let who = w.named("level", open.level.slug());
        let time = portal.moment(open.answer_by, &case.centre);
        return two(
            w.tf(k::MANAGER_SAY_DISPUTE, &[("who", &who)]),
            w.tf(k::DISPUTE_ANSWER_BY, &[("time", &time)]),
        );
    }
    let owner = may::ask_contacts(&portal.me(case)).is_ok();
    let refused = found.with(|f| matches!(f, Some(Err(_))));
    if case.contacts && owner && !refused {
        two(w.t(k::MANAGER_SAY), w.t(k::MANAGER_SAY_NEXT))
    } else {
        two(
            w.t(k::MANAGER_SAY_ANSWERS),
            w.t(k::MANAGER_SAY_ANSWERS_NEXT),
        )
    }
}
