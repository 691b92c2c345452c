//! How a change stands with the server: on its way, made, refused. One for each form.

use super::sheet::Sheet;
use crate::desk::Desk;
use contract::problem::{FieldError, Kind, Problem};
use contract::settings::Settings;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::store;
use serde_json::Value;
use ui::words::Words;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum State {
    #[default]
    Idle,
    Busy,
    Done(String),
    /// Without a problem: nobody answered.
    Refused(Option<Problem>),
}

/// How a change stands.
#[derive(Clone, Copy)]
pub struct Reply {
    desk: Desk,
    state: RwSignal<State>,
}

/// A change to ask for.
pub struct Ask {
    /// Its route, below the desk's prefix.
    pub path: String,
    /// What it shall be.
    pub to: Value,
    /// Whether it was made, where the answer was lost.
    pub made: Box<dyn Fn(&Settings) -> bool>,
    /// What is said when it was made.
    pub said: String,
    /// What was typed for it, forgotten when it was made, also where the page was left meanwhile.
    pub typed: Option<Sheet>,
    /// Follows when it was made.
    pub then: Option<Callback<()>>,
}

impl Reply {
    /// Nothing asked yet.
    pub fn new() -> Self {
        Self {
            desk: Desk::here(),
            state: RwSignal::default(),
        }
    }

    /// The texts.
    pub fn words(self) -> Words {
        self.desk.words
    }

    /// Whether a change is on its way: nothing can be typed meanwhile.
    pub fn busy(self) -> bool {
        self.state.with(|s| *s == State::Busy)
    }

    /// What is wrong with a field, by its name on the wire.
    pub fn fault(self, field: &str) -> Option<FieldError> {
        self.state.with(|state| match state {
            State::Refused(Some(problem)) => {
                let at = |e: &&FieldError| e.pointer.split('/').any(|part| part == field);
                problem.errors.iter().find(at).cloned()
            }
            _ => None,
        })
    }

    /// Something is typed: what was said before is over.
    pub fn clear(self) {
        if self.state.with_untracked(|s| *s != State::Busy) {
            self.state.set(State::Idle);
        }
    }

    /// Something is under way that is no change of the settings.
    pub fn wait(self) {
        self.state.set(State::Busy);
    }

    /// Nothing is under way any more, and there is nothing to say of it here.
    pub fn rest(self) {
        let _ = self.state.try_set(State::Idle);
    }

    /// How it ended.
    pub fn end(self, result: Result<String, Option<Problem>>) {
        let _ = self.state.try_set(match result {
            Ok(said) => State::Done(said),
            Err(problem) => State::Refused(problem),
        });
    }

    /// What was found wrong before it travelled.
    pub fn refuse(self, errors: Vec<FieldError>) {
        self.end(Err(Some(Problem::invalid(errors))));
    }

    /// Asks for a change. Pressing fifty times asks once.
    pub fn ask(self, ask: Ask) {
        if untrack(|| self.busy()) {
            return;
        }
        self.wait();
        let kept = ask.typed.map(Sheet::name);
        spawn_local(async move {
            let office = self.desk.office;
            let answer = office.put(&ask.path, ask.to, &*ask.made).await;
            if let (Ok(()), Some(name)) = (&answer, kept) {
                store::remove(&name);
            }
            if self.state.try_get_untracked().is_none() {
                return;
            }
            if answer.is_ok() {
                if let Some(sheet) = ask.typed {
                    sheet.clear();
                }
                if let Some(then) = ask.then {
                    then.run(());
                }
            }
            self.end(answer.map(|()| ask.said));
        });
    }
}

/// What is said of a change, below its form.
#[component]
pub fn Said(
    /// How it stands.
    reply: Reply,
) -> impl IntoView {
    let w = reply.words();
    let bad = |words: String, more: Option<String>| {
        view! {
            <p class="bad">
                <b>{words}</b>
                " "
                {more}
            </p>
        }
        .into_any()
    };
    let refused = move |problem: Problem| match (problem.kind, &problem.detail) {
        // A file is typed by nobody; its form says which line it is.
        (Kind::ImportRefused, _) => bad(w.refusal(&problem), None),
        // No field alone is wrong, and only the machine can say what is.
        (Kind::InvalidInput, Some(detail)) => bad(w.refusal(&problem), Some(detail.clone())),
        (Kind::InvalidInput, None) => bad(w.t(k::DESK_MEND), None),
        _ => bad(w.refusal(&problem), Some(w.t(k::DESK_REFUSED))),
    };
    view! {
        <div class="status" role="status">
            {move || match reply.state.get() {
                State::Idle => None,
                State::Busy => Some(view! { <p>{w.t(k::DESK_SENDING)}</p> }.into_any()),
                State::Done(said) => Some(view! { <p class="done">{said}</p> }.into_any()),
                State::Refused(None) => Some(bad(w.t(k::DESK_REFUSED), None)),
                State::Refused(Some(problem)) => Some(refused(problem)),
            }}
        </div>
    }
}
