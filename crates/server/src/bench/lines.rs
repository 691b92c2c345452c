//! A screen's way to the server, as a tester wants it: slow, or cut. It is broken where a network breaks, below HTTP:
//! what is asked over a cut line gets no answer at all, and what was under way breaks off.

use super::Bench;
use super::hosts::Screen;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use contract::bench::{Line, Lines};
use futures_util::{StreamExt, stream};
use std::io;
use std::time::Duration;
use tokio::sync::watch;
use tower::ServiceExt;

/// What a slow line adds to each answer, and to each piece of a stream.
const SLOW: Duration = Duration::from_secs(2);

/// One screen's line.
struct Way {
    screen: Screen,
    lines: watch::Receiver<Lines>,
}

/// Answers a request as the line of its screen lets it.
///
/// # Errors
/// When the line is cut, before the answer or while it is made: the connection ends without a word.
pub async fn answer(bench: &Bench, router: Router, request: Request<Body>) -> io::Result<Response> {
    let screen = match bench.hosts.line(request.headers()) {
        Some(Screen::Car) if bench.car.get().is_none() => None,
        screen => screen,
    };
    let Some(screen) = screen else {
        return Ok(whole(router, request).await);
    };
    let mut way = Way {
        screen,
        lines: bench.lines.subscribe(),
    };
    way.carries().await?;
    // A command that is under way when the line is cut still arrives: what gets lost is its answer.
    let answer = whole(router, request).await;
    if way.is_cut() {
        return Err(broken());
    }
    Ok(answer.map(|body| Body::from_stream(over(way, body))))
}

/// Answers a request.
pub async fn whole(router: Router, request: Request<Body>) -> Response {
    match router.oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

/// A body, piece by piece, until the line is cut.
fn over(way: Way, body: Body) -> impl futures_util::Stream<Item = io::Result<bytes::Bytes>> {
    let rest = Some((way, body.into_data_stream()));
    stream::unfold(rest, |rest| async {
        let (mut way, mut body) = rest?;
        let piece = tokio::select! {
            biased;
            () = way.cut() => return Some((Err(broken()), None)),
            piece = body.next() => piece?.map_err(io::Error::other),
        };
        match way.carries().await {
            Ok(()) => Some((piece, Some((way, body)))),
            Err(cut) => Some((Err(cut), None)),
        }
    })
}

impl Way {
    fn line(&self) -> Line {
        let lines = self.lines.borrow();
        match self.screen {
            Screen::Phone => lines.phone,
            Screen::Desk => lines.desk,
            Screen::Car => lines.car,
        }
    }

    fn is_cut(&self) -> bool {
        self.line() == Line::Cut
    }

    /// Ends when the line is cut.
    async fn cut(&mut self) {
        while !self.is_cut() {
            if self.lines.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    }

    /// Takes the time that the line takes; over a cut one nothing comes through.
    async fn carries(&mut self) -> io::Result<()> {
        if self.line() == Line::Good {
            return Ok(());
        }
        tokio::select! {
            () = self.cut() => Err(broken()),
            () = tokio::time::sleep(SLOW) => Ok(()),
        }
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "a tester cut the line")
}
