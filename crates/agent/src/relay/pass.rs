//! Between one page and the databroker, until one of them goes. Whoever reads slowly is waited for: nothing is
//! kept here but the message under way.

use super::ask;
use crate::listen;
use crate::socket::Socket;
use crate::state::App;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use futures_util::{SinkExt, StreamExt};
use std::time::Duration;
use tokio_tungstenite::tungstenite::protocol;
use tokio_tungstenite::tungstenite::{Message as BrokerMessage, Utf8Bytes};
use vehicle::viss::Dialect;

/// Who takes nothing for so long is gone.
const SEND: Duration = Duration::from_secs(10);

/// Passes messages both ways.
pub async fn pass(app: &App, mut page: WebSocket, mut broker: Socket, dialect: Option<Dialect>) {
    let mut stop = app.stop.clone();
    let (to_page, to_broker) = loop {
        tokio::select! {
            () = listen::ended(&mut stop) => break (close(close_code::AWAY, ""), 1001),
            said = page.recv() => match said {
                Some(Ok(Message::Text(text))) => {
                    let sent = match ask::check(&text, &app.allowed, dialect) {
                        Ok(on) => within(broker.send(BrokerMessage::text(on))).await,
                        Err(refused) => within(page.send(Message::text(refused))).await,
                    };
                    if sent.is_none() {
                        break (close(close_code::ERROR, ""), 1001);
                    }
                }
                Some(Ok(Message::Binary(_))) => break (close(close_code::UNSUPPORTED, "text only"), 1001),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Err(_)) => break (close(close_code::SIZE, ""), 1001),
                Some(Ok(Message::Close(_))) | None => break (None, 1000),
            },
            said = broker.next() => match said {
                Some(Ok(BrokerMessage::Text(text))) => {
                    if within(page.send(Message::Text(text.as_str().into()))).await.is_none() {
                        break (None, 1001);
                    }
                }
                Some(Ok(BrokerMessage::Close(why))) => {
                    let why = why.map(|why| (u16::from(why.code), why.reason.as_str().to_owned()));
                    let (code, reason) = why.unwrap_or((close_code::NORMAL, String::new()));
                    break (close(code, &reason), 1000);
                }
                Some(Ok(BrokerMessage::Binary(_)) | Err(_)) | None => {
                    break (close(close_code::ERROR, "the databroker is gone"), 1000);
                }
                Some(Ok(_)) => {}
            },
        }
    };
    let farewell = protocol::CloseFrame {
        code: to_broker.into(),
        reason: Utf8Bytes::default(),
    };
    let _ = within(broker.close(Some(farewell))).await;
    let _ = within(page.send(Message::Close(to_page))).await;
}

fn close(code: u16, reason: &str) -> Option<CloseFrame> {
    Some(CloseFrame {
        code,
        reason: reason.into(),
    })
}

/// Whether it was sent, in time.
async fn within<E>(sending: impl Future<Output = Result<(), E>>) -> Option<()> {
    let sent = tokio::time::timeout(SEND, sending).await;
    sent.ok()?.ok()
}
