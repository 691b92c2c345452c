//! The way in: accepts connections up to a limit, serves HTTP/1.1 on each, and when told to stop
//! lets what is under way finish. axum's own loop offers neither the limit nor the header time-out.

use super::client::Peer;
use crate::bench::{Bench, lines};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// How long a request's head may take: a slow sender does not hold a connection for ever.
const HEAD: Duration = Duration::from_secs(15);
/// How long requests under way get to finish when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until `stop` turns true. Streams end by the same signal, first.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: usize,
    bench: Option<Arc<Bench>>,
    mut stop: watch::Receiver<bool>,
) {
    let free = Arc::new(Semaphore::new(connections));
    let graceful = GracefulShutdown::new();
    loop {
        let permit = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            permit = free.clone().acquire_owned() => permit,
        };
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            accepted = listener.accept() => accepted,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(e) => {
                // Out of file handles, mostly: wait for some to come back rather than spin.
                tracing::warn!(error = %e, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Small answers go out at once.
        let _ = socket.set_nodelay(true);
        let (router, bench) = (router.clone(), bench.clone());
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            let (router, bench) = (router.clone(), bench.clone());
            async move {
                match bench {
                    // Boxed: what a tester wants of a line must not make every request larger.
                    Some(bench) => Box::pin(lines::answer(&bench, router, request)).await,
                    None => Ok(lines::whole(router, request).await),
                }
            }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(32 * 1024)
            .pipeline_flush(true)
            .serve_connection(TokioIo::new(socket), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is the client's affair; what it asked for is in the log.
            let _ = watched.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests were cut off at the stop");
    }
}
