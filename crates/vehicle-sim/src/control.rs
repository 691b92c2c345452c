//! The tester's hand over HTTP: look at the car, change its scene, signals, faults and time.

mod cors;

use crate::car::BadSignal;
use crate::faults::Fault;
use crate::scenes::Scene;
use crate::shared::Shared;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router, middleware};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// `/control` and what is below it. Every change is answered by the car's state.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/control", get(state))
        .route("/control/scene", put(scene))
        .route("/control/signals", put(signals))
        .route("/control/faults", put(faults))
        .route("/control/skip", post(skip))
        .layer(middleware::from_fn(cors::only_own_pages))
        .with_state(shared)
}

/// Which scene, and how fast.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Play {
    scene: Scene,
    /// Seconds of the car's time in one of the world's; none, and it stays as it is.
    factor: Option<f64>,
}

/// How far ahead, in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    seconds: f64,
}

/// Why a change is refused: 422, or 400 for a time that cannot pass.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Signal(#[from] BadSignal),
    #[error("seconds: from 0, and not beyond the end of time")]
    Seconds,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Signal(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Seconds => StatusCode::BAD_REQUEST,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.car().state())
}

async fn scene(State(shared): State<Arc<Shared>>, Json(play): Json<Play>) -> Json<Value> {
    let mut car = shared.car();
    car.play(play.scene, play.factor);
    Json(car.state())
}

async fn signals(
    State(shared): State<Arc<Shared>>,
    Json(signals): Json<BTreeMap<String, Value>>,
) -> Result<Json<Value>, Refusal> {
    let mut car = shared.car();
    car.set(&signals)?;
    Ok(Json(car.state()))
}

async fn faults(
    State(shared): State<Arc<Shared>>,
    Json(faults): Json<Vec<Fault>>,
) -> Result<Json<Value>, Refusal> {
    shared.suffer(faults)?;
    Ok(state(State(shared)).await)
}

async fn skip(
    State(shared): State<Arc<Shared>>,
    Json(skip): Json<Skip>,
) -> Result<Json<Value>, Refusal> {
    let by = Duration::try_from_secs_f64(skip.seconds).map_err(|_| Refusal::Seconds)?;
    let mut car = shared.car();
    car.skip(by);
    Ok(Json(car.state()))
}
