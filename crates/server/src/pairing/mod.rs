//! Cars that speak for themselves: paired by device authorisation (RFC 8628), approved on a phone that
//! is signed in (RFC 10027, BCP 247), under a credential and with rights of their own.
//!
//! [`open`] holds the codes of these five minutes, [`code`] makes them; [`device`] is what the car asks,
//! [`owner`] what its owner answers, [`rights`] what they change later; [`signals`] takes what the car
//! sends.

mod code;
pub(crate) mod device;
mod open;
pub(crate) mod owner;
pub(crate) mod rights;
pub(crate) mod signals;

pub use open::Open;
pub(crate) use rights::{end, end_strays};
pub(crate) use signals::prune;

use crate::state::App;
use axum::Router;
use axum::routing::{get, post, put};

/// `/api/pairings…`, `/api/vehicles/{vin}/pairings…`, `/api/vehicles/{vin}/signals`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/pairings", post(device::begin))
        .route("/api/pairings/token", post(device::poll))
        .route("/api/pairings/{user_code}", get(owner::look))
        .route(
            "/api/pairings/{user_code}/confirmation",
            post(owner::confirm),
        )
        .route("/api/pairings/{user_code}/refusal", post(owner::refuse))
        .route("/api/vehicles/{vin}/pairings", get(rights::list))
        .route(
            "/api/vehicles/{vin}/pairings/{id}",
            put(rights::change).delete(rights::revoke),
        )
        .route("/api/vehicles/{vin}/signals", post(signals::send))
}
