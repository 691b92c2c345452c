//! The OpenAPI document, generated from the handlers and the contract's types.

use crate::state::App;
use crate::{cases, identity, stream};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, http::HeaderName};
use contract::live::{Beat, Reset};
use contract::problem::Problem;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Servicelane",
        description = "Every change is a command with an idempotency key; every refusal a problem (RFC 9457)."
    ),
    paths(
        identity::session::owner_start,
        identity::session::owner_session,
        identity::session::owner_sign_in,
        identity::session::owner_sign_out,
        identity::session::desk_start,
        identity::session::desk_session,
        identity::session::desk_sign_in,
        identity::session::desk_sign_out,
        cases::list::owner,
        cases::one::owner,
        cases::commands::report,
        cases::commands::owner_message,
        cases::list::desk,
        cases::one::desk,
        cases::commands::accept,
        cases::commands::promise,
        cases::commands::desk_message,
        cases::commands::close,
        stream::owner,
        stream::desk,
    ),
    components(schemas(Beat, Reset, contract::event::Event, Problem))
)]
struct Document;

/// The document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// `/api/openapi.json`.
pub fn router() -> Router<App> {
    Router::new().route("/api/openapi.json", get(serve))
}

async fn serve() -> impl IntoResponse {
    let json = document().to_json().unwrap_or_else(|_| "{}".into());
    let head: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];
    (head, json)
}
