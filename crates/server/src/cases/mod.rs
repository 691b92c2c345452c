//! Cases over HTTP: lists, one case, and the commands. Each handler names its person, its case and
//! what is asked; the rules decide.

pub(crate) mod commands;
pub(crate) mod list;
pub(crate) mod one;

use crate::state::App;
use axum::Router;
use axum::routing::{get, post};

/// `/api/cases…` for owners, `/api/desk/cases…` for a centre.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/cases", get(list::owner).post(commands::report))
        .route("/api/cases/{id}", get(one::owner))
        .route("/api/cases/{id}/messages", post(commands::owner_message))
        .route("/api/desk/cases", get(list::desk))
        .route("/api/desk/cases/{id}", get(one::desk))
        .route("/api/desk/cases/{id}/acceptance", post(commands::accept))
        .route("/api/desk/cases/{id}/promises", post(commands::promise))
        .route(
            "/api/desk/cases/{id}/messages",
            post(commands::desk_message),
        )
        .route("/api/desk/cases/{id}/closure", post(commands::close))
}
