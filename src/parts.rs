//! Parts that several rooms use and that know the portal: its sentence, its connection, its outbox.

use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::Mark;
use contract::problem::FieldError;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos_router::components::A;
use ui::live::Standing;
use ui::outbox::Status;
use ui::words::Words;

/// The id of each page's heading; it takes the focus when the page changes.
pub const TITLE: &str = "title";

/// The heading: one plain sentence, its second half the weightier.
#[component]
pub fn Title(
    /// The sentence.
    #[prop(into)]
    say: Signal<Sentence>,
) -> impl IntoView {
    view! {
        <h1 id=TITLE tabindex="-1">
            // The space belongs to the words before it: alone it would wander from line to line.
            {move || say.with(|s| format!("{} ", s.first))}
            <b hidden=move || say.with(|s| s.second.is_empty())>{move || say.get().second}</b>
        </h1>
    }
}

/// How a form stands with the server, in words beside its button.
#[component]
pub fn Delivery(
    /// Its status.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    // Also shown where there is no portal around it: on the page of parts.
    let unkept = use_context::<Portal>().map(|portal| portal.outbox);
    let waiting = move || match unkept.is_some_and(|outbox| outbox.unkept()) {
        true => w.t(k::NOT_SENT_NOT_KEPT),
        false => w.t(k::NOT_SENT_YET),
    };
    view! {
        <div class="delivery" role="status">
            {move || match status.get() {
                Status::Idle => ().into_any(),
                Status::Sending => view! { <p>{w.t(k::SENDING)}</p> }.into_any(),
                Status::Waiting => view! { <p class="waiting">{waiting()}</p> }.into_any(),
                Status::Refused(p) if !p.errors.is_empty() => {
                    view! { <p class="fault"><Mark /> {w.t(k::LOOK_AT_FIELDS)}</p> }.into_any()
                }
                Status::Refused(p) => {
                    view! { <p class="fault"><Mark /> {w.refusal(&p)}</p> }.into_any()
                }
            }}
        </div>
    }
}

/// The fault of one pointer in a status.
pub fn fault_at(status: &Status, pointer: &str) -> Option<FieldError> {
    match status {
        Status::Refused(problem) => problem
            .errors
            .iter()
            .find(|e| e.pointer == pointer)
            .cloned(),
        _ => None,
    }
}

/// A way to another page, alone in its row.
#[component]
pub fn Way(
    /// Where it leads.
    to: String,
    /// Its words.
    label: Key,
    /// It is not the one thing to do next.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let class = if quiet { "btn quiet" } else { "btn" };
    view! {
        <p class="acts">
            <A href=to attr:class=class>
                {w.say(label)}
            </A>
        </p>
    }
}

/// The address that calls a number.
pub fn tel(phone: &str) -> String {
    format!("tel:{}", phone.replace(' ', ""))
}

/// How the connection stands, and whether what is typed is kept; silent while all is well.
#[component]
pub fn Connection() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let unkept = move || portal.outbox.unkept();
    let text = move || match portal.link.standing.get() {
        // While it is being made, nothing is amiss, and the page has not moved for it.
        Standing::Live | Standing::Connecting if unkept() => w.t(k::NOT_KEPT),
        Standing::Live | Standing::Connecting => String::new(),
        Standing::Lost(since) => {
            let zone = platform::intl::local_zone();
            let today = portal.today.get();
            let time = zone.map(|z| w.moment(since, today, &z)).unwrap_or_default();
            let words = if unkept() {
                k::OFFLINE_NOT_KEPT
            } else {
                k::OFFLINE
            };
            w.tf(words, &[("time", &time)])
        }
    };
    let lost = move || unkept() || matches!(portal.link.standing.get(), Standing::Lost(_));
    view! {
        <p class="connection" role="status" class:lost=lost>
            {move || text()}
        </p>
    }
}
