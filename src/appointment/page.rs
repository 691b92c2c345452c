//! The page.

use crate::case::InCase;
use contract::case::Case;
use leptos::prelude::*;

/// The room's page.
#[component]
pub fn AppointmentPage() -> impl IntoView {
    view! { <InCase room=|case| view! { <Room case /> }.into_any() /> }
}

#[component]
fn Room(case: Memo<Case>) -> impl IntoView {
    let _ = case;
}
