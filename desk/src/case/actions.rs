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
use crate::keys;
use crate::send::verb::Verb;
use casework::may;
use contract::appointment::Appointment;
use contract::case::{Case, Stage};
use contract::problem::Kind;
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The one thing to do next: accept what nobody has, answer a dispute that waits for oneself, keep a promise
/// that was missed, else the next step of the work.
fn primary(desk: Desk, case: &Case, now: Timestamp) -> Verb {
    let who = desk.who();
    let mut open = case.disputes.iter().filter(|d| d.answer.is_none());
    let late = case.promise.as_ref().is_some_and(|p| p.due <= now);
    let comes =
        |a: &Appointment| a.checked_in_at.is_none() && a.offer.starts <= now.plus_minutes(60);
    match case.stage {
        Stage::Reported => Verb::Accept,
        // Its button stands beside what the owner said.
        _ if open.any(|d| may::manage(&who, d.level).is_ok()) => Verb::Answer,
        _ if late => Verb::Promise,
        Stage::Accepted if case.appointment.as_ref().is_some_and(comes) => Verb::CheckIn,
        Stage::Accepted | Stage::CheckedIn | Stage::Diagnosing => match case.diagnosis {
            None => Verb::Diagnose,
            Some(_) if case.revisions == 0 => Verb::Estimate,
            Some(_) => Verb::Progress,
        },
        Stage::InRepair | Stage::QualityCheck => Verb::Progress,
        Stage::Ready if case.invoices.is_empty() && case.estimate.is_some() => Verb::Invoice,
        Stage::Ready => Verb::Close,
        _ => Verb::Promise,
    }
}

/// What is over and done with is no button any more.
fn is_past(desk: Desk, verb: Verb, case: &Case) -> bool {
    match verb {
        Verb::Accept => case.stage != Stage::Reported,
        Verb::CheckIn => desk.allowed(verb, case) == Err(Kind::AlreadyArrived),
        _ => false,
    }
}

/// The button of a verb.
pub fn button_id(verb: Verb) -> String {
    format!("do-{}", verb.noun())
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
    // A step that the rules hold back is nobody's next one.
    let next = Memo::new(move |_| {
        let now = desk.now.get();
        case.with(|c| Some(primary(desk, c, now)).filter(|verb| desk.allowed(*verb, c).is_ok()))
    });
    // Each reason once, with the buttons it holds back.
    let reasons = Memo::new(move |_| {
        case.with(|c| {
            let mut reasons: Vec<(Kind, Vec<Verb>)> = Vec::new();
            for verb in Verb::buttons().filter(|v| !is_past(desk, *v, c)) {
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
                {Verb::GROUPS
                    .into_iter()
                    .map(|verbs| {
                        let one = |verb: &Verb| button(desk, case, *verb, open, next);
                        view! { <div class="group">{verbs.iter().map(one).collect_view()}</div> }
                    })
                    .collect_view()}
            </div>
            <p class="held" role="status">
                {move || desk.held.get()}
            </p>
            <div class="whys">
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
            </div>
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
                    Verb::Message | Verb::Attach | Verb::Answer | Verb::Refund => return None,
                };
                Some(form)
            }}
            <p class="done" role="status">
                {move || desk.done.get()}
            </p>
        </section>
    }
}

/// One button, with its key.
fn button(
    desk: Desk,
    case: Shown,
    verb: Verb,
    open: Memo<Option<Verb>>,
    next: Memo<Option<Verb>>,
) -> impl IntoView {
    let w = desk.words;
    let held = Memo::new(move |_| case.with(|c| desk.allowed(verb, c).err()));
    let past = Memo::new(move |_| case.with(|c| is_past(desk, verb, c)));
    let cap = keys::of(verb);
    view! {
        <button
            type="button"
            class="btn"
            class:quiet=move || open.get().is_some() || next.get() != Some(verb)
            id=button_id(verb)
            hidden=move || past.get()
            aria-disabled=move || held.get().map(|_| "true")
            aria-describedby=move || held.get().map(|kind| format!("why-{}", kind.slug()))
            aria-keyshortcuts=move || cap.filter(|_| desk.letters.get())
            aria-expanded=move || {
                (verb != Verb::Message).then(|| (open.get() == Some(verb)).to_string())
            }
            on:focus=move |_| desk.spot.set(Some(button_id(verb)))
            on:blur=move |_| desk.spot.set(None)
            on:click=move |_| desk.start(case.with_untracked(|c| c.id.clone()), verb)
        >
            {w.say(verb.name())}
            " "
            <kbd aria-hidden="true">{cap}</kbd>
        </button>
    }
}
