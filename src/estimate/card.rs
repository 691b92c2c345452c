//! The card on the case's page.

use contract::case::Case;
use leptos::prelude::*;

/// What the case's page shows of this room.
#[component]
pub fn EstimateCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let _ = case;
}
