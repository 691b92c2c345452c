//! Where the work stands: the stages that may come next, the others with the reason; the next promise;
//! for parts, which and until when.

use super::due::{DuePicks, instant, wall};
use super::form::{Panel, Text, slot, titled};
use super::status::{FieldFault, fault_at, field_id};
use crate::desk::Desk;
use crate::send::verb::Verb;
use casework::{Refusal, may};
use contract::case::{Case, Stage};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The stages that an advisor sets; the others come of themselves.
const STAGES: [Stage; 6] = [
    Stage::CheckedIn,
    Stage::Diagnosing,
    Stage::WaitingForParts,
    Stage::InRepair,
    Stage::QualityCheck,
    Stage::Ready,
];

fn held(case: &Case, to: Stage) -> Option<Kind> {
    match may::progress(case, to).err()? {
        Refusal::Because(kind) | Refusal::Until(kind, _) => Some(kind),
        Refusal::Locked(_) => Some(Kind::DriveLocked),
        Refusal::Invalid(_) => Some(Kind::InvalidInput),
    }
}

/// The form.
#[component]
pub fn ProgressForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Progress);
    let draft = Memo::new(move |_| desk.outbox.draft(&of.get_value()));
    let stage = Memo::new(move |_| draft.with(|d| d.stage));
    let parts = Memo::new(move |_| stage.get() == Some(Stage::WaitingForParts));
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    let title = titled(desk, case, k::DESK_PROGRESS_TITLE);
    let submit = Signal::derive(w.say(k::DESK_PROGRESS_SEND));
    // Each reason once, with the stages it holds back.
    let reasons = Memo::new(move |_| {
        let mut reasons: Vec<(Kind, Vec<Stage>)> = Vec::new();
        for to in STAGES {
            let Some(kind) = case.with(|c| held(c, to)) else {
                continue;
            };
            match reasons.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, stages)) => stages.push(to),
                None => reasons.push((kind, vec![to])),
            }
        }
        reasons
    });
    view! {
        <Panel case of title submit>
            <fieldset class="picks" disabled=move || sealed.get() aria-describedby="stage-fault">
                <legend>{w.say(k::DESK_PROGRESS_STAGE)}</legend>
                {STAGES
                    .into_iter()
                    .map(|to| {
                        let held = Memo::new(move |_| case.with(|c| held(c, to)));
                        view! {
                            <label class="pick">
                                <input
                                    type="radio"
                                    name="stage"
                                    id=stage_id(to)
                                    disabled=move || held.get().is_some()
                                    aria-describedby=move || {
                                        held.get().map(|kind| format!("stage-why-{}", kind.slug()))
                                    }
                                    prop:checked=move || stage.get() == Some(to)
                                    on:change=move |_| {
                                        desk.outbox.edit(&of.get_value(), |d| d.stage = Some(to));
                                    }
                                />
                                <span>{move || w.named("stage", to.slug())}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <FieldFault of field="stage" id="stage-fault" />
            {move || {
                reasons
                    .get()
                    .into_iter()
                    .map(|(kind, stages)| {
                        let names = stages.into_iter().map(|s| w.named("stage", s.slug()));
                        let names: Vec<String> = names.collect();
                        view! {
                            <p class="why" id=format!("stage-why-{}", kind.slug())>
                                <b>{names.join(", ")} ":"</b>
                                " "
                                {w.problem(kind)}
                            </p>
                        }
                    })
                    .collect_view()
            }}
            <div class="pair">
                {move || {
                    let label = if parts.get() { k::DESK_PART } else { k::DESK_PROGRESS_WORD };
                    view! { <Text of field="text" label part=|d| &mut d.text /> }
                }}
                <div class="field" hidden=move || !parts.get()>
                    <label for=field_id("until")>{w.say(k::DESK_PART_UNTIL)}</label>
                    <input
                        type="datetime-local"
                        id=field_id("until")
                        readonly=move || sealed.get()
                        aria-invalid=move || {
                            of.with_value(|s| fault_at(desk, s, "until").is_some()).then_some("true")
                        }
                        aria-describedby="until-fault"
                        prop:value=move || wall(desk, draft.with(|d| d.until))
                        on:change=move |ev| {
                            let until = instant(desk, &event_target_value(&ev));
                            desk.outbox.edit(&of.get_value(), |d| d.until = until);
                        }
                    />
                    <FieldFault of field="until" id="until-fault" />
                </div>
            </div>
            <DuePicks of field="next_update" />
        </Panel>
    }
}

/// The id of a stage's choice; the first fault of the form may be that none was made.
fn stage_id(stage: Stage) -> String {
    match stage {
        // Always allowed while the case is handled.
        Stage::Diagnosing => field_id("stage"),
        stage => format!("stage-{}", stage.slug()),
    }
}
