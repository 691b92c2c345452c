//! The demonstration's clock: what it shows, and the buttons that put it forward.

use super::act::Act;
use super::robot;
use super::state::Board;
use contract::time::{Timestamp, Zone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::intl;

const STEPS: [(u32, &str, &str); 4] = [
    (15, "+15 min", "15 minutes"),
    (60, "+1 h", "One hour"),
    (24 * 60, "+1 day", "One day"),
    (7 * 24 * 60, "+7 days", "Seven days"),
];

/// The clock with its buttons.
pub fn clock(board: Board) -> AnyView {
    let tick = RwSignal::new(0_u32);
    spawn_local(async move {
        while tick
            .try_update(|tick| *tick = tick.wrapping_add(1))
            .is_some()
        {
            platform::sleep(1000).await;
        }
    });
    let now = move || {
        tick.track();
        board.bench.with(|(bench, then)| {
            let since = platform::uptime().saturating_sub(*then);
            Timestamp(bench.now.0.saturating_add(since as i64))
        })
    };
    let zone = intl::local_zone().or_else(|| Zone::try_from("UTC".to_owned()).ok());
    let said = move |write: fn(&str, Timestamp, &Zone) -> String| {
        zone.as_ref()
            .map(|zone| write("en-GB", now(), zone))
            .unwrap_or_default()
    };
    let (day, time) = (said.clone(), said);
    view! {
        <section class="clock" aria-label="The demonstration’s clock">
            <p>
                <b>{move || time(intl::clock)}</b>
                <span>{move || day(intl::day)}</span>
            </p>
            {STEPS
                .into_iter()
                .map(|(minutes, say, more)| {
                    view! {
                        <button
                            class="tiny"
                            type="button"
                            aria-label=format!("{more} on")
                            on:click=move |_| forward(board, minutes, more)
                        >
                            {say}
                        </button>
                    }
                })
                .collect_view()}
        </section>
    }
    .into_any()
}

fn forward(board: Board, minutes: u32, more: &'static str) {
    spawn_local(async move {
        match robot::happens(board, Act::Forward { minutes }).await {
            Ok(()) => board.say(format!("{more} later. What was due by then has happened.")),
            Err(trouble) => board.say(trouble.words(board)),
        }
    });
}
