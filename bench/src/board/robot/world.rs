//! What happens around people: time passes, a line is cut, a car drives off.

use super::{Door, Trouble, be};
use crate::board::act::Act;
use crate::board::screen::Kind;
use crate::board::sim;
use crate::board::state::Board;
use contract::bench::{Bench, BenchPairing, Forward, Line, Lines};
use contract::command::Nothing;
use contract::pairing::{Allowed, CarRights, PairingView};
use contract::vehicle::SignalKind;
use leptos::prelude::*;
use platform::http;

/// As nobody in particular.
pub async fn happens(board: Board, act: Act) -> Result<(), Trouble> {
    match act {
        Act::Forward { minutes } => {
            board.take(http::post("/bench/clock", &Forward { minutes }).await?);
        }
        Act::Line { screen, line } => {
            let now = board.bench.with_untracked(|(bench, _)| bench.lines);
            let bench: Bench = http::put("/bench/lines", &with(now, screen, line)).await?;
            board.take(bench);
        }
        Act::Scene(scene) => sim::play(board, scene).await?,
        Act::Signals(signals) => sim::say(board, signals).await?,
        Act::Drive(kmh) => sim::drive(board, kmh).await?,
        Act::Park => sim::park(board).await?,
        Act::Hears => sim::blink(board).await?,
        Act::Wait { seconds } => platform::sleep(seconds * 1000).await,
        _ => pair(board).await.map(drop)?,
    }
    Ok(())
}

/// The lines with one of them changed.
fn with(now: Lines, screen: Kind, line: Line) -> Lines {
    match screen {
        Kind::Car => Lines { car: line, ..now },
        Kind::Phone => Lines { phone: line, ..now },
        Kind::Desk => Lines { desk: line, ..now },
    }
}

/// Has the car show its code, and confirms it as its owner, with all that can be allowed. Whether there was anything
/// to do: a car that is paired already shows no code.
///
/// # Errors
/// As the companion or the server refuses: the car is not in Park, say.
pub async fn pair(board: Board) -> Result<bool, Trouble> {
    let keeper = board.keeper.get_untracked();
    let keeper = keeper.ok_or(Trouble::Here("Nobody here owns the car on this bench."))?;
    let shown: BenchPairing = http::post("/bench/pairing", &Nothing {}).await?;
    let Some(code) = shown.user_code else {
        return Ok(false);
    };
    be(keeper.owner.id.as_str(), Door::Owners).await?;
    let path = format!("/pairings/{code}");
    http::get::<PairingView>(&path).await?;
    let allowed = Allowed {
        rights: CarRights {
            report: true,
            follow: true,
            contacts: true,
            approve_money: true,
        },
        kinds: SignalKind::ALL.to_vec(),
    };
    http::post::<serde_json::Value>(&format!("{path}/confirmation"), &allowed).await?;
    Ok(true)
}
