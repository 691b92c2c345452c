//! Live updates: server-sent events, resumable by epoch and offset, complete before they are live.
//!
//! [`hub`] hands what was committed to the streams of those it concerns; [`sse`] is one stream.

pub mod hub;
mod sse;

use crate::identity::{DeskSession, OwnerSession, Ticket};
use crate::state::App;
use crate::web::body::Params;
use crate::web::problem::Refuse;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use casework::may;
use serde::Deserialize;

/// `/api/live` and `/api/desk/live`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/live", get(owner))
        .route("/api/desk/live", get(desk))
}

/// Where to go on from.
#[derive(Debug, Deserialize)]
pub(crate) struct Resume {
    after: Option<String>,
}

/// What changes on the owner's cases, as it changes.
#[utoipa::path(get, path = "/api/live", tag = "live",
    params(("after" = Option<String>, Query, description = "`<epoch>-<offset>`; also as Last-Event-ID")),
    responses((status = 200, content_type = "text/event-stream", body = String,
        description = "`case` (Event, with id), `beat` (Beat), `reset` (Reset)")))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Params(from): Params<Resume>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    may::follow(&person.who)?;
    let ticket = Ticket::of(&app, &headers, OwnerSession::AUDIENCE)?;
    sse::open(&app, &person, ticket, position(&from, &headers))
}

/// What changes on the centre's cases, as it changes.
#[utoipa::path(get, path = "/api/desk/live", tag = "live",
    params(("after" = Option<String>, Query, description = "`<epoch>-<offset>`; also as Last-Event-ID")),
    responses((status = 200, content_type = "text/event-stream", body = String,
        description = "`case` (Event, with id), `beat` (Beat), `reset` (Reset)")))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Params(from): Params<Resume>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    let ticket = Ticket::of(&app, &headers, DeskSession::AUDIENCE)?;
    sse::open(&app, &person, ticket, position(&from, &headers))
}

/// A browser that reconnects by itself sends Last-Event-ID, which is newer than its address.
fn position(from: &Resume, headers: &HeaderMap) -> Option<String> {
    let last = headers
        .get("last-event-id")
        .and_then(|v| v.to_str().ok())
        .map(str::to_owned);
    last.or_else(|| from.after.clone())
}
