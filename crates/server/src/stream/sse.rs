//! One stream: first what was missed, then a beat that says "from here on live", then changes.

use super::hub::{self, Frame};
use crate::directory::Person;
use crate::identity::Ticket;
use crate::state::App;
use crate::store::read::Scope;
use crate::web::problem::Refuse;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use contract::live::{Beat, Position, Reset};
use contract::problem::Kind;
use futures_util::stream;
use std::collections::VecDeque;
use std::convert::Infallible;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// Opens a stream after `position` (or at the log's end), for as long as the ticket is this person's.
pub fn open(
    app: &App,
    person: &Person,
    ticket: Ticket,
    position: Option<String>,
) -> Result<Response, Refuse> {
    let scope = Scope::of(&person.who);
    // Listening starts before the log is read, so that nothing falls between the two.
    let live = app
        .hub
        .listen(&scope, &person.id, app.limits.streams_per_person)
        .ok_or(Refuse::because(Kind::TooManyConnections))?;
    let head = app.reader.head();
    let mut ready = VecDeque::new();
    let asked = position.as_deref().map(Position::parse);
    let sent = match asked {
        None => head,
        Some(Some(p)) if p.epoch == app.reader.epoch() && p.offset <= head => {
            match app.reader.events(&scope, p.offset)? {
                Some(missed) => {
                    let last = missed.last().map_or(head, |e| e.offset.max(head));
                    ready.extend(
                        missed
                            .iter()
                            .filter_map(|e| hub::frame(app.reader.epoch(), e)),
                    );
                    last
                }
                None => reset(app, head, &mut ready),
            }
        }
        Some(_) => reset(app, head, &mut ready),
    };
    ready.push_back(beat(app, sent));
    let state = Stream {
        app: app.clone(),
        ticket,
        scope,
        ready,
        live,
        sent,
        next_beat: Instant::now() + app.beat,
        moves: app.clock.moves(),
        stop: app.stop.clone(),
    };
    let body = Body::from_stream(stream::unfold(state, |mut state| async {
        let chunk = state.next().await?;
        Some((Ok::<_, Infallible>(chunk), state))
    }));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy in front must not hold updates back.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, body).into_response())
}

struct Stream {
    app: App,
    ticket: Ticket,
    scope: Scope,
    ready: VecDeque<Bytes>,
    live: mpsc::Receiver<Frame>,
    /// Everything up to this offset was sent, or does not concern this reader.
    sent: u64,
    next_beat: Instant,
    /// A tester's hand at the clock: pages are to know at once.
    moves: Option<watch::Receiver<i64>>,
    stop: watch::Receiver<bool>,
}

impl Stream {
    /// The next bytes; `None` ends the stream: the server stops, this reader fell behind, or it is not
    /// theirs any more. Their browser comes back and learns which.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(bytes) = self.ready.pop_front() {
            return Some(bytes);
        }
        loop {
            tokio::select! {
                biased;
                _ = self.stop.wait_for(|stop| *stop) => return None,
                // Before what is live: however much happens, the beat comes when it is due.
                () = sleep_until(self.next_beat) => {
                    self.next_beat += self.app.beat;
                    let holds = holds(&self.app, &self.ticket, &self.scope);
                    return holds.then(|| beat(&self.app, self.sent));
                }
                () = moved(&mut self.moves) => self.next_beat = Instant::now(),
                frame = self.live.recv() => match frame? {
                    (offset, bytes) if offset > self.sent => {
                        self.sent = offset;
                        return Some(bytes);
                    }
                    _ => {}
                },
            }
        }
    }
}

/// Waits until the clock is put forward; for ever where it cannot be.
async fn moved(moves: &mut Option<watch::Receiver<i64>>) {
    if let Some(moves) = moves
        && moves.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

/// Whether the session still is, and whose it is still hears of the same cases.
fn holds(app: &App, ticket: &Ticket, scope: &Scope) -> bool {
    let person = ticket.person(app);
    person.is_ok_and(|person| Scope::of(&person.who) == *scope)
}

fn position(app: &App, offset: u64) -> String {
    Position {
        epoch: app.reader.epoch().to_owned(),
        offset,
    }
    .to_string()
}

fn beat(app: &App, offset: u64) -> Bytes {
    message(
        "beat",
        &Beat {
            now: app.clock.now(),
            position: position(app, offset),
        },
    )
}

fn reset(app: &App, head: u64, ready: &mut VecDeque<Bytes>) -> u64 {
    ready.push_back(message(
        "reset",
        &Reset {
            position: position(app, head),
        },
    ));
    head
}

fn message(event: &str, data: &impl serde::Serialize) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_else(|_| "{}".into());
    format!("event: {event}\ndata: {data}\n\n").into()
}
