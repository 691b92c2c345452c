//! The page: the two managers, then disagreeing and what came of it. Who comes to disagree finds the
//! form first.

use super::disagree::Disagree;
use super::disputes::Disputes;
use super::draft;
use super::pause::PauseNote;
use super::people::{Found, People};
use crate::case::InCase;
use crate::parts::Title;
use crate::path;
use crate::portal::Portal;
use crate::say::Sentence;
use casework::may;
use contract::case::Case;
use contract::manager::ContactList;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use platform::http;
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
    let found = Found::new(None);
    ask(portal, case, found);
    let sentence = Signal::derive(move || case.with(|c| say(portal, c, found)));
    Effect::new(move || {
        let number = case.with(|c| c.id.number());
        let case = w.tf(k::CASE_TITLE, &[("number", &number)]);
        platform::page::title(&format!("{} · {case}", w.t(k::MANAGER_TITLE)));
    });
    let disagrees = case.with_untracked(|c| {
        let draft = untrack(|| portal.outbox.draft(&draft::form(c)));
        draft.body.is_some() || !draft.text.is_empty()
    });
    let people = move || {
        view! {
            <div class="column">
                <People case found />
            </div>
        }
    };
    let disputes = move || {
        view! {
            <div class="column">
                <Disagree case found />
                <Show when=move || case.with(|c| !c.disputes.is_empty())>
                    <section>
                        <h2>{w.say(k::DISPUTE_LIST)}</h2>
                        <Disputes case full=true />
                    </section>
                </Show>
            </div>
        }
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <PauseNote case />
        <div class="columns">
            {disagrees.then(disputes)} {people()} {(!disagrees).then(disputes)}
        </div>
        <p class="acts">
            <A href=path::case(&case.with_untracked(|c| c.id.clone())) attr:class="btn quiet">
                {w.say(k::ESTIMATE_BACK_CASE)}
            </A>
        </p>
    }
}

/// Fetches the contacts, and again when what opens or closes them changes, or the connection is back.
fn ask(portal: Portal, case: Memo<Case>, found: Found) {
    let turns = Memo::new(move |_| {
        let live = portal.link.standing.get() == Standing::Live;
        let state = |c: &Case| (may::handle(c).is_ok(), c.contacts, c.pause.is_some());
        case.with(|c| (c.id.clone(), state(c), c.disputes.len(), live))
    });
    Effect::new(move || {
        let (id, ..) = turns.get();
        spawn_local(async move {
            let answer = http::get::<ContactList>(&format!("/cases/{id}/contacts")).await;
            // A lost connection takes nothing away that is here already.
            let here = found.try_with_untracked(|f| matches!(f, Some(Ok(_))));
            if answer.is_ok()
                || here == Some(false)
                || matches!(answer, Err(http::Failure::Problem(_)))
            {
                found.try_set(Some(answer));
            }
        });
    });
}

/// Who answers, and by when.
fn say(portal: Portal, case: &Case, found: Found) -> Sentence {
    let w = portal.words;
    let two = |first: String, second: String| Sentence { first, second };
    if let Err(why) = may::handle(case) {
        return two(w.refusal(&Problem::from(why)), String::new());
    }
    if let Some(open) = case.open_disputes().min_by_key(|d| d.answer_by) {
        let who = w.named("level", open.level.slug());
        let zone = portal.zone(&case.centre);
        let time = w.moment(open.answer_by, portal.now.get(), &zone);
        return two(
            w.tf(k::MANAGER_SAY_DISPUTE, &[("who", &who)]),
            w.tf(k::DISPUTE_ANSWER_BY, &[("time", &time)]),
        );
    }
    let reachable = found.with(|f| matches!(f, Some(Ok(_)) | None));
    if case.contacts && reachable {
        two(w.t(k::MANAGER_SAY), w.t(k::MANAGER_SAY_NEXT))
    } else {
        two(
            w.t(k::MANAGER_SAY_ANSWERS),
            w.t(k::MANAGER_SAY_ANSWERS_NEXT),
        )
    }
}
