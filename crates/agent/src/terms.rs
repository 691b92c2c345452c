//! `/agent/car`: what differs between cars, so that the page judges this one as the companion does.

use crate::state::App;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use contract::agent::CarTerms;

/// The route.
pub fn router() -> Router<App> {
    Router::new().route("/agent/car", get(terms))
}

async fn terms(State(app): State<App>) -> Json<CarTerms> {
    Json(app.terms.clone())
}
