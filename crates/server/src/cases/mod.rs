//! Cases over HTTP: lists, one case and what belongs to it, the commands, and what comes after the
//! close. Each handler names its person and its case; the rules decide.

pub(crate) mod afterwards;
pub mod commands;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod visit;

use crate::state::App;
use axum::Router;
use axum::routing::{get, post};

/// `/api/cases…` and `/api/vehicles…` for owners, `/api/desk/…` for the staff, `/api/shop/…` for the
/// shop.
pub fn router() -> Router<App> {
    commands::router()
        .route("/api/cases", get(list::owner))
        .route("/api/cases/{id}", get(one::owner))
        .route("/api/cases/{id}/record", get(one::owner_record))
        .route("/api/cases/{id}/offers", get(one::offers))
        .route("/api/cases/{id}/calendar", get(visit::calendar))
        .route("/api/cases/{id}/contacts", get(one::contacts))
        .route(
            "/api/cases/{id}/survey",
            get(afterwards::survey).put(afterwards::save),
        )
        .route("/api/cases/{id}/reward", get(afterwards::reward))
        .route("/api/vehicles/{vin}", get(one::vehicle))
        .route("/api/desk/cases", get(list::desk))
        .route("/api/desk/cases/{id}", get(one::desk))
        .route("/api/desk/cases/{id}/record", get(one::desk_record))
        .route("/api/desk/cases/{id}/vehicle", get(one::case_vehicle))
        .route("/api/desk/answers", get(afterwards::answers))
        .route("/api/desk/answers/{id}/action", post(afterwards::act))
        .route("/api/desk/figures", get(afterwards::figures))
        .route("/api/shop/redemptions", post(afterwards::redeem))
}
