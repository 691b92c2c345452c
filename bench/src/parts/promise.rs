//! The promise: what is due, when, and how much of the wait is over.

use super::{NOW, fixed, zone};
use crate::page::State;
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::{Due, face};
use ui::words::Words;

/// Far, near, past.
pub fn states(w: Words) -> Vec<State> {
    vec![
        ("due, just made", promise(w, k::PROMISE, 330, Some(4))),
        (
            "due, half of the wait over",
            promise(w, k::PROMISE, 150, Some(52)),
        ),
        ("soon", promise(w, k::PROMISE, 8, Some(94))),
        (
            "nobody knows when it began",
            promise(w, k::PROMISE, 2 * 1440, None),
        ),
        ("missed", promise(w, k::PROMISE_MISSED, -12, Some(100))),
        ("missed, with what it means and who has it", missed(w)),
    ]
}

fn promise(w: Words, label: Key, minutes: i64, over: Option<u8>) -> AnyView {
    let due = NOW.plus_minutes(minutes);
    view! {
        <Due
            label=fixed(w.t(label))
            time=fixed(w.moment(due, NOW, &zone()))
            near=fixed(w.relative(due, NOW))
            over=Signal::stored(over)
            missed=Signal::stored(minutes < 0)
        />
    }
    .into_any()
}

fn missed(w: Words) -> AnyView {
    let since = w.moment(NOW.plus_minutes(-190), NOW, &zone());
    view! {
        <section class="sheet promise missed">
            {promise(w, k::PROMISE_MISSED, -12, Some(100))} <p>{w.t(k::PROMISE_MISSED_NEXT)}</p>
            <div class="who">
                {face("Mara Lindqvist")}
                <p>
                    <b>"Mara Lindqvist"</b>
                    <small>{w.tf(k::HAS_IT_SINCE, &[("time", &since)])}</small>
                </p>
            </div>
        </section>
    }
    .into_any()
}
