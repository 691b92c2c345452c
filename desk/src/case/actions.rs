//! What can be done with a case. What cannot be done is shown too, with the rule's own reason.

use super::close::CloseForm;
use super::diagnosis::DiagnosisForm;
use super::due::DueForm;
use super::estimate::EstimateEditor;
use super::hand_over::HandOverForm;
use super::invoice::InvoiceForm;
use super::offer::OfferForm;
use super::progress::ProgressForm;
use super::small::SmallForm;
use crate::desk::Desk;
use crate::send::verb::Verb;
use contract::case::Stage;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The one thing to do next: accept what nobody has, else promise.
fn primary(stage: Stage) -> Verb {
    match stage {
        Stage::Reported => Verb::Accept,
        _ => Verb::Promise,
    }
}

/// The buttons, their reasons, and the form that is open.
#[component]
pub fn Actions(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let open = Memo::new(move |_| {
        let id = case.with(|c| c.id.clone());
        let form = desk.form.get();
        form.filter(|slot| slot.case == id).map(|slot| slot.verb)
    });
    let stage = Memo::new(move |_| case.with(|c| c.stage));
    // Each reason once, with the buttons it holds back.
    let reasons = Memo::new(move |_| {
        case.with(|c| {
            let mut reasons: Vec<(Kind, Vec<Verb>)> = Vec::new();
            for verb in Verb::BUTTONS {
                let Err(kind) = desk.allowed(verb, c) else {
                    continue;
                };
                match reasons.iter_mut().find(|(k, _)| *k == kind) {
                    Some((_, verbs)) => verbs.push(verb),
                    None => reasons.push((kind, vec![verb])),
                }
            }
            reasons
        })
    });
    view! {
        <section class="actions" aria-label=w.say(k::DESK_ACTIONS)>
            <div class="buttons">
                {Verb::BUTTONS
                    .into_iter()
                    .map(|verb| {
                        let held = Memo::new(move |_| case.with(|c| desk.allowed(verb, c).err()));
                        view! {
                            <button
                                type="button"
                                class="btn"
                                class:quiet=move || {
                                    open.get().is_some() || held.get().is_some()
                                        || primary(stage.get()) != verb
                                }
                                aria-disabled=move || held.get().map(|_| "true")
                                aria-describedby=move || {
                                    held.get().map(|kind| format!("why-{}", kind.slug()))
                                }
                                aria-keyshortcuts=verb.key()
                                aria-expanded=move || {
                                    (verb != Verb::Message)
                                        .then(|| (open.get() == Some(verb)).to_string())
                                }
                                on:click=move |_| desk.start(case.with_untracked(|c| c.id.clone()), verb)
                            >
                                {w.say(verb.name())}
                                " "
                                <kbd aria-hidden="true">{verb.key()}</kbd>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            {move || {
                reasons
                    .get()
                    .into_iter()
                    .map(|(kind, verbs)| {
                        let names: Vec<String> = verbs.into_iter().map(|v| w.t(v.name())).collect();
                        view! {
                            <p class="why" id=format!("why-{}", kind.slug())>
                                <b>{names.join(", ")} ":"</b>
                                " "
                                {w.problem(kind)}
                            </p>
                        }
                    })
                    .collect_view()
            }}
            {move || {
                let form = match open.get()? {
                    verb @ (Verb::Accept | Verb::Promise) => view! { <DueForm case verb /> }.into_any(),
                    Verb::Progress => view! { <ProgressForm case /> }.into_any(),
                    Verb::Offer => view! { <OfferForm case /> }.into_any(),
                    Verb::Diagnose => view! { <DiagnosisForm case /> }.into_any(),
                    Verb::Estimate => view! { <EstimateEditor case /> }.into_any(),
                    Verb::Invoice => view! { <InvoiceForm case /> }.into_any(),
                    Verb::HandOver => view! { <HandOverForm case /> }.into_any(),
                    verb @ (Verb::CheckIn | Verb::Resume | Verb::Sign | Verb::Pause) => {
                        view! { <SmallForm case verb /> }.into_any()
                    }
                    Verb::Close => view! { <CloseForm case /> }.into_any(),
                    // These stand beside what they are about.
                    Verb::Message | Verb::Answer | Verb::Refund => return None,
                };
                Some(form)
            }}
            <p class="done" role="status">
                {move || desk.done.get()}
            </p>
        </section>
    }
}
