//! A client that asks and waits: answers by their requestId, events in their order.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value as Json, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use vehicle_sim::Sim;

/// Longer than anything here takes, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Client {
    ws: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Events that came while an answer was waited for.
    events: VecDeque<Json>,
    asked: u32,
    /// The subprotocol that was echoed.
    pub echoed: Option<String>,
}

impl Client {
    /// Connects, offering these subprotocols.
    pub async fn offering(sim: &Sim, offered: &str) -> Result<Self, Error> {
        let mut request = sim.url().into_client_request().expect("an address");
        if !offered.is_empty() {
            let offered = HeaderValue::from_str(offered).expect("a header");
            request
                .headers_mut()
                .insert("sec-websocket-protocol", offered);
        }
        let connected = timeout(PATIENCE, connect_async(request)).await;
        let (ws, response) = connected.expect("an answer in time")?;
        let echoed = response.headers().get("sec-websocket-protocol");
        let echoed = echoed.map(|v| v.to_str().expect("text").to_owned());
        Ok(Self {
            ws,
            events: VecDeque::new(),
            asked: 0,
            echoed,
        })
    }

    /// Connects as a client does that knows both dialects.
    pub async fn to(sim: &Sim) -> Self {
        Self::offering(sim, "VISSv3, VISSv2")
            .await
            .expect("a connection")
    }

    pub async fn send(&mut self, text: impl Into<String>) {
        let text: String = text.into();
        self.ws
            .send(Message::text(text))
            .await
            .expect("a connection that takes it");
    }

    /// The next message of any kind.
    pub async fn next(&mut self) -> Result<Json, Error> {
        loop {
            let message = timeout(PATIENCE, self.ws.next())
                .await
                .expect("a message in time");
            match message.unwrap_or(Err(Error::ConnectionClosed))? {
                Message::Text(text) => return Ok(serde_json::from_str(&text).expect("JSON")),
                Message::Close(_) => return Err(Error::ConnectionClosed),
                _ => {}
            }
        }
    }

    /// The answer to a request, whatever its id; events are kept.
    pub async fn answer(&mut self) -> Json {
        loop {
            let message = self.next().await.expect("an answer");
            if message["action"] != "subscription" {
                return message;
            }
            self.events.push_back(message);
        }
    }

    /// Sends a request with an id of its own, and gives its answer.
    pub async fn ask(&mut self, mut request: Json) -> Json {
        self.asked += 1;
        let id = json!(self.asked.to_string());
        request["requestId"] = id.clone();
        self.send(request.to_string()).await;
        let answer = self.answer().await;
        assert_eq!(answer["requestId"], id, "{answer}");
        answer
    }

    pub async fn get(&mut self, path: &str) -> Json {
        self.ask(json!({ "action": "get", "path": path })).await
    }

    /// The next event.
    pub async fn event(&mut self) -> Json {
        if let Some(event) = self.events.pop_front() {
            return event;
        }
        let event = self.next().await.expect("an event");
        assert_eq!(event["action"], "subscription", "{event}");
        event
    }

    /// The events that have been sent up to now.
    pub async fn events(&mut self) -> Vec<Json> {
        self.get(crate::SPEED).await;
        self.events.drain(..).collect()
    }
}
