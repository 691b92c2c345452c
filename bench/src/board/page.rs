//! The page: the bar with clock and look, the side with what the robot does, and the screens with the car's panel.

use super::cast::Cast;
use super::frame::frame;
use super::parts::{Segment, segments};
use super::robot::Trouble;
use super::screen::Kind;
use super::state::Board;
use super::{clock, drive, look, make, stories};
use contract::bench::Bench;
use contract::person::Role;
use contract::problem::Kind as Refused;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{http, page};

/// Between two times of asking for the bench, in milliseconds.
const PAUSE: i32 = 1000;

/// The bench, as soon as the server has said what there is.
#[component]
pub fn Page() -> impl IntoView {
    page::root("data-surface", "desktop");
    page::title("Servicelane: the tester’s bench");
    let board = RwSignal::new(None::<Board>);
    let missing = RwSignal::new(false);
    let owner = Owner::current();
    spawn_local(async move {
        let words = crate::page::texts("en").await;
        let Some((bench, cast)) = asked(missing).await else {
            return;
        };
        // What the bench keeps is the page's, and not this errand's.
        let made = move || Board::new(words, bench, cast);
        board.set(Some(match owner {
            Some(owner) => owner.with(made),
            None => made(),
        }));
    });
    view! {
        {look::own()}
        {move || match (board.get(), missing.get()) {
            (Some(board), _) => shown(board),
            (None, true) => nowhere(),
            (None, false) => waiting(),
        }}
    }
}

/// The bench and who is who; `None` where this server has no bench.
async fn asked(missing: RwSignal<bool>) -> Option<(Bench, Cast)> {
    loop {
        let bench = http::get::<Bench>("/bench").await.map_err(Trouble::from);
        match (bench, Cast::ask().await) {
            (Ok(bench), Ok(cast)) => return Some((bench, cast)),
            (Err(Trouble::Refused(problem)), _) if problem.kind == Refused::RouteNotFound => {
                missing.set(true);
                return None;
            }
            _ => platform::sleep(PAUSE).await,
        }
    }
}

fn shown(board: Board) -> AnyView {
    spawn_local(begin(board));
    let tab = RwSignal::new(0_u8);
    let tabs = vec![
        Segment {
            value: 0_u8,
            say: "Tell a story",
            more: "",
        },
        Segment {
            value: 1,
            say: "Make a case",
            more: "",
        },
    ];
    view! {
        <div class="board">
            <header class="top-bar">
                <p class="brand">
                    "Servicelane" <span>"the tester’s bench"</span>
                </p>
                {clock::clock(board)}
                <div class="looks">{look::switches(board)}</div>
            </header>
            <aside class="doings" aria-label="What people do">
                <h1 aria-live="polite">{move || board.said.get()}</h1>
                {segments("What the robot does", tabs, tab.into(), move |to| tab.set(to))}
                <div hidden=move || tab.get() != 0>{stories::panel(board)}</div>
                <div hidden=move || tab.get() != 1>{make::panel(board)}</div>
            </aside>
            <main>
                <div class="cabin">{frame(board, Kind::Car)} {drive::panel(board)}</div>
                {frame(board, Kind::Desk)}
            </main>
            {frame(board, Kind::Phone)}
        </div>
    }
    .into_any()
}

/// Finds out whose car it is, and sits its owner down at the phone, and an advisor at the desk.
async fn begin(board: Board) {
    let cast = board.cast.get_untracked();
    let car = board.bench.with_untracked(|(bench, _)| bench.car.clone());
    if let Some(car) = car {
        board.alone().await;
        let keeper = cast.keeper(&car.vin).await;
        board.busy.set(false);
        board.keeper.set(keeper);
    }
    let owner = board
        .keeper
        .with_untracked(|k| k.as_ref().map(|k| k.owner.id.clone()));
    let owner = owner.or_else(|| cast.keepers().next().map(|p| p.id.clone()));
    let advisor = cast.staff.iter().find(|p| p.role == Role::Advisor);
    for (screen, person) in [
        (board.car, None),
        (board.phone, owner),
        (board.desk, advisor.map(|p| p.id.clone())),
    ] {
        let person = person.map(String::from).unwrap_or_default();
        screen.person.set(person);
        screen.reload();
    }
}

fn waiting() -> AnyView {
    view! {
        <main class="still" aria-busy="true">
            <p class="brand">"Servicelane"</p>
            <span class="road" aria-hidden="true"></span>
        </main>
    }
    .into_any()
}

fn nowhere() -> AnyView {
    view! {
        <main class="nowhere">
            <h1>"This server has no bench."</h1>
            <p>
                "The bench stands beside a demonstration: " <kbd>"cargo xtask run"</kbd>
                " starts one, and prints its address."
            </p>
            <p>
                "Every component in every state is at " <a href="/ui">"/ui"</a> "."
            </p>
        </main>
    }
    .into_any()
}
