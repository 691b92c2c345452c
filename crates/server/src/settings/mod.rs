//! What people decide beside cases, at the desk: which centres give contacts, times and limits, who is
//! on the staff and who is away, what is imported. [`view`] shows it, [`change`] changes it, with
//! [`member`] for one person's place, [`imports`] takes over a file.

pub(crate) mod change;
pub(crate) mod imports;
mod member;
pub(crate) mod view;

use crate::state::App;
use axum::Router;
use axum::routing::{get, post, put};

/// `/api/desk/settings`, and what changes them; a centre's calendar.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/desk/settings", get(view::settings))
        .route("/api/desk/terms", put(change::terms))
        .route("/api/desk/centres/{id}/contacts", put(change::contacts))
        .route("/api/desk/centres/{id}/calendar", get(view::calendar))
        .route("/api/desk/staff/{id}", put(change::staff))
        .route("/api/desk/staff/{id}/absence", put(change::absence))
        .route("/api/desk/imports", post(imports::import))
}
