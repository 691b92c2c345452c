//! What else a row says at a glance: who has a missed promise now, what waits for the owner, an open
//! dispute, the visit, and of several centres the one it is.

use crate::desk::Desk;
use crate::shape::Shape;
use contract::case::{CaseSummary, Stage};
use i18n::k;
use leptos::prelude::*;

/// The marks of a row; nothing where there is nothing to say.
#[component]
pub fn Marks(
    /// The case.
    row: Memo<CaseSummary>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let marks = Memo::new(move |_| {
        row.with(|r| {
            let mut marks: Vec<(&'static str, String)> = Vec::new();
            let closed = r.stage == Stage::Closed;
            if let Some(level) = r.missed {
                let level = w.named("level", level.slug());
                marks.push(("missed", w.tf(k::DESK_MARK_MISSED, &[("level", &level)])));
            }
            if let Some(level) = r.disputed {
                let level = w.named("level", level.slug());
                marks.push(("missed", w.tf(k::DESK_MARK_DISPUTE, &[("level", &level)])));
            }
            if r.open_lines > 0 && !closed {
                let (one, other) = (k::DESK_MARK_LINES_ONE, k::DESK_MARK_LINES_OTHER);
                marks.push(("waiting", w.tn(one, other, u64::from(r.open_lines))));
            }
            let now = desk.now.get();
            if let Some(visit) = r
                .visit
                .filter(|at| now < at.plus_minutes(12 * 60) && !closed)
            {
                let zone = desk.centre(&r.centre).map(|c| c.zone);
                let zone = zone.unwrap_or_else(|| desk.home_zone());
                let time = w.moment(visit, now, &zone);
                marks.push(("due", w.tf(k::DESK_MARK_VISIT, &[("time", &time)])));
            }
            if desk.has_centres() {
                marks.push(("", desk.centre_of(&r.centre)));
            }
            marks
        })
    });
    move || {
        let marks = marks.get();
        (!marks.is_empty()).then(|| {
            let mark = |(shape, words): (&'static str, String)| {
                view! {
                    <span class="mark" data-mark=shape>
                        {(!shape.is_empty()).then(|| view! { <Shape name=Signal::stored(shape) /> })}
                        {words}
                    </span>
                }
            };
            view! { <span class="marks">{marks.into_iter().map(mark).collect_view()}</span> }
        })
    }
}
