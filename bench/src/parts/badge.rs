//! The badge: where a case stands, as a word and a shape.

use crate::page::State;
use contract::case::Stage;
use leptos::prelude::*;
use ui::words::Words;

const STAGES: [Stage; 10] = [
    Stage::Reported,
    Stage::Accepted,
    Stage::CheckedIn,
    Stage::Diagnosing,
    Stage::WaitingForParts,
    Stage::WaitingForApproval,
    Stage::InRepair,
    Stage::QualityCheck,
    Stage::Ready,
    Stage::Closed,
];

/// One for each stage.
pub fn states(w: Words) -> Vec<State> {
    let badge = |stage: Stage| {
        let view = view! {
            <span class="badge" data-stage=stage.slug()>
                {w.named("stage", stage.slug())}
            </span>
        };
        (stage.slug(), view.into_any())
    };
    STAGES.map(badge).into_iter().collect()
}
