//! The few shapes that stand beside a word, so that nothing is told by colour alone.

use leptos::prelude::*;

/// The shape of a standing (`waiting`, `due`, `missed`, `done`), of safety and urgency, of a `no`, or of
/// the car on the lane.
#[component]
pub fn Shape(
    /// Which one.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    move || {
        match name.get() {
        "missed" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M8 1.5 15.4 14.5H.6Z" fill="currentColor" />
                <path class="cut" d="M8 6v4.2M8 12v.6" />
            </svg>
        }
        .into_any(),
        "waiting" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <circle class="line" cx="8" cy="8" r="6.2" />
                <circle cx="8" cy="8" r="2.6" fill="currentColor" />
            </svg>
        }
        .into_any(),
        "due" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <circle class="line" cx="8" cy="8" r="6.2" />
                <path class="line" d="M8 4.6V8l2.4 1.6" />
            </svg>
        }
        .into_any(),
        "safety" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor" />
                <path class="cut" d="M8 4v5M8 11.4v.7" />
            </svg>
        }
        .into_any(),
        "unsure" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path class="line" d="M5.3 1.6h5.4l3.7 3.7v5.4l-3.7 3.7H5.3l-3.7-3.7V5.3Z" />
                <path class="line" d="M8 4.6v4.2M8 11.2v.4" />
            </svg>
        }
        .into_any(),
        "urgent" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M9.5 0.8 2.6 9.4h4.3l-.8 5.8 7-8.8H8.7Z" fill="currentColor" />
            </svg>
        }
        .into_any(),
        "no" => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path class="line" d="m3.5 3.5 9 9m0-9-9 9" />
            </svg>
        }
        .into_any(),
        "car" => view! {
            <svg class="car" viewBox="0 0 150 78" aria-hidden="true">
                <rect class="body" x="6" y="8" width="138" height="62" rx="27" />
                <path
                    class="glass"
                    d="M96 19c12 2 18 8 18 20s-6 18-18 20c4-6 5-13 5-20s-1-14-5-20Z"
                />
                <path class="glass" d="M46 21c-8 3-12 9-12 18s4 15 12 18c-3-6-4-12-4-18s1-12 4-18Z" />
                <path class="roof" d="M54 20h34M54 58h34" />
            </svg>
        }
        .into_any(),
        _ => view! {
            <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
                <path class="line" d="m2.5 8.5 3.6 3.6 7.4-8" />
            </svg>
        }
        .into_any(),
    }
    }
}
