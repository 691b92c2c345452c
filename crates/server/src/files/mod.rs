//! Photos and videos of cases: [`upload`] takes them in parts, [`serve`] gives them to the case's parties, [`shelf`] keeps
//! them behind the object store's interface, [`sweep`] takes away what never came to anything.
//!
//! A file comes first and the event that names it afterwards: what is in the log can be had.

pub(crate) mod serve;
pub mod shelf;
pub(crate) mod sweep;
pub(crate) mod upload;

use crate::state::App;
use axum::Router;
use axum::routing::get;

/// `…/uploads/{digest}` and `…/attachments/{digest}` of a case.
pub fn router() -> Router<App> {
    Router::new()
        .route(
            "/api/cases/{id}/uploads/{digest}",
            get(upload::owner_look).put(upload::owner),
        )
        .route(
            "/api/desk/cases/{id}/uploads/{digest}",
            get(upload::desk_look).put(upload::desk),
        )
        .route("/api/cases/{id}/attachments/{digest}", get(serve::owner))
        .route(
            "/api/desk/cases/{id}/attachments/{digest}",
            get(serve::desk),
        )
}
