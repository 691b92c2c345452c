//! A WebSocket to the databroker, with buffers for a car's messages rather than for films.

use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::Error;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::SEC_WEBSOCKET_PROTOCOL;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// A connection to a databroker.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// No message of a databroker's is longer, in bytes.
const LONGEST: usize = 256 * 1024;
/// What is read ahead, in bytes.
const AHEAD: usize = 8 * 1024;
/// How long the handshake may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens one that offers these subprotocols (`a, b`, or nothing), and says which was chosen. As in a browser, it
/// fails where some were offered and none came back.
///
/// # Errors
/// When it does not come about.
pub async fn open(broker: &str, offered: &str) -> Result<(Socket, String), Error> {
    let mut request = broker.into_client_request()?;
    if !offered.is_empty() {
        let offer = HeaderValue::from_str(offered)?;
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, offer);
    }
    let config = WebSocketConfig::default()
        .read_buffer_size(AHEAD)
        .write_buffer_size(0)
        .max_write_buffer_size(LONGEST)
        .max_message_size(Some(LONGEST))
        .max_frame_size(Some(LONGEST));
    let opening = connect_async_with_config(request, Some(config), true);
    let (socket, answer) = tokio::time::timeout(PATIENCE, opening)
        .await
        .map_err(|_| Error::Io(std::io::ErrorKind::TimedOut.into()))??;
    let chosen = answer.headers().get(SEC_WEBSOCKET_PROTOCOL);
    let chosen = chosen.and_then(|name| name.to_str().ok());
    Ok((socket, chosen.unwrap_or_default().to_owned()))
}
