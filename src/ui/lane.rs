//! The lane: progress and the one motif. The car stands on it where the case stands.

use contract::case::{STOPS, Stage};
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

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
