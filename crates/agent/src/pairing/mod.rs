//! `/agent/pairing`: how the car comes to its credential. It shows a code, its owner opens that on a phone, and
//! a task asks the server how far that is, each time with what the car is doing.

mod asking;
mod open;

use crate::problem::Refuse;
use crate::state::App;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use contract::agent::AgentPairing;
use contract::command::DriveState;
use contract::pairing::{PairingCode, PairingRequest};
use contract::problem::{Kind, Problem};
use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;
pub use open::Pairing;

/// The pairing and its picture.
pub fn router() -> Router<App> {
    let pairing = get(look).post(begin).delete(end);
    Router::new()
        .route("/agent/pairing", pairing)
        .route("/agent/pairing/qr.svg", get(picture))
}

async fn look(State(app): State<App>) -> Json<AgentPairing> {
    Json(told(&app))
}

fn told(app: &App) -> AgentPairing {
    match app.keeper.held() {
        Some(_) => AgentPairing::Paired,
        None => app.pairing.told(),
    }
}

/// Begins, in Park. Where a code is shown already, or the car is paired, it stays as it is: two touches are one.
async fn begin(State(app): State<App>) -> Result<Response, Refuse> {
    let _one = app.pairing.one_at_a_time().await;
    let now = told(&app);
    if matches!(
        now,
        AgentPairing::Paired | AgentPairing::Pending { .. } | AgentPairing::Claimed { .. }
    ) {
        return Ok(Json(now).into_response());
    }
    let drive = app.car.drive();
    if drive != DriveState::Parked {
        return Err(Refuse::locked(drive));
    }
    let gateway = |detail: &str| Refuse::gateway(StatusCode::BAD_GATEWAY, detail);
    let vin = app.vin.clone().or_else(|| app.car.vin());
    let vin = vin.ok_or_else(|| gateway("the databroker names no VIN"))?;
    let ask = PairingRequest { vin, drive };
    let answer = app.server.post("/api/pairings", &ask, None).await;
    let (status, said) = answer.map_err(|e| {
        tracing::info!(error = ?e, "no code");
        gateway("the server is away")
    })?;
    if status != StatusCode::CREATED {
        return Err(match serde_json::from_slice::<Problem>(&said) {
            Ok(problem) => Refuse::said(problem),
            Err(_) => gateway("the answer is not the server's"),
        });
    }
    let code: PairingCode =
        serde_json::from_slice(&said).map_err(|_| gateway("the answer is not the server's"))?;
    let serial = app.pairing.shows(&code, app.second);
    let asking = tokio::spawn(asking::ask(app.clone(), code, serial));
    app.pairing.asks(asking.abort_handle());
    Ok((StatusCode::CREATED, Json(told(&app))).into_response())
}

/// Stops asking. What was granted stays: its owner ends it.
async fn end(State(app): State<App>) -> StatusCode {
    app.pairing.end();
    StatusCode::NO_CONTENT
}

/// The code for a phone's camera; there is none where no code is shown.
async fn picture(State(app): State<App>) -> Result<Response, Refuse> {
    let none = || Refuse::because(Kind::PairingNotFound);
    let (AgentPairing::Pending { code } | AgentPairing::Claimed { code, .. }) = told(&app) else {
        return Err(none());
    };
    let code = QRBuilder::new(code.address_with_code).build();
    let svg = SvgBuilder::default().to_str(&code.map_err(|_| none())?);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
