//! What can be done with a case. What cannot be done is shown too, with the rule's own reason.

use super::close::CloseForm;
use super::due::DueForm;
use crate::desk::Desk;
use crate::send::draft::Verb;
use casework::{Refusal, may};
use contract::case::{Case, Stage};
use contract::problem::Kind;
use i18n::{Key, k};
use leptos::prelude::*;
use ui::file::Shown;

/// Why a verb is not allowed now; the rules are asked, nothing is decided here.
fn reason(verb: Verb, case: &Case) -> Option<Kind> {
    let allowed = match verb {
        Verb::Accept => may::accept(case),
        Verb::Promise | Verb::Close => may::handle(case),
        Verb::Message => may::message(case),
    };
    match allowed.err()? {
        Refusal::Because(kind) | Refusal::Until(kind, _) => Some(kind),
        Refusal::Invalid(_) => Some(Kind::InvalidInput),
    }
}

fn name(verb: Verb) -> Key {
    match verb {
        Verb::Accept => k::DESK_ACCEPT,
        Verb::Promise => k::DESK_PROMISE,
        Verb::Message => k::DESK_MESSAGE,
        Verb::Close => k::DESK_CLOSE,
    }
}

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
            for verb in Verb::ALL {
                let Some(kind) = reason(verb, c) else {
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
        <section class="actions" aria-label=move || w.t(k::DESK_ACTIONS)>
            <div class="buttons">
                {Verb::ALL
                    .into_iter()
                    .map(|verb| {
                        let held = Memo::new(move |_| case.with(|c| reason(verb, c)));
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
                                {move || w.t(name(verb))}
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
                        let names: Vec<String> = verbs.into_iter().map(|v| w.t(name(v))).collect();
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
            {move || match open.get() {
                Some(verb @ (Verb::Accept | Verb::Promise)) => {
                    Some(view! { <DueForm case verb /> }.into_any())
                }
                Some(Verb::Close) => Some(view! { <CloseForm case /> }.into_any()),
                Some(Verb::Message) | None => None,
            }}
            <p class="done" role="status">
                {move || desk.done.get()}
            </p>
        </section>
    }
}
