//! The page, in two steps: choose for each line, then authorise exactly what was repeated.

use super::bill::Bill;
use super::charged::Charged;
use super::chosen::{Chosen, may_approve, undecided};
use super::review::Review;
use super::say;
use crate::case::{InCase, window_title};
use crate::outbox::{Act, Slip};
use crate::pace;
use crate::parts::{TITLE, Title};
use crate::path;
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
use platform::page;
use ui::outbox::Status;

/// The room's page.
#[component]
pub fn EstimatePage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::on(portal, case, Act::Authorise);
    let chosen = Memo::new(move |_| {
        let draft = slip.draft();
        case.with(|c| c.estimate.as_ref().map(|e| Chosen::read(e, &draft)))
    });
    // The second step, and exactly what it repeats.
    let review = RwSignal::new(None::<Chosen>);
    let note = RwSignal::new(None);
    // It ends when the command was taken, and when what it repeats is no longer what would be sent:
    // another revision came, or somebody decided on another screen.
    Effect::new(move || {
        let (Some(repeated), false) = (review.get(), slip.sealed.get()) else {
            return;
        };
        let taken = slip.draft().body.is_none();
        if !taken && chosen.get().as_ref() == Some(&repeated) {
            return;
        }
        let refused = matches!(slip.status.get_untracked(), Status::Refused(_));
        let moved = (!refused).then_some(k::ESTIMATE_MOVED);
        note.set(if taken {
            Some(k::ESTIMATE_RECORDED)
        } else {
            moved
        });
        review.set(None);
        page::focus(TITLE);
    });
    // Choices made on another revision are gone: that is said, not left to be noticed.
    let stale = move || {
        let body = slip.draft().body;
        let revision = case.with(|c| c.estimate.as_ref().map(|e| u64::from(e.revision)));
        body.is_some_and(|b| revision.is_some() && b["revision"].as_u64() != revision)
    };
    // A driver whom the owner does not let approve is told so before anything is touched.
    let money = move || {
        case.with(|c| {
            let mut lines = c.estimate.iter().flat_map(|e| &e.lines);
            let waits = may::handle(c).is_ok() && lines.any(undecided);
            may_approve(portal, c).err().filter(|_| waits)
        })
    };
    let says = move || {
        let stale = (!slip.sealed.get() && stale()).then_some(k::ESTIMATE_CHOOSE_AGAIN);
        let note = note.get().or(stale).map(|key| w.t(key));
        money().map(|why| w.refusal(&Problem::from(why))).or(note)
    };
    let show = move |step: Option<Chosen>| {
        pace::soon(move || {
            page::focus(TITLE);
            review.set(step);
        });
    };
    let start = Callback::new(move |()| {
        note.set(None);
        show(chosen.get_untracked());
    });
    let back = Callback::new(move |()| show(None));
    let sentence = Signal::derive(move || {
        review.with(|review| case.with(|c| say::of_estimate(portal, c, review.as_ref())))
    });
    window_title(case, Some(k::ESTIMATE_HEADING));
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <p class="bill-note" id="bill-note" role="status">
            {move || says()}
        </p>
        <Show
            when=move || review.with(Option::is_some)
            fallback=move || view! { <Bill case chosen start slip /> }
        >
            <Review case review back slip />
        </Show>
        <Show when=move || review.with(Option::is_none)>
            <Charged case />
            <p class="acts">
                <A href=path::case(&case.with_untracked(|c| c.id.clone())) attr:class="btn quiet">
                    {w.say(k::CASE_BACK)}
                </A>
                <button class="btn quiet" type="button" on:click=move |_| page::print()>
                    {w.say(k::ESTIMATE_PRINT)}
                </button>
            </p>
        </Show>
    }
}
