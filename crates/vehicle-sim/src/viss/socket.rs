//! A connection: the upgrade with its subprotocol, what comes in, what goes out, and the flood.

use crate::options::{Dialect, Unoffered};
use crate::shared::Shared;
use crate::subscription::{Line, QUEUE};
use crate::wire::Wire;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_channel::mpsc::{self, Receiver};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{FutureExt, SinkExt, StreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often a flood is topped up.
const TOP_UP: Duration = Duration::from_millis(5);

/// The one address of a VISS server.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new().route("/", get(upgrade)).with_state(shared)
}

async fn upgrade(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    ws: WebSocketUpgrade,
) -> Response {
    let (own, refuses) = {
        let options = &shared.car().options;
        match options.dialect {
            // The databroker echoes its own or nothing, and speaks v2 in both cases.
            Dialect::V2 => ("VISSv2", false),
            Dialect::V3 => ("VISSv3", options.unoffered == Unoffered::Refuse),
        }
    };
    // Without a buffer of its own: a slow reader is felt at once.
    let ws = ws.protocols([own]).write_buffer_size(0);
    if refuses && ws.selected_protocol().is_none() {
        return (StatusCode::BAD_REQUEST, "this server speaks VISSv3").into_response();
    }
    ws.on_upgrade(move |socket| async move {
        wire.talk();
        converse(socket, &shared).await;
    })
}

async fn converse(socket: WebSocket, shared: &Shared) {
    let (queue, waiting) = mpsc::channel(QUEUE);
    let line = shared.car().open(queue);
    let (write, read) = socket.split();
    let mut refused = shared.refused();
    tokio::select! {
        () = listen(read, shared, &line) => {}
        _ = speak(write, waiting, shared, &line) => {}
        _ = refused.wait_for(|refused| *refused) => {}
    }
    shared.car().close(&line);
}

/// Ends with the connection.
async fn listen(mut read: SplitStream<WebSocket>, shared: &Shared, line: &Line) {
    while let Some(Ok(message)) = read.next().await {
        match message {
            Message::Text(text) => shared.car().hear(line, &text),
            Message::Close(_) => return,
            // The databroker ignores what is binary; pings are answered below.
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}

/// Ends when the connection takes no more.
async fn speak(
    mut write: SplitSink<WebSocket, Message>,
    mut waiting: Receiver<String>,
    shared: &Shared,
    line: &Line,
) -> Result<(), axum::Error> {
    let mut flood = shared.flood();
    let mut topped_up = Instant::now();
    let (mut owed, mut count) = (0.0, 0);
    loop {
        let rate = *flood.borrow_and_update();
        if rate == 0 {
            tokio::select! {
                Some(text) = waiting.next() => write.send(Message::text(text)).await?,
                _ = flood.changed() => (topped_up, owed) = (Instant::now(), 0.0),
            }
            continue;
        }
        while let Some(Some(text)) = waiting.next().now_or_never() {
            write.feed(Message::text(text)).await?;
        }
        sleep(TOP_UP).await;
        // At most a second's worth: what a slow reader has not taken by then is not made up for.
        owed += f64::from(rate) * topped_up.elapsed().as_secs_f64().min(1.0);
        topped_up = Instant::now();
        while owed >= 1.0 && !flood.has_changed().unwrap_or(true) {
            owed -= 1.0;
            let event = shared.car().flood(line, count);
            count = count.wrapping_add(1);
            write.feed(Message::text(event)).await?;
        }
        write.flush().await?;
    }
}
