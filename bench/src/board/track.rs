//! A play, seen as the lane: what is done lies behind the car as a solid line, what is to come is dashed.

use super::play::{How, Play, Step};
use leptos::prelude::*;
use platform::page;

/// The track.
pub fn track(play: Play, label: &'static str) -> AnyView {
    let id = move |at: usize| format!("{}-{at}", label.to_lowercase().replace(' ', "-"));
    // The step that the car stands at is in view.
    Effect::new(move || {
        let at = play.done.get();
        page::after_paint(move || page::reveal(&id(at)));
    });
    view! {
        // It scrolls, and so whoever has no mouse must be able to reach it.
        <ol class="track" role="list" tabindex="0" aria-label=label>
            {move || {
                let steps = play.steps.get().into_iter().enumerate();
                steps.map(|(at, step)| one(play, at, step, id(at))).collect_view()
            }}
        </ol>
    }
    .into_any()
}

fn one(play: Play, at: usize, step: Step, id: String) -> impl IntoView {
    let here = move || play.done.get() == at;
    let done = move || play.done.get() > at;
    let acting = move || here() && play.how.get() == How::Acting;
    let stuck = move || match play.how.get() {
        How::Stuck(words) if here() => Some(words),
        _ => None,
    };
    let state = move || match (done(), acting()) {
        (true, _) => "done: ",
        (_, true) => "under way: ",
        _ => "",
    };
    view! {
        <li id=id class:done=done class:acting=acting aria-current=move || here().then_some("step")>
            {move || here().then(car)}
            <span class="number" aria-hidden="true">{at + 1}</span>
            <p>
                <span class="unseen">{state}</span>
                {step.by.map(|by| view! { <b>{by}</b> " " })}
                {step.say}
            </p>
            {move || {
                stuck()
                    .map(|words| {
                        view! {
                            <p class="stuck">
                                <b>"Not done. "</b>
                                {words}
                            </p>
                        }
                    })
            }}
        </li>
    }
}

/// The car, seen from above, on its way down the list.
fn car() -> impl IntoView {
    view! {
        <svg class="auto" viewBox="0 0 78 150" aria-hidden="true">
            <g transform="translate(78 0) rotate(90)">
                <rect class="body" x="4" y="6" width="142" height="66" rx="28" />
                <path class="glass" d="M96 19c12 2 18 8 18 20s-6 18-18 20c4-6 5-13 5-20s-1-14-5-20Z" />
                <path class="glass" d="M46 21c-8 3-12 9-12 18s4 15 12 18c-3-6-4-12-4-18s1-12 4-18Z" />
                <path class="roof" d="M54 20h34M54 58h34" />
            </g>
        </svg>
    }
}
