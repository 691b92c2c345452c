//! The car's panel, beside its screen: how it is, what it plays, the pedal, what is wrong with it, its pairing.

use super::act::Act;
use super::faults;
use super::parts::list;
use super::robot::{self, Trouble};
use super::sim::{self, Scene};
use super::state::Board;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::device;
use serde_json::Value;
use std::future::Future;

/// How often the simulator is asked, in milliseconds.
const ASK: i32 = 1000;
/// The fastest that the panel drives, in km/h.
const FASTEST: i32 = 160;

/// The panel; nothing where there is no car.
pub fn panel(board: Board) -> AnyView {
    let control = Memo::new(move |_| {
        board
            .bench
            .with(|(b, _)| b.car.as_ref().map(|c| c.control.clone()))
    });
    Effect::new(move || {
        let Some(control) = control.get() else { return };
        spawn_local(async move {
            while board.sim.try_get_untracked().is_some() {
                if !device::hidden() {
                    let _ = board.sim.try_set(sim::ask(&control).await);
                }
                platform::sleep(ASK).await;
            }
        });
    });
    view! {
        {move || control.get().map(|_| view! {
            <section class="drive" aria-label="The car">
                {gauge(board)}
                {pedal(board)}
                {scenes(board)}
                {wrongs(board)}
            </section>
        })}
    }
    .into_any()
}

/// Does something with the car, and says what came of it.
fn with<F>(board: Board, said: impl Into<String>, what: F)
where
    F: Future<Output = Result<(), Trouble>> + 'static,
{
    let said = said.into();
    spawn_local(async move {
        match what.await {
            Ok(()) => board.say(said),
            Err(trouble) => board.say(trouble.words(board)),
        }
    });
}

/// What it says of itself.
fn gauge(board: Board) -> AnyView {
    let said = move |of: fn(&sim::Sim) -> String| {
        board
            .sim
            .with(|sim| sim.as_ref().map_or_else(|| "–".into(), of))
    };
    let speed = move || said(|s| s.speed().map_or_else(|| "–".into(), |v| format!("{v:.0}")));
    let range = move || {
        said(|s| {
            s.range()
                .map_or_else(|| "–".into(), |km| format!("{km} km"))
        })
    };
    let volts = move || {
        said(|s| {
            s.volts()
                .map_or_else(|| "–".into(), |v| format!("{v:.1} V"))
        })
    };
    view! {
        <dl class="gauge">
            <div class="fast">
                <dt>"Speed"</dt>
                <dd>
                    <b>{speed}</b>
                    " km/h"
                </dd>
            </div>
            <div>
                <dt>"Gear"</dt>
                <dd>
                    <b>{move || said(sim::Sim::gear)}</b>
                </dd>
            </div>
            <div>
                <dt>"Range"</dt>
                <dd>{range}</dd>
            </div>
            <div>
                <dt>"12 V"</dt>
                <dd>{volts}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// Off, faster, slower, and back into Park.
fn pedal(board: Board) -> AnyView {
    let kmh = RwSignal::new(50_i32);
    let drives = move || {
        board
            .sim
            .with(|sim| sim.as_ref().is_some_and(|s| s.gear() == "D"))
    };
    let go = move || {
        let speed = f64::from(kmh.get_untracked());
        with(
            board,
            format!("The car drives, at {speed} km/h."),
            robot::happens(board, Act::Drive(speed)),
        );
    };
    let slide = move |e| {
        kmh.set(event_target_value(&e).parse().unwrap_or_default());
        if drives() {
            go();
        }
    };
    let pair = move |_| {
        with(
            board,
            "The code on its screen is confirmed; the car is paired within seconds.",
            async move {
                board.alone().await;
                let done = robot::pair(board).await;
                board.busy.set(false);
                match done? {
                    true => Ok(()),
                    false => Err(Trouble::Here("The car is paired already.")),
                }
            },
        );
    };
    view! {
        <div class="pedal">
            <label>
                <span class="unseen">"Speed to drive at, in km/h"</span>
                <input
                    type="range"
                    min="0"
                    max=FASTEST
                    step="5"
                    prop:value=move || kmh.get().to_string()
                    on:change=slide
                    on:input=move |e| kmh.set(event_target_value(&e).parse().unwrap_or_default())
                />
                <output>{move || format!("{} km/h", kmh.get())}</output>
            </label>
            <p>
                <button class="small" type="button" on:click=move |_| go()>
                    "Drive off"
                </button>
                <button class="small" type="button" on:click=move |_| with(board, "The car is parked.", robot::happens(board, Act::Park))>
                    "Park"
                </button>
                <button class="small" type="button" on:click=pair>
                    "Pair it"
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// What it plays.
fn scenes(board: Board) -> AnyView {
    let slug = |scene: Scene| {
        serde_json::to_value(scene)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
    };
    let options = Scene::ALL
        .iter()
        .filter_map(move |(scene, say)| Some((slug(*scene)?, (*say).to_owned())));
    let options = Signal::stored(options.collect::<Vec<_>>());
    let now = Signal::derive(move || {
        board
            .sim
            .with(|sim| slug(sim.as_ref()?.scene))
            .unwrap_or_default()
    });
    let play = move |chosen: String| {
        let found = Scene::ALL
            .iter()
            .find(|(scene, _)| slug(*scene).as_deref() == Some(&*chosen));
        if let Some((scene, say)) = found {
            with(
                board,
                format!("The car plays: {}.", say.to_lowercase()),
                robot::happens(board, Act::Scene(*scene)),
            );
        }
    };
    view! {
        <p class="scene">
            {list("Scene", options, now, play)}
            <button
                class="small"
                type="button"
                title="In the car’s own time alone"
                on:click=move |_| with(board, "One hour has passed in the car.", sim::skip(board, 3600))
            >
                "An hour on"
            </button>
        </p>
    }
    .into_any()
}

/// What is wrong with it.
fn wrongs(board: Board) -> AnyView {
    // What was chosen counts until it is done: what the simulator said meanwhile may be older.
    let chosen = RwSignal::new(None::<Vec<Value>>);
    let now = Memo::new(move |_| {
        let said = || board.sim.with(|sim| sim.as_ref().map(|s| s.faults.clone()));
        chosen.get().or_else(said).unwrap_or_default()
    });
    let one = |wrong: faults::Wrong| {
        let fault = wrong.fault();
        let on = move || now.with(|now| now.contains(&fault));
        let turn = move |e| {
            let on = event_target_checked(&e);
            let all = faults::with(&now.get_untracked(), wrong, on);
            chosen.set(Some(all.clone()));
            let said = match on {
                true => wrong.more.to_owned(),
                false => format!("{}: no more.", wrong.say),
            };
            with(board, said, async move {
                let done = sim::suffer(board, &all).await;
                if let Some(control) = board.control() {
                    let _ = board.sim.try_set(sim::ask(&control).await);
                }
                // Unless something else was chosen since.
                if chosen.try_get_untracked() == Some(Some(all)) {
                    chosen.set(None);
                }
                done
            });
        };
        view! {
            <label title=wrong.more>
                <input type="checkbox" prop:checked=on on:change=turn />
                <span>{wrong.say}</span>
            </label>
        }
    };
    view! {
        <fieldset class="wrongs">
            <legend>"What goes wrong"</legend>
            {faults::ALL.map(one).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}
