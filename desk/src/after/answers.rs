//! What owners answered, with names: the quality lead's page. Whoever says that somebody was rude or
//! untruthful stands first, with the case's record and what was done about it.

use super::action::Action;
use crate::case::{Back, TITLE_ID};
use crate::desk::Desk;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use contract::survey::{Conduct, NamedAnswer, Satisfied};
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use std::cmp::Reverse;
use ui::ask::until_answered;

/// The page.
#[component]
pub fn Answers() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let answers = RwSignal::new(None::<Vec<NamedAnswer>>);
    let refused = RwSignal::new(None);
    spawn_local(async move {
        let wanted = || answers.try_with_untracked(|_| ()).is_some();
        match until_answered("/answers", wanted).await {
            Some(Ok(found)) => answers.set(Some(sorted(found))),
            Some(Err(problem)) => refused.set(Some(problem.kind)),
            None => {}
        }
    });
    let accusing = move || {
        answers.with(|all| {
            let all = all.iter().flatten();
            all.filter(|a| accuses(a) && a.action.is_none()).count() as u64
        })
    };
    let sentence = move || match (answers.with(Option::is_some), accusing()) {
        (true, 0) => w.t(k::DESK_ANSWERS_QUIET),
        (true, n) => w.tn(k::DESK_ANSWERS_ACCUSE_ONE, k::DESK_ANSWERS_ACCUSE_OTHER, n),
        (false, _) => w.t(k::DESK_TAB_SAID),
    };
    let list = move || answers.get().unwrap_or_default();
    view! {
        <section class="after">
            <Back />
            <h2 class="say" id=TITLE_ID tabindex="-1">
                {sentence}
            </h2>
            <p class="quiet">{w.say(k::DESK_ANSWERS_MEANS)}</p>
            {move || match (answers.with(|a| a.as_ref().map(Vec::len)), refused.get()) {
                (_, Some(kind)) => Some(view! { <p class="bad">{w.problem(kind)}</p> }.into_any()),
                (None, None) => {
                    Some(
                        view! {
                            <p class="quiet" role="status">
                                {w.t(k::DESK_SAID_LOADING)}
                            </p>
                        }
                            .into_any(),
                    )
                }
                (Some(0), None) => Some(view! { <p>{w.t(k::DESK_ANSWERS_NONE)}</p> }.into_any()),
                (Some(_), None) => None,
            }}
            <ol class="answers" role="list">
                <For
                    each=list
                    key=|a| (a.case.clone(), a.given_at, a.action.clone())
                    let:answer
                >
                    <One answer answers />
                </For>
            </ol>
        </section>
    }
}

/// The answers in the page's order: accusations first, then the newest.
pub async fn fetch() -> Result<Vec<NamedAnswer>, Failure> {
    Ok(sorted(http::get("/answers").await?))
}

fn sorted(mut all: Vec<NamedAnswer>) -> Vec<NamedAnswer> {
    all.sort_by_key(|a| (!accuses(a), Reverse(a.given_at)));
    all
}

fn accuses(answer: &NamedAnswer) -> bool {
    !answer.answers.conduct.is_empty()
}

#[component]
fn One(answer: NamedAnswer, answers: RwSignal<Option<Vec<NamedAnswer>>>) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let said = answer.answers.clone();
    let at = answer.given_at;
    let number = answer.case.number();
    let href = Place::case(Tab::Answers, answer.case.clone()).href();
    let centre = answer.centre.clone();
    let when = move || w.moment(at, desk.now.get(), &desk.home_zone());
    let conduct = said.conduct.iter().map(|conduct| {
        let words = match conduct {
            Conduct::Rude => k::DESK_SAID_RUDE,
            Conduct::Untruthful => k::DESK_SAID_UNTRUE,
        };
        view! {
            <span class="mark" data-mark="missed">
                <Shape name=Signal::stored("missed") />
                {w.say(words)}
            </span>
        }
    });
    let satisfied = said.satisfied.map(|satisfied| {
        let words: Key = match satisfied {
            Satisfied::Yes => k::DESK_SATISFIED_YES,
            Satisfied::Partly => k::DESK_SATISFIED_PARTLY,
            Satisfied::No => k::DESK_SATISFIED_NO,
        };
        view! { <span>{w.say(words)}</span> }
    });
    let score = said.score.map(|score| {
        let n = score.to_string();
        view! { <b>{move || w.tf(k::DESK_SCORE_OF, &[("n", &n)])}</b> }
    });
    let words = [
        (k::DESK_SAID_WHY, said.why),
        (k::DESK_SAID_BETTER, said.better),
    ];
    let words = words.into_iter().filter_map(|(label, text)| {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(view! {
            <div>
                <dt>{w.say(label)}</dt>
                <dd class="own-words">{text}</dd>
            </div>
        })
    });
    view! {
        <li data-accuses=(!said.conduct.is_empty()).to_string()>
            <p class="marks">{conduct.collect_view()}</p>
            <p class="marks">
                {score} {satisfied} <span>{answer.advisor.clone()}</span>
                <span>{desk.centre_of(&centre)}</span> <small>{when}</small>
            </p>
            <dl>{words.collect_view()}</dl>
            <p>
                <a class="link-text" href=href>
                    {move || w.tf(k::DESK_ANSWER_CASE, &[("number", &number)])}
                </a>
            </p>
            <Action answer answers />
        </li>
    }
}
