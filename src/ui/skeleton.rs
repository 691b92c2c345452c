//! Something is on its way: the road that will be drawn, dashed, and in words for those who hear it.

use leptos::prelude::*;

/// What stands where something will.
#[component]
pub fn Skeleton(
    /// What is on its way.
    #[prop(into)]
    say: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="skeleton">
            <p role="status">{say}</p>
            <span class="road" aria-hidden="true"></span>
            <span class="road" aria-hidden="true"></span>
            <span class="road" aria-hidden="true"></span>
        </div>
    }
}
