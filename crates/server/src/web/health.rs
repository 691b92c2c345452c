//! For whoever runs the server: alive, ready, and in numbers.

use super::client::Client;
use super::problem::Refuse;
use crate::state::App;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::problem::Kind;

/// `/livez`, `/readyz`, `/metrics`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/livez", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// Ready when the store answers and the server is not stopping.
async fn ready(State(app): State<App>) -> Result<&'static str, Refuse> {
    app.reader.answers()?;
    if *app.stop.borrow() || app.writer.is_closed() {
        return Err(Refuse::because(Kind::Unavailable));
    }
    Ok("ready\n")
}

/// Numbers tell about owners' habits: for loopback only, where a collector's agent stands.
async fn metrics(
    State(app): State<App>,
    Client(peer): Client,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    // A proxy on this machine asks for others.
    let for_others = ["forwarded", "x-forwarded-for"];
    let passed_on = for_others.iter().any(|name| headers.contains_key(*name));
    if !peer.is_loopback() || passed_on {
        return Err(Refuse::because(Kind::RouteNotFound));
    }
    let head = [(
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    )];
    Ok((head, app.metrics.text(app.hub.listeners())).into_response())
}
