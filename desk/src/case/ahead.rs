//! What stands beside the list while no case is open: who is owed a word first, how many wait, and how to
//! come to them without the mouse.

use crate::desk::Desk;
use crate::inbox::order::owed;
use crate::inbox::query::Load;
use crate::keys::Brief;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use crate::time::span::{Span, Standing};
use contract::case::{CaseSummary, Stage};
use contract::time::Timestamp;
use i18n::{Key, k};
use leptos::prelude::*;

/// What the figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    missed: usize,
    waiting: usize,
    hour: usize,
    mine: usize,
}

fn counts(desk: Desk, rows: &[CaseSummary], now: Timestamp) -> Counts {
    let name = desk.session.with_value(|s| s.name.clone());
    let count = |what: &dyn Fn(&CaseSummary) -> bool| rows.iter().filter(|r| what(r)).count();
    let taken = |r: &CaseSummary| r.stage != Stage::Reported;
    Counts {
        missed: count(&|r| taken(r) && owed(r) <= now),
        waiting: count(&|r| !taken(r)),
        hour: count(&|r| taken(r) && now < owed(r) && owed(r) <= now.plus_minutes(60)),
        mine: count(&|r| r.advisor.as_ref() == Some(&name)),
    }
}

/// The pane.
#[component]
pub fn Ahead() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let open = desk.inbox.open;
    let next = Memo::new(move |_| desk.ahead());
    let counts = Memo::new(move |_| open.with(|rows| counts(desk, rows, desk.now.get())));
    let standing = move || match next.get()? {
        (Tab::Disputes, _) => None,
        (_, row) => Some(Standing::of_row(&row, desk.now.get())),
    };
    let here = Memo::new(move |_| desk.inbox.load.get() == Load::Ready);
    let said = move || {
        let Some((_, row)) = next.get() else {
            return w.t(if here.get() {
                k::DESK_SAY_NONE
            } else {
                k::DESK_LOADING
            });
        };
        let owner = row.owner_name.unwrap_or_else(|| w.t(k::DESK_THE_OWNER));
        let Some(standing) = standing() else {
            return w.tf(k::DESK_NEXT_DISPUTE, &[("owner", &owner)]);
        };
        let words = match standing {
            Standing::Waiting(_) => k::DESK_NEXT_WAITS,
            Standing::Missed(_) => k::DESK_NEXT_LATE,
            _ => k::DESK_NEXT_DUE,
        };
        let span = standing.span().map(|span: Span| span.say(w));
        w.tf(
            words,
            &[("owner", &owner), ("span", &span.unwrap_or_default())],
        )
    };
    let figure = move |shape: &'static str, words: Key, of: fn(Counts) -> usize| {
        view! {
            <div data-mark=shape data-none=move || (of(counts.get()) == 0).to_string()>
                <dt>
                    {(!shape.is_empty()).then(|| view! { <Shape name=Signal::stored(shape) /> })}
                    {w.say(words)}
                </dt>
                <dd>{move || of(counts.get())}</dd>
            </div>
        }
    };
    let below = move || {
        view! {
            <dl class="figures">
                {figure("missed", k::DESK_COUNT_MISSED, |c| c.missed)}
                {figure("waiting", k::DESK_COUNT_WAITING, |c| c.waiting)}
                {figure("due", k::DESK_COUNT_HOUR, |c| c.hour)}
                {figure("", k::DESK_COUNT_MINE, |c| c.mine)}
            </dl>
            <Brief />
        }
    };
    view! {
        <section class="ahead" aria-labelledby="ahead-title">
            <p class="kicker">{w.say(k::DESK_NEXT)}</p>
            <h2
                class="say"
                id="ahead-title"
                data-standing=move || standing().map(Standing::name)
            >
                {said}
            </h2>
            {move || {
                next.get()
                    .map(|(tab, row)| {
                        view! {
                            <p class="own-words">{row.headline}</p>
                            <p>
                                <a class="btn" href=Place::case(tab, row.id).href()>
                                    {w.t(k::DESK_NEXT_GO)}
                                    " "
                                    <kbd aria-hidden="true">"N"</kbd>
                                </a>
                            </p>
                        }
                    })
            }}
            // What stands below has its place once the words above have their length.
            {move || here.get().then(below)}
        </section>
    }
}
