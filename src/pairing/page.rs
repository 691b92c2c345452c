//! The phone's side: the code, then what both screens show, then yes or no. The car's state is asked again while one
//! decides, since it is paired in Park only.

use super::allow::{Allow, usual};
use crate::parts::{TITLE, Title, Way};
use crate::path;
use crate::portal::Portal;
use crate::say::Sentence;
use crate::ui::{Mark, Show};
use contract::command::DriveState;
use contract::pairing::PairingView;
use contract::problem::Problem;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use platform::http::{self, Failure};
use platform::page;

/// How often the car's state is asked for, in ms.
const LOOK: i32 = 3000;

/// How far one is.
#[derive(Clone, PartialEq)]
enum Step {
    /// The code is asked for.
    Code,
    /// What both screens show.
    Compare(PairingView),
    /// Yes was said, to the car of this name.
    Done(String),
    /// No was said.
    Refused,
}

#[derive(Clone, Copy)]
struct Course {
    code: RwSignal<String>,
    step: RwSignal<Step>,
    fault: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// Pairs a car.
#[component]
pub fn PairPage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let scanned = use_query_map()
        .with_untracked(|q| q.get("code"))
        .unwrap_or_default();
    let way = Course {
        code: RwSignal::new(scanned.clone()),
        step: RwSignal::new(Step::Code),
        fault: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let sentence = Signal::derive(move || match way.step.get() {
        Step::Code => Sentence::of(w, k::PAIR_SAY, k::PAIR_SAY_CODE),
        Step::Compare(view) => Sentence {
            first: format!("{}:", view.nickname),
            second: w.t(k::PAIR_WORD_ASK),
        },
        Step::Done(car) => Sentence {
            first: w.tf(k::PAIR_DONE, &[("car", &car)]),
            second: w.t(k::PAIR_DONE_NEXT),
        },
        Step::Refused => Sentence::of(w, k::PAIR_REFUSED, k::PAIR_REFUSED_NEXT),
    });
    Effect::new(move || page::title(&w.t(k::PAIR_SAY)));
    if !scanned.is_empty() {
        way.look(portal);
    }
    // What is compared is made once for a code: switches that were turned stay turned while the car is asked again.
    let name = Memo::new(move |_| match way.step.get() {
        Step::Compare(view) => Some((view.nickname, view.word)),
        _ => None,
    });
    let over = move || matches!(way.step.get(), Step::Done(_) | Step::Refused);
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        <div class="pairing">
            <Show when=move || way.step.with(|s| *s == Step::Code)>
                <Code way />
            </Show>
            {move || name.get().map(|(car, word)| view! { <Compare way car word /> })}
            <p class="fault" role="alert">
                {move || way.fault.get().map(|text| view! { <Mark /> {text} })}
            </p>
            <Show when=over>
                <Way to=path::HOME.into() label=k::GO_HOME />
            </Show>
        </div>
    }
}

#[component]
fn Code(way: Course) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    view! {
        <form
            class="field"
            on:submit=move |event| {
                event.prevent_default();
                way.look(portal);
            }
        >
            <p class="quiet-words" id="pair-how">{w.say(k::PAIR_HOW)}</p>
            <label for="pair-code">{w.say(k::PAIR_CODE)}</label>
            <input
                id="pair-code"
                class="typed-code"
                type="text"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="20"
                aria-describedby="pair-how"
                prop:value=way.code
                on:input=move |event| way.code.set(event_target_value(&event))
            />
            <p class="acts">
                <button class="btn" type="submit" aria-disabled=move || way.busy.get().to_string()>
                    {w.say(k::PAIR_GO)}
                </button>
            </p>
        </form>
    }
}

#[component]
fn Compare(way: Course, car: String, word: String) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let to = RwSignal::new(usual());
    let moves = move || {
        way.step
            .with(|s| matches!(s, Step::Compare(v) if v.drive != DriveState::Parked))
    };
    let (named, waits) = (car.clone(), car.clone());
    let yes = move |_| {
        if !moves() {
            way.answer(portal, "confirmation", Some(to.get_untracked()));
        }
    };
    let barred = move || (moves() || way.busy.get()).to_string();
    spawn_local(way.follow());
    view! {
        <section class="sheet word">
            <h2>{w.say(k::PAIR_WORD)}</h2>
            <p class="big" translate="no">{word}</p>
        </section>
        <Allow to car />
        <p class="notice" role="status">
            {move || moves().then(|| w.tf(k::PAIR_MOVES, &[("car", &waits)]))}
        </p>
        <p class="acts">
            <button class="btn" type="button" aria-disabled=barred on:click=yes>
                {move || w.tf(k::PAIR_YES, &[("car", &named)])}
            </button>
            <button
                class="btn quiet"
                type="button"
                on:click=move |_| way.answer(portal, "refusal", None::<()>)
            >
                {w.say(k::PAIR_NO)}
            </button>
        </p>
    }
}

/// The letters of a code, however it was typed.
fn letters(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Course {
    fn route(self, what: &str) -> String {
        format!("/pairings/{}{what}", letters(&self.code.get_untracked()))
    }

    /// Opens the code.
    fn look(self, portal: Portal) {
        if self.busy.get_untracked() {
            return;
        }
        if letters(&self.code.get_untracked()).len() < 8 {
            self.fault.set(Some(portal.words.t(k::PAIR_CODE_SHORT)));
            return page::focus_soon("pair-code");
        }
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = http::get::<PairingView>(&self.route("")).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(view) => {
                    self.step.set(Step::Compare(view));
                    page::focus_soon(TITLE);
                }
                Err(failure) => self.failed(portal, failure),
            }
        });
    }

    /// Asks what the car is doing for as long as one decides.
    async fn follow(self) {
        loop {
            platform::sleep(LOOK).await;
            if !matches!(self.step.try_get_untracked(), Some(Step::Compare(_))) {
                return;
            }
            let answer = http::get::<PairingView>(&self.route("")).await;
            let still = matches!(self.step.try_get_untracked(), Some(Step::Compare(_)));
            if let (true, Ok(view)) = (still, answer) {
                self.step.set(Step::Compare(view));
            }
        }
    }

    /// Says yes or no.
    fn answer<T: serde::Serialize + 'static>(
        self,
        portal: Portal,
        what: &'static str,
        body: Option<T>,
    ) {
        let Step::Compare(view) = self.step.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = http::post::<()>(&self.route(&format!("/{what}")), &body).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    self.step.set(match body {
                        Some(_) => Step::Done(view.nickname),
                        None => Step::Refused,
                    });
                    page::focus_soon(TITLE);
                }
                Err(failure) => self.failed(portal, failure),
            }
        });
    }

    /// What went wrong; where the code has died, it is asked for again.
    fn failed(self, portal: Portal, failure: Failure) {
        let w = portal.words;
        let problem: Problem = match failure {
            Failure::Network => return self.fault.set(Some(w.t(k::PAIRED_FAILED))),
            Failure::Problem(problem) => problem,
        };
        if problem.status == 404 {
            self.step.set(Step::Code);
        }
        self.fault.set(Some(w.refusal(&problem)));
    }
}
