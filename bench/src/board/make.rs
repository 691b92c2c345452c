//! The panel that brings a new case of somebody's car to a state: the robot does what leads there, step by step.

use super::parts::list;
use super::play::{How, Players};
use super::robot;
use super::show::{Room, Show, shown};
use super::stage::{STATES, State, steps};
use super::state::Board;
use super::track::track;
use contract::person::Vehicle;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The panel.
pub fn panel(board: Board) -> AnyView {
    let owner = RwSignal::new(String::new());
    let cars = RwSignal::new(Vec::<Vehicle>::new());
    let car = RwSignal::new(String::new());
    let choose = move |id: String| {
        owner.set(id.clone());
        car.set(String::new());
        spawn_local(async move {
            board.alone().await;
            let session = robot::be(&id, robot::Door::Owners).await;
            board.busy.set(false);
            // Somebody else may have been chosen since.
            let Some(session) = session.ok().filter(|_| owner.get_untracked() == id) else {
                return;
            };
            let first = session.vehicles.first().map(|v| v.vin.as_str().to_owned());
            car.set(first.unwrap_or_default());
            cars.set(session.vehicles);
        });
    };
    // The bench's own car, as soon as it is known whose it is, unless somebody has been chosen by then.
    let by_hand = RwSignal::new(false);
    Effect::new(move || {
        let keeper = board.keeper.get().map(|k| k.owner.id.as_str().to_owned());
        let first = || {
            board
                .cast
                .with_untracked(|c| c.keepers().next().map(|p| p.id.as_str().to_owned()))
        };
        if !by_hand.get_untracked()
            && let Some(id) = keeper.or_else(first)
        {
            choose(id);
        }
    });
    let owners = Signal::derive(move || {
        let named = |p: &contract::person::DemoPerson| (p.id.as_str().to_owned(), p.name.clone());
        board
            .cast
            .with(|cast| cast.keepers().map(named).collect::<Vec<_>>())
    });
    let theirs = Signal::derive(move || {
        let named = |v: &Vehicle| {
            (
                v.vin.as_str().to_owned(),
                format!("{}, {}", v.nickname, v.model),
            )
        };
        cars.with(|cars| cars.iter().map(named).collect::<Vec<_>>())
    });
    let chosen = RwSignal::new("");
    let bring = move |state: State| {
        // One at a time; while somebody else acts, it waits.
        if board.made.on.get_untracked() {
            return;
        }
        chosen.set(state.name);
        bring(board, state, owner.get_untracked(), car.get_untracked());
    };
    view! {
        <div class="make">
            <div class="pair">
                {list("Whose car", owners, owner.into(), move |id| {
                    by_hand.set(true);
                    choose(id);
                })}
                {list("Which car", theirs, car.into(), move |vin| car.set(vin))}
            </div>
            <ul class="states" role="list" aria-label="States">
                {STATES
                    .map(|state| {
                        view! {
                            <li>
                                <button
                                    type="button"
                                    aria-current=move || (chosen.get() == state.name).then_some("true")
                                    aria-disabled=move || board.made.on.get().to_string()
                                    on:click=move |_| bring(state)
                                >
                                    {state.name}
                                </button>
                            </li>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </ul>
            {made(board)}
        </div>
    }
    .into_any()
}

/// Brings a new case to a state.
fn bring(board: Board, state: State, owner: String, vin: String) {
    let play = board.made;
    play.on.set(true);
    spawn_local(async move {
        board.alone().await;
        let cast = board.cast.get_untracked();
        // Chosen so quickly that the owner's cars are not known yet: the first of them.
        let vin = Some(vin).filter(|vin| !vin.is_empty());
        let company = cast.company(&owner, vin.as_deref(), None).await;
        board.busy.set(false);
        match company {
            Ok(company) => {
                let players = Players {
                    owner,
                    vin,
                    centre: None,
                };
                let end = format!(
                    "{}: the case is open on the phone and at the desk.",
                    state.name
                );
                play.begin(players, steps(state, &company), &end);
                play.play_on(board, false);
            }
            Err(trouble) => {
                play.on.set(false);
                board.say(trouble.words(board));
            }
        }
    });
}

/// How far the robot is, and the case it made.
fn made(board: Board) -> AnyView {
    let play = board.made;
    let some = move || play.steps.with(|steps| !steps.is_empty());
    let stuck = move || matches!(play.how.get(), How::Stuck(_));
    let number = move || play.case().map(|id| id.number());
    let open = move |_| {
        if let Some(company) = play.company.get_untracked() {
            shown(board, Show::Phone(Room::Case), &company);
            shown(board, Show::Advisor, &company);
        }
    };
    view! {
        <div class="made" hidden=move || !some()>
            <h2>{move || match number() {
                Some(number) => format!("Case {number}"),
                None => "The new case".to_owned(),
            }}</h2>
            {track(play, "The way there")}
            <p class="row">
                <button class="btn" type="button" hidden=move || !stuck() on:click=move |_| play.play_on(board, false)>
                    "Try again"
                </button>
                <button class="small" type="button" hidden=move || number().is_none() on:click=open>
                    "Open it on phone and desk"
                </button>
            </p>
        </div>
    }
    .into_any()
}
