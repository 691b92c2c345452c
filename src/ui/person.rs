//! A person without a picture.

use leptos::prelude::*;
use ui::words::initials;

/// A face: the initials. The name stands beside it.
pub fn face(name: &str) -> AnyView {
    view! {
        <span class="face" aria-hidden="true">
            {initials(name)}
        </span>
    }
    .into_any()
}
