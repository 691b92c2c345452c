//! What was done about an answer. It is no command of a case, so its draft is kept here, at every
//! keystroke, until the server has it.

use super::answers::fetch;
use crate::case::TITLE_ID;
use crate::desk::Desk;
use casework::text::{LONG, field};
use contract::problem::{FieldError, Problem};
use contract::survey::{NamedAnswer, RecordAction};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::{page, store};

/// What was done so far, and the form to write it down.
#[component]
pub fn Action(
    /// The answer.
    answer: NamedAnswer,
    /// All of them, fetched again once this is recorded.
    answers: RwSignal<Option<Vec<NamedAnswer>>>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let case = answer.case.clone();
    let person = desk.session.with_value(|s| s.person.clone());
    let kept = StoredValue::new(format!("action/{person}/{case}"));
    let path = StoredValue::new(format!("/answers/{case}/action"));
    let case = StoredValue::new(case);
    let text = RwSignal::new(
        kept.with_value(|name| store::read(name))
            .unwrap_or_default(),
    );
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<FieldError>);
    let failed = RwSignal::new(None::<Option<Problem>>);
    let id = format!("action-{}", case.with_value(ToString::to_string));
    let fault_id = format!("{id}-fault");
    let described = fault_id.clone();
    let typed = move |ev| {
        let typed = event_target_value(&ev);
        kept.with_value(|name| store::write(name, &typed));
        fault.set(None);
        text.set(typed);
    };
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = text.get_untracked();
        let typed = match field(&typed, LONG, "/text") {
            Ok(typed) => typed,
            Err(error) => return fault.set(Some(error)),
        };
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let action = RecordAction {
                text: typed.clone(),
            };
            let answer = http::post::<()>(&path.get_value(), &action).await;
            // The answer to this has no body: whether it is recorded is read from the list.
            let result = match answer {
                Err(Failure::Problem(problem)) => Err(Some(problem)),
                Ok(()) | Err(Failure::Network) => match fetch().await {
                    Ok(all) if recorded(&all, case, &typed) => Ok(all),
                    _ => Err(None),
                },
            };
            let _ = busy.try_set(false);
            match result {
                Ok(all) => {
                    let _ = kept.try_with_value(|name| store::remove(name));
                    // The row is made anew with what was done; the sentence over the list counts it.
                    let _ = answers.try_set(Some(all));
                    page::focus_soon(TITLE_ID);
                }
                Err(problem) => {
                    let _ = failed.try_set(Some(problem));
                }
            }
        });
    };
    let label = match answer.action {
        Some(_) => k::DESK_ACTION_MORE,
        None => k::DESK_ACTION_LABEL,
    };
    let done = answer.action.map(|action| {
        view! {
            <p>
                <b>{w.say(k::DESK_ACTION_DONE)}</b>
            </p>
            <p class="own-words">{action}</p>
        }
    });
    view! {
        {done}
        <form class="field action" on:submit=send>
            <label for=id.clone()>{w.say(label)}</label>
            <textarea
                id=id
                rows="2"
                readonly=move || busy.get()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=move || text.get()
                on:input=typed
            ></textarea>
            {move || {
                fault
                    .get()
                    .map(|f| {
                        view! {
                            <p class="fault" id=fault_id.clone()>
                                {w.fault(&f)}
                            </p>
                        }
                    })
            }}
            <div class="send">
                <button class="btn quiet" type="submit" disabled=move || busy.get()>
                    {w.say(k::DESK_ACTION_SEND)}
                </button>
                <div class="status" role="status">
                    {move || match (busy.get(), failed.get()) {
                        (true, _) => Some(view! { <p>{w.t(k::DESK_SENDING)}</p> }.into_any()),
                        (false, Some(problem)) => {
                            let words = problem.map(|p| w.refusal(&p)).unwrap_or_default();
                            Some(
                                view! {
                                    <p class="bad">
                                        <b>{words}</b>
                                        " "
                                        {w.t(k::DESK_REFUSED)}
                                    </p>
                                }
                                    .into_any(),
                            )
                        }
                        (false, None) => None,
                    }}
                </div>
            </div>
        </form>
    }
}

/// Whether the list has this action at this case.
fn recorded(all: &[NamedAnswer], case: StoredValue<contract::id::CaseId>, text: &str) -> bool {
    let mine = all.iter().find(|a| {
        case.try_with_value(|case| a.case == *case)
            .unwrap_or_default()
    });
    mine.and_then(|a| a.action.as_deref()) == Some(text)
}
