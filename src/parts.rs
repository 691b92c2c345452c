//! Parts that several rooms use, without words of their own.

use crate::portal::Portal;
use crate::say::Sentence;
use contract::case::{STOPS, Stage};
use contract::problem::FieldError;
use i18n::k;
use leptos::prelude::*;
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
            {move || say.get().first} " " <b>{move || say.get().second}</b>
        </h1>
    }
}

/// The car, seen from above.
#[component]
fn Car() -> impl IntoView {
    view! {
        <svg class="car" viewBox="0 0 150 78" aria-hidden="true">
            <rect class="body" x="4" y="6" width="142" height="66" rx="28" />
            <path class="glass" d="M96 19c12 2 18 8 18 20s-6 18-18 20c4-6 5-13 5-20s-1-14-5-20Z" />
            <path class="glass" d="M46 21c-8 3-12 9-12 18s4 15 12 18c-3-6-4-12-4-18s1-12 4-18Z" />
            <path class="roof" d="M54 20h34M54 58h34" />
        </svg>
    }
}

/// The lane: what lies behind the car is solid, what lies ahead is dashed, the car stands where the
/// case stands.
#[component]
pub fn Lane(
    /// Where the case stands.
    #[prop(into)]
    stage: Signal<Stage>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let stop = Memo::new(move |_| stage.get().stop());
    let closed = move || stage.get() == Stage::Closed;
    view! {
        <div class="lane" data-stop=move || stop.get().to_string()>
            <span class="road" aria-hidden="true"></span>
            <Car />
            <ol aria-label=w.say(k::LANE)>
                {STOPS
                    .into_iter()
                    .enumerate()
                    .map(|(at, named)| {
                        let here = move || stop.get() == at;
                        // The stop that the car stands at is named by the stage itself.
                        let name = move || if here() { stage.get() } else { named };
                        view! {
                            <li
                                aria-current=move || here().then_some("step")
                                class:done=move || at < stop.get() || closed()
                            >
                                {move || w.named("stage", name().slug())}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </div>
    }
}

/// The fault of one field, tied to it by id. Empty when there is none.
#[component]
pub fn FieldFault(
    /// The id that the field names in `aria-describedby`.
    id: String,
    /// The fault.
    #[prop(into)]
    fault: Signal<Option<FieldError>>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    view! {
        <p class="fault" id=id>
            {move || fault.get().map(|f| view! { <Mark /> {w.fault(&f)} })}
        </p>
    }
}

/// The shape that goes with every fault's words.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 2 19 18H1Z" />
            <path class="cut" d="M10 8v4M10 15v.5" />
        </svg>
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
    view! {
        <div class="delivery" role="status">
            {move || match status.get() {
                Status::Idle => ().into_any(),
                Status::Sending => view! { <p>{w.t(k::SENDING)}</p> }.into_any(),
                Status::Waiting => view! { <p class="waiting">{w.t(k::NOT_SENT_YET)}</p> }.into_any(),
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

/// How the connection stands; silent while all is well.
#[component]
pub fn Connection() -> impl IntoView {
    use ui::live::Standing;
    let portal = Portal::here();
    let w = portal.words;
    let text = move || match portal.link.standing.get() {
        Standing::Live => String::new(),
        Standing::Connecting => w.t(k::CONNECTING),
        Standing::Lost(since) => {
            let zone = platform::intl::local_zone();
            let time = zone.map(|z| w.clock(since, &z)).unwrap_or_default();
            w.tf(k::OFFLINE, &[("time", &time)])
        }
    };
    let lost = move || matches!(portal.link.standing.get(), Standing::Lost(_));
    view! {
        <p class="connection" role="status" class:lost=lost>
            {text}
        </p>
    }
}
