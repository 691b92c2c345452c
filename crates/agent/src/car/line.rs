//! One connection to the databroker, from the attempt to the break.

use crate::socket::{self, Socket};
use futures_util::{SinkExt, StreamExt};
use std::pin::Pin;
use std::time::Duration;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// A databroker that does not take a request for so long is as good as gone.
const SEND: Duration = Duration::from_secs(2);

type Attempt = Pin<Box<dyn Future<Output = Option<(Socket, String)>> + Send>>;

/// A connection.
pub enum Line {
    /// None.
    None,
    /// One that is being opened.
    Opening(Attempt),
    /// One that stands.
    Open(Box<Socket>),
}

/// What came of it.
pub enum Heard {
    /// It stands; the subprotocol that was chosen, or nothing.
    Opened(String),
    /// A text.
    Text(Utf8Bytes),
    /// It is gone, or never came about.
    Closed,
}

impl Line {
    /// Begins to open one.
    pub fn open(broker: String, offered: &'static [&'static str]) -> Self {
        Self::Opening(Box::pin(async move {
            let opened = socket::open(&broker, &offered.join(", ")).await;
            opened
                .inspect_err(|e| tracing::debug!(error = %e, "no databroker"))
                .ok()
        }))
    }

    /// Says something. A break is told by what is heard next.
    pub async fn say(&mut self, text: String) {
        if let Self::Open(socket) = self {
            let sent = tokio::time::timeout(SEND, socket.send(Message::text(text))).await;
            if sent.is_err() {
                *self = Self::Opening(Box::pin(std::future::ready(None)));
            }
        }
    }

    /// What comes next; without a connection nothing does.
    pub async fn heard(&mut self) -> Heard {
        let (next, heard) = match self {
            Self::None => return std::future::pending().await,
            Self::Opening(attempt) => match attempt.await {
                Some((socket, chosen)) => (Self::Open(Box::new(socket)), Heard::Opened(chosen)),
                None => (Self::None, Heard::Closed),
            },
            Self::Open(socket) => loop {
                match socket.next().await {
                    Some(Ok(Message::Text(text))) => return Heard::Text(text),
                    None | Some(Ok(Message::Close(_)) | Err(_)) => {
                        break (Self::None, Heard::Closed);
                    }
                    Some(Ok(_)) => {}
                }
            },
        };
        *self = next;
        heard
    }
}
