//! What owners say, in groups: only where enough have answered that nobody can be told from it.

use crate::case::{Back, TITLE_ID};
use crate::desk::Desk;
use contract::survey::{GROUP, GroupFigures};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::ask::until_answered;

/// The page.
#[component]
pub fn Figures() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let figures = RwSignal::new(None::<Vec<GroupFigures>>);
    let refused = RwSignal::new(None);
    spawn_local(async move {
        let wanted = || figures.try_with_untracked(|_| ()).is_some();
        match until_answered("/figures", wanted).await {
            Some(Ok(found)) => figures.set(Some(found)),
            Some(Err(problem)) => refused.set(Some(problem.kind)),
            None => {}
        }
    });
    let group = GROUP.to_string();
    let table = move |all: Vec<GroupFigures>| {
        let row = |f: GroupFigures| {
            let cell = |n: &u32| view! { <td>{*n}</td> };
            view! {
                <tr>
                    <th scope="row">{desk.centre_of(&f.centre)}</th>
                    {f.scores.iter().rev().map(cell).collect_view()}
                    <td>
                        <b>{format!("{}+", f.answered)}</b>
                    </td>
                </tr>
            }
        };
        let score = |n: u8| {
            let n = n.to_string();
            view! { <th scope="col">{w.tf(k::DESK_SCORE, &[("n", &n)])}</th> }
        };
        view! {
            <div class="wide" role="group" tabindex="0" aria-labelledby=TITLE_ID>
                <table>
                    <caption>{w.t(k::DESK_FIGURES_CAPTION)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{w.t(k::DESK_CENTRE)}</th>
                            {[5, 4, 3, 2, 1].map(score).collect_view()}
                            <th scope="col">{w.t(k::DESK_ANSWERED)}</th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    };
    view! {
        <section class="after">
            <Back />
            <h2 class="say" id=TITLE_ID tabindex="-1">
                {w.say(k::DESK_TAB_SAID)}
            </h2>
            <p class="quiet">{move || w.tf(k::DESK_FIGURES_MEANS, &[("n", &group)])}</p>
            {move || match (figures.get(), refused.get()) {
                (_, Some(kind)) => view! { <p class="bad">{w.problem(kind)}</p> }.into_any(),
                (None, None) => {
                    view! {
                        <p class="quiet" role="status">
                            {w.t(k::DESK_SAID_LOADING)}
                        </p>
                    }
                        .into_any()
                }
                (Some(all), None) if all.is_empty() => {
                    view! { <p>{w.t(k::DESK_FIGURES_NONE)}</p> }.into_any()
                }
                (Some(all), None) => table(all).into_any(),
            }}
        </section>
    }
}
