//! The TCP below: a listener that can refuse, and a stream that can end in the middle of a message.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 128;
/// Between two tries to have the port back.
const AGAIN: Duration = Duration::from_millis(50);

/// A port that closes while the broker is said to be away.
pub struct Door {
    address: SocketAddr,
    send_buffer: Option<u32>,
    open: Option<TcpListener>,
    refused: watch::Receiver<bool>,
    cut: Arc<AtomicBool>,
}

impl Door {
    /// Listens at `address`. While `refused` is true nobody does; while `cut` is, messages end in their middle.
    pub fn open(
        address: SocketAddr,
        send_buffer: Option<u32>,
        refused: watch::Receiver<bool>,
        cut: Arc<AtomicBool>,
    ) -> io::Result<Self> {
        let open = bind(address, send_buffer)?;
        Ok(Self {
            address: open.local_addr()?,
            send_buffer,
            open: Some(open),
            refused,
            cut,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// A listener on this address.
pub fn bind(address: SocketAddr, send_buffer: Option<u32>) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    socket.set_reuseaddr(true)?;
    if let Some(bytes) = send_buffer {
        socket.set_send_buffer_size(bytes)?;
    }
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

impl Listener for Door {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        loop {
            if *self.refused.borrow_and_update() {
                self.open = None;
                if self.refused.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
                continue;
            }
            let Some(listener) = &self.open else {
                self.open = bind(self.address, self.send_buffer).ok();
                if self.open.is_none() {
                    tokio::time::sleep(AGAIN).await;
                }
                continue;
            };
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((tcp, from)) => return (Stream::new(tcp, &self.cut), from),
                    Err(_) => tokio::time::sleep(AGAIN).await,
                },
                _ = self.refused.changed() => {}
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// A connection's handle: it says when the handshake is over and messages begin.
#[derive(Debug, Clone)]
pub struct Wire(Arc<AtomicBool>);

impl Wire {
    /// From here on what is written are messages.
    pub fn talk(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Connected<IncomingStream<'_, Door>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(stream.io().talking.clone())
    }
}

/// A TCP stream that can be cut.
pub struct Stream {
    tcp: TcpStream,
    talking: Arc<AtomicBool>,
    cut: Arc<AtomicBool>,
    dead: bool,
}

impl Stream {
    fn new(tcp: TcpStream, cut: &Arc<AtomicBool>) -> Self {
        // Events are small and must not wait for each other.
        let _ = tcp.set_nodelay(true);
        Self {
            tcp,
            talking: Arc::default(),
            cut: cut.clone(),
            dead: false,
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.dead {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let cut = self.cut.load(Ordering::Acquire) && self.talking.load(Ordering::Acquire);
        let half = if cut {
            &bytes[..bytes.len().div_ceil(2)]
        } else {
            bytes
        };
        let written = Pin::new(&mut self.tcp).poll_write(cx, half);
        self.dead = cut && matches!(written, Poll::Ready(Ok(_)));
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, into)
    }
}
