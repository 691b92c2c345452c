//! The page: one question at a time, in the order a good advisor asks them, and all of it in view before it is
//! sent.

use super::course::{CAR, REVIEW, STEPS, WHAT, WHERE};
use super::review::{After, Letter};
use super::safety::Where;
use super::signals::Signals;
use super::talk::Talk;
use super::urgent::Urgent;
use super::what::What;
use crate::parts::{Delivery, Title};
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::{Show, Steps};
use i18n::k;
use leptos::prelude::*;

/// Report an issue.
#[component]
pub fn ReportPage() -> impl IntoView {
    let talk = Talk::begin(Portal::here());
    let (w, course, slip) = (talk.w, talk.course, talk.slip);
    let at = course.at;
    Effect::new(move || platform::page::title(&w.t(k::NAV_REPORT)));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match at.get_untracked() {
            REVIEW => talk.send(),
            _ => course.next(),
        }
    };
    let go_on = move || match course.reached.get() {
        REVIEW => w.t(k::REPORT_TO_REVIEW),
        _ => w.t(k::REPORT_NEXT),
    };
    let step = move || match at.get() {
        WHAT => view! { <What talk /> }.into_any(),
        WHERE => view! { <Where talk /> }.into_any(),
        CAR => view! { <Signals talk /> }.into_any(),
        _ => view! { <Letter talk /> }.into_any(),
    };
    view! {
        <div class="top">
            <Title say=move || says(talk) />
        </div>
        <Steps
            label=k::REPORT_STEPS
            names=STEPS.to_vec()
            at
            reached=course.reached
            go=Callback::new(move |to| course.go(to))
        />
        <Urgent talk />
        <form
            class="talk"
            class:letter=move || at.get() == REVIEW
            novalidate
            on:submit=submit
        >
            {move || step()}
            // Under the thumb, but for the review: what was not read is not sent.
            <div class="acts" class:reach=move || at.get() != REVIEW>
                <Show
                    when=move || at.get() == REVIEW
                    fallback=move || view! { <button class="btn" type="submit">{move || go_on()}</button> }
                >
                    // The second of two quick touches was meant for the button that stood here before.
                    <button
                        class="btn"
                        type="submit"
                        aria-disabled=move || slip.sealed.get().to_string()
                        on:click=move |event: leptos::ev::MouseEvent| {
                            if event.detail() > 1 {
                                event.prevent_default();
                            }
                        }
                    >
                        {w.say(k::REPORT_SEND)}
                    </button>
                </Show>
                <Show when=move || at.get() != WHAT>
                    <button
                        class="btn quiet"
                        type="button"
                        on:click=move |_| course.go(at.get_untracked().saturating_sub(1))
                    >
                        {w.say(k::REPORT_BACK)}
                    </button>
                </Show>
                <Delivery status=slip.status />
                <Show when=talk.wanted>
                    <p class="waiting" role="status">{w.say(k::PHOTOS_WAIT)}</p>
                </Show>
            </div>
            <Show when=move || at.get() == REVIEW>
                <After talk />
            </Show>
        </form>
    }
}

/// The question of the step in view.
fn says(talk: Talk) -> Sentence {
    let w = talk.w;
    let car = |key| w.tf(key, &[("car", &talk.car_name())]);
    let centre = |key| w.tf(key, &[("centre", &talk.centre_name())]);
    let nothing = move || {
        talk.record
            .with(|r| r.as_ref().is_none_or(|r| r.signals.is_empty()))
    };
    let (first, second) = match talk.course.at.get() {
        WHAT => (car(k::REPORT_SAY_1), w.t(k::REPORT_SAY_NEXT)),
        WHERE => (w.t(k::REPORT_SAY_2), w.t(k::REPORT_SAY_2_NEXT)),
        CAR if nothing() && !talk.asking.get() => {
            (car(k::REPORT_SAY_3_NONE), w.t(k::REPORT_SAY_3_NONE_NEXT))
        }
        CAR => (car(k::REPORT_SAY_3), w.t(k::REPORT_SAY_3_NEXT)),
        _ if talk.slip.sealed.get() => (w.t(k::REPORT_SAY_KEPT), centre(k::REPORT_SAY_KEPT_NEXT)),
        _ => (w.t(k::REPORT_SAY_4), centre(k::REPORT_SAY_4_NEXT)),
    };
    Sentence { first, second }
}
