//! The lane: at each stop, on its way, and as the timeline of what happened.

use super::{NOW, zone};
use crate::page::State;
use contract::case::Stage;
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::Lane;
use ui::words::Words;

/// The stages: a stop each, but for three that stand where another one does.
const STAGES: [(&str, Stage); 10] = [
    ("reported", Stage::Reported),
    ("accepted", Stage::Accepted),
    ("checked in, at the same stop", Stage::CheckedIn),
    ("diagnosing", Stage::Diagnosing),
    ("waiting for parts", Stage::WaitingForParts),
    ("waiting for approval", Stage::WaitingForApproval),
    ("in repair", Stage::InRepair),
    ("quality check", Stage::QualityCheck),
    ("ready", Stage::Ready),
    ("closed", Stage::Closed),
];

/// At each stop; one that drives on at a touch; and while nothing is known yet.
pub fn states(_: Words) -> Vec<State> {
    let at = |(name, stage)| {
        (
            name,
            view! { <Lane stage=Signal::stored(stage) /> }.into_any(),
        )
    };
    let mut all: Vec<State> = STAGES.into_iter().map(at).collect();
    all.push(("it moves when the case moves: drive on", driving()));
    all.push((
        "loading: the road alone",
        view! { <span class="road" aria-hidden="true"></span> }.into_any(),
    ));
    all
}

fn driving() -> AnyView {
    let stop = RwSignal::new(0_usize);
    let stage = Signal::derive(move || STAGES[stop.get()].1);
    let on = move |_| stop.update(|stop| *stop = (*stop + 1) % STAGES.len());
    view! {
        <Lane stage />
        <button class="btn quiet" type="button" lang="en" on:click=on>
            "Drive on"
        </button>
    }
    .into_any()
}

/// What happened, the newest first.
pub fn timeline(w: Words) -> Vec<State> {
    let entries: [(i64, Key); 4] = [
        (-4, k::STAGE_DIAGNOSING),
        (-61, k::STAGE_CHECKED_IN),
        (-1500, k::STAGE_ACCEPTED),
        (-12_000, k::STAGE_REPORTED),
    ];
    let entry = |(minutes, what): (i64, Key)| {
        let at = NOW.plus_minutes(minutes);
        view! {
            <li>
                <time>{w.moment(at, NOW, &zone())}</time>
                <span>{w.t(what)} " " <small>"Mara Lindqvist"</small></span>
            </li>
        }
    };
    let some = view! {
        <section class="history">
            <h2>{w.t(k::HISTORY)}</h2>
            <ol role="list">{entries.map(entry).into_iter().collect_view()}</ol>
        </section>
    };
    vec![("today, this week, earlier", some.into_any())]
}
