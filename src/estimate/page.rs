//! The page, in two steps: choose for each line, then authorise exactly what was repeated.

use super::bill::Bill;
use super::charged::Charged;
use super::chosen::Chosen;
use super::review::Review;
use super::say;
use crate::case::InCase;
use crate::outbox::{Act, Form};
use crate::parts::{TITLE, Title};
use crate::path;
use crate::portal::Portal;
use contract::case::Case;
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
    let (w, outbox) = (portal.words, portal.outbox);
    let form = StoredValue::new(Form::Act(
        case.with_untracked(|c| c.id.clone()),
        Act::Authorise,
    ));
    let chosen = Memo::new(move |_| {
        let draft = outbox.draft(&form.get_value());
        case.with(|c| c.estimate.as_ref().map(|e| Chosen::read(e, &draft)))
    });
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let sealed = Signal::derive(move || outbox.is_sealed(&form.get_value()));
    // The second step, and exactly what it repeats.
    let review = RwSignal::new(None::<Chosen>);
    let note = RwSignal::new(None);
    // It ends when the command was taken, and when what it repeats is no longer what would be sent:
    // another revision came, or somebody decided on another screen.
    Effect::new(move || {
        let (Some(repeated), false) = (review.get(), sealed.get()) else {
            return;
        };
        let taken = outbox.draft(&form.get_value()).body.is_none();
        if !taken && chosen.get().as_ref() == Some(&repeated) {
            return;
        }
        let refused = matches!(status.get_untracked(), Status::Refused(_));
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
        let body = outbox.draft(&form.get_value()).body;
        let revision = case.with(|c| c.estimate.as_ref().map(|e| u64::from(e.revision)));
        body.is_some_and(|b| revision.is_some() && b["revision"].as_u64() != revision)
    };
    let says = move || {
        let stale = (!sealed.get() && stale()).then_some(k::ESTIMATE_CHOOSE_AGAIN);
        note.get().or(stale).map(|key| w.t(key))
    };
    let start = Callback::new(move |()| {
        note.set(None);
        review.set(chosen.get_untracked());
        page::focus(TITLE);
    });
    let back = Callback::new(move |()| {
        review.set(None);
        page::focus(TITLE);
    });
    let sentence = Signal::derive(move || {
        review.with(|review| case.with(|c| say::of_estimate(portal, c, review.as_ref())))
    });
    Effect::new(move || {
        let number = case.with(|c| c.id.number());
        let case = w.tf(k::CASE_TITLE, &[("number", &number)]);
        page::title(&format!("{} · {case}", w.t(k::ESTIMATE_HEADING)));
    });
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <p class="bill-note" role="status">
            {says}
        </p>
        <Show
            when=move || review.with(Option::is_some)
            fallback=move || view! { <Bill case chosen start status sealed /> }
        >
            <Review case review back status sealed form=form.get_value() />
        </Show>
        <Show when=move || review.with(Option::is_none)>
            <Charged case />
            <p class="acts">
                <A href=path::case(&case.with_untracked(|c| c.id.clone())) attr:class="btn quiet">
                    {w.say(k::ESTIMATE_BACK_CASE)}
                </A>
                <button class="btn quiet" type="button" on:click=move |_| page::print()>
                    {w.say(k::ESTIMATE_PRINT)}
                </button>
            </p>
        </Show>
    }
}
