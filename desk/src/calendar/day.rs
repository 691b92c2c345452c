//! One day: when the centre is open, what is free hour by hour, and who comes.

use super::plan::{Day, Hour, hours};
use super::visits::Visits;
use crate::desk::Desk;
use contract::case::CaseSummary;
use contract::settings::{Calendar, OpenDay};
use contract::time::Zone;
use i18n::k;
use leptos::prelude::*;
use platform::intl;

/// What the days share.
#[derive(Clone, Copy)]
pub struct Shared {
    /// The desk.
    pub desk: Desk,
    /// What the centre can take, once it is known.
    pub calendar: RwSignal<Option<Calendar>>,
    /// The earliest hour of any day.
    pub first: Memo<i64>,
    /// Its visits from today on, in order.
    pub visits: Memo<Vec<CaseSummary>>,
    /// Where its clock is.
    pub zone: Memo<Zone>,
}

/// The visits of a day.
fn of_day(visits: &[CaseSummary], day: Day) -> Vec<CaseSummary> {
    let here = |r: &&CaseSummary| r.visit.is_some_and(|at| day.has(at));
    visits.iter().filter(here).cloned().collect()
}

/// The day.
#[component]
pub fn DayView(
    /// What the days share.
    shared: Shared,
    /// Which one.
    day: Day,
    /// How many days it is away: 0 is today.
    away: i64,
) -> impl IntoView {
    let Shared { desk, zone, .. } = shared;
    let w = desk.words;
    let clock = move |at| zone.with(|zone| w.clock(at, zone));
    let visits = Memo::new(move |_| shared.visits.with(|all| of_day(all, day)));
    let openings = Memo::new(move |_| {
        shared.calendar.with(|c| {
            let all = c.iter().flat_map(|c| &c.days);
            all.filter(|o| day.has(o.opens))
                .copied()
                .collect::<Vec<_>>()
        })
    });
    let strip = Memo::new(move |_| {
        let now = desk.now.get();
        let bays = shared.calendar.with(|c| c.as_ref().map_or(0, |c| c.bays));
        let of = |o: &OpenDay| visits.with(|visits| hours(bays, *o, visits, now));
        openings.with(|all| all.iter().flat_map(of).collect::<Vec<_>>())
    });
    // The same hour of all days stands in one column.
    let indent = move || {
        let hour = strip.with(|all| all.first().map(|h| day.hour(h.from)));
        let skipped = hour.map_or(0, |hour| hour - shared.first.get());
        format!("calc({skipped} * (var(--hour) + 3px))")
    };
    let title = move || {
        let name =
            zone.with(|zone| intl::day(w.lang.get().code(), day.from.plus_minutes(12 * 60), zone));
        match away {
            0 => w.tf(k::DESK_CAL_TODAY, &[("day", &name)]),
            1 => w.tf(k::DESK_CAL_TOMORROW, &[("day", &name)]),
            _ => name,
        }
    };
    let open = move || {
        let hours = openings.get().into_iter();
        let hours = hours.map(|o| format!("{}–{}", clock(o.opens), clock(o.closes)));
        let hours: Vec<String> = hours.collect();
        let known = shared.calendar.with(Option::is_some);
        match hours.is_empty() && known {
            true => w.t(k::DESK_CAL_SHUT),
            false => hours.join(", "),
        }
    };
    let free = move || {
        let all = strip.get();
        let bays = shared.calendar.with(|c| c.as_ref().map_or(0, |c| c.bays));
        let most = (bays as usize * all.len()).to_string();
        let free = all.iter().map(|h| h.free).sum::<u32>().to_string();
        let values = [("n", free.as_str()), ("all", &most)];
        (!all.is_empty()).then(|| w.tf(k::DESK_CAL_FREE, &values))
    };
    let hour = move |hour: Hour| {
        let at = clock(hour.from);
        let n = hour.free.to_string();
        let words = w.tf(k::DESK_CAL_HOUR, &[("time", &at), ("n", &n)]);
        view! {
            <li data-full=(hour.free == 0).to_string()>
                <span class="sr">{words}</span>
                <small aria-hidden="true">{at}</small>
                <b aria-hidden="true">{n}</b>
            </li>
        }
    };
    view! {
        <section class="day" class:today=away == 0>
            <div class="date">
                <h3>{title}</h3>
                <p>{open}</p>
                <p>
                    <b>{free}</b>
                </p>
            </div>
            <div>
                <ol
                    class="hours"
                    role="list"
                    hidden=move || strip.with(Vec::is_empty)
                    style:margin-inline-start=indent
                >
                    {move || strip.get().into_iter().map(hour).collect_view()}
                </ol>
                <Visits shared visits openings />
            </div>
        </section>
    }
}
