//! What a portal does for the client, with tokio's clock and tungstenite's socket. A handshake that offers dialects
//! and gets none back fails here, as it does in a browser.

use contract::command::DriveState;
use futures_util::{SinkExt, StreamExt};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use vehicle::client::{Client, Do, Terms};
use vehicle::mono::Mono;

/// Longer than anything here takes on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Driver {
    pub client: Client,
    /// How often it has connected.
    pub connections: u32,
    /// The page that asks, where somebody checks that.
    pub origin: Option<String>,
    url: String,
    /// When its clock began.
    pub began: Instant,
    socket: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
}

impl Driver {
    /// Begins, at this address.
    pub fn at(url: String, terms: Terms) -> Self {
        let mut client = Client::new(terms, 1);
        client.start(Mono(0));
        Self {
            client,
            connections: 0,
            origin: None,
            url,
            began: Instant::now(),
            socket: None,
        }
    }

    /// The client's own clock.
    pub fn now(&self) -> Mono {
        since(self.began)
    }

    /// Waits until the car is believed to do this.
    pub async fn comes_to(&mut self, state: DriveState) {
        let began = self.began;
        self.until(&format!("{state:?}"), |client| {
            client.drive(since(began), false) == state
        })
        .await;
    }

    /// For so long it is believed to do this and nothing else.
    pub async fn stays(&mut self, time: Duration, state: DriveState) {
        let (began, end) = (self.began, Instant::now() + time);
        self.until("the end", |client| {
            assert_eq!(client.drive(since(began), false), state);
            Instant::now() >= end
        })
        .await;
    }

    /// Drives the client until this holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Client) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(&self.client) {
            let now = since(self.began);
            assert!(
                Instant::now() < end,
                "waited in vain for {what}: {:?}",
                self.client.evidence(now, false)
            );
            self.step().await;
        }
    }

    /// Does what there is to do, and waits a moment for what comes.
    pub async fn step(&mut self) {
        while let Some(next) = self.client.next_act() {
            self.act(next).await;
        }
        let now = since(self.began);
        let wait = self.client.wake(now).map_or(50, |at| at.since(now)).min(50);
        tokio::select! {
            message = heard(&mut self.socket) => match message {
                Some(text) => self.client.heard(&text, since(self.began)),
                None => {
                    self.socket = None;
                    self.client.closed(since(self.began));
                }
            },
            () = tokio::time::sleep(Duration::from_millis(wait)) => self.client.tick(since(self.began)),
        }
    }

    async fn act(&mut self, next: Do) {
        match next {
            Do::Connect(offered) => {
                self.connections += 1;
                let mut request = self.url.as_str().into_client_request().expect("an address");
                if !offered.is_empty() {
                    let offer = HeaderValue::from_str(&offered.join(", ")).expect("names");
                    request
                        .headers_mut()
                        .insert("sec-websocket-protocol", offer);
                }
                if let Some(origin) = &self.origin {
                    let origin = HeaderValue::from_str(origin).expect("an origin");
                    request.headers_mut().insert("origin", origin);
                }
                match connect_async(request).await {
                    Ok((socket, answer)) => {
                        let chosen = answer.headers().get("sec-websocket-protocol");
                        let chosen = chosen
                            .and_then(|name| name.to_str().ok())
                            .unwrap_or_default()
                            .to_owned();
                        self.socket = Some(socket);
                        self.client.opened(&chosen, since(self.began));
                    }
                    Err(_) => self.client.closed(since(self.began)),
                }
            }
            Do::Send(text) => {
                if let Some(socket) = &mut self.socket {
                    // A break is told by what is heard next.
                    let _ = socket.send(Message::text(text)).await;
                }
            }
            Do::Close => self.socket = None,
        }
    }
}

/// What a clock says that began then.
pub fn since(began: Instant) -> Mono {
    Mono(began.elapsed().as_millis() as u64)
}

/// The next text; None at the end. Without a connection nothing comes.
async fn heard(socket: &mut Option<WebSocketStream<MaybeTlsStream<TcpStream>>>) -> Option<String> {
    let Some(socket) = socket else {
        return std::future::pending().await;
    };
    loop {
        match socket.next().await? {
            Ok(Message::Text(text)) => return Some(text.to_string()),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
