//! Live streams: what an idle one costs, how long one event takes to reach all of them, and how long a
//! message takes from the desk's request to an owner's open stream.

use std::time::Instant;

use contract::id::CaseId;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::ask::{Person, receipt};
use crate::http::Connection;
use crate::server::Server;
use crate::{Fault, figures};

/// Events that go to all idle streams.
const EVENTS: usize = 20;
/// Cases that the messages are spread over, so that none grows past what a case is.
const CASES: usize = 20;

/// Opens `count` streams of the owner's, and sends them events of one case.
pub async fn idle(
    server: &Server,
    owner: &Person,
    desk: &Person,
    count: usize,
) -> Result<Value, Fault> {
    let case = owner.open_case().await?;
    let mut sender = Connection::open(desk.port).await?;
    say(&mut sender, desk, &case, "nobody listens yet").await?;
    let before = server.memory()?;
    let mut streams = Vec::with_capacity(count);
    for _ in 0..count {
        streams.push(listen(owner).await?);
    }
    let after = server.memory()?;

    let (heard, mut news) = mpsc::unbounded_channel();
    let mut listeners = JoinSet::new();
    for mut stream in streams {
        let heard = heard.clone();
        listeners.spawn_local(async move {
            while stream.until(b"\nevent: case\n").await.is_ok() {
                if heard.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
    }
    let mut taken = Vec::with_capacity(EVENTS);
    for _ in 0..EVENTS {
        let sent = Instant::now();
        say(&mut sender, desk, &case, "one for all").await?;
        let mut last = sent;
        for _ in 0..count {
            last = last.max(news.recv().await.ok_or("the streams have ended")?);
        }
        taken.push(last - sent);
    }
    let mut figures = json!({ "to_all": figures::latencies(taken), "count": count });
    let kib = after.saturating_sub(before) as f64 / count as f64;
    figures["kib_each"] = json!((kib * 10.0).round() / 10.0);
    Ok(figures)
}

/// From the moment the desk's request is sent, so the commit and its flush are within the time.
pub async fn latency(owner: &Person, desk: &Person, messages: usize) -> Result<Value, Fault> {
    let mut cases = Vec::with_capacity(CASES);
    for _ in 0..CASES {
        cases.push(owner.open_case().await?);
    }
    let mut stream = listen(owner).await?;
    let (heard, mut news) = mpsc::unbounded_channel();
    let mut listener = JoinSet::new();
    listener.spawn_local(async move {
        while stream.until(b"\nevent: case\n").await.is_ok() {
            if heard.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    let mut sender = Connection::open(desk.port).await?;
    let mut taken = Vec::with_capacity(messages);
    for case in cases.iter().cycle().take(messages) {
        let sent = Instant::now();
        say(
            &mut sender,
            desk,
            case,
            "The part has come; we start today.",
        )
        .await?;
        taken.push(news.recv().await.ok_or("the stream has ended")? - sent);
    }
    Ok(figures::latencies(taken))
}

/// Opens a stream, and waits for the beat that says that it is live.
async fn listen(owner: &Person) -> Result<Connection, Fault> {
    let mut stream = Connection::open(owner.port).await?;
    stream.send(&owner.get("/live")).await?;
    stream.until(b"event: beat\n").await?;
    Ok(stream)
}

async fn say(
    connection: &mut Connection,
    desk: &Person,
    case: &CaseId,
    text: &str,
) -> Result<(), Fault> {
    let request = desk.message(case, text)?;
    let answer = connection.call(&request).await?;
    receipt(answer.body).map(drop)
}
