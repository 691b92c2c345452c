//! How well a screen reaches the server: good, slow, or not at all.

use super::act::Act;
use super::parts::{Segment, segments};
use super::robot;
use super::screen::Kind;
use super::state::Board;
use contract::bench::{Line, Lines};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One screen's line.
pub fn of(lines: Lines, kind: Kind) -> Line {
    match kind {
        Kind::Car => lines.car,
        Kind::Phone => lines.phone,
        Kind::Desk => lines.desk,
    }
}

/// The three buttons of a screen.
pub fn switch(board: Board, kind: Kind) -> AnyView {
    let label = match kind {
        Kind::Car => "The touchscreen’s line",
        Kind::Phone => "The phone’s line",
        Kind::Desk => "The desk’s line",
    };
    let segment = |value, say, more| Segment { value, say, more };
    let options = vec![
        segment(Line::Good, "Good", "Good line"),
        segment(
            Line::Slow,
            "Slow",
            "Slow line: every answer two seconds late",
        ),
        segment(Line::Cut, "Cut", "Cut line: nothing arrives"),
    ];
    let now = Signal::derive(move || board.bench.with(|(bench, _)| of(bench.lines, kind)));
    segments(label, options, now, move |line| set(board, kind, line))
}

fn set(board: Board, kind: Kind, line: Line) {
    spawn_local(async move {
        let how = match line {
            Line::Good => "is good again",
            Line::Slow => "is slow: every answer comes two seconds late",
            Line::Cut => "is cut: nothing arrives there any more",
        };
        match robot::happens(board, Act::Line { screen: kind, line }).await {
            Ok(()) => board.say(format!("{}: the line {how}.", kind.name())),
            Err(trouble) => {
                // The button shows the line as it is.
                board.bench.notify();
                board.say(trouble.words(board));
            }
        }
    });
}
