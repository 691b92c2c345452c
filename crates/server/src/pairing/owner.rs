//! What the owner answers to a code that their car shows. Somebody else's car, a code that has died and
//! one that never was are the same 404.

use super::open::Asks;
use crate::directory::Person;
use crate::identity::OwnerSession;
use crate::state::App;
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use casework::{Refusal, may};
use contract::pairing::{Allowed, PairingView};
use contract::problem::{Fault, FieldError, Problem};
use contract::vehicle::SignalKind;
use contract::vin::Vin;

/// What there is to be compared before saying yes. The car's screen shows the same from here on.
#[utoipa::path(get, path = "/api/pairings/{user_code}", tag = "pairing", params(("user_code" = String, Path)),
    responses((status = 200, body = PairingView), (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn look(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(code): Path<String>,
) -> Result<Json<PairingView>, Refuse> {
    let now = app.clock.now();
    let look = |asks: &Asks<'_>| app.pairings.look(asks, &code, now);
    Ok(Json(asked(&app, &person, look)?))
}

/// The owner says yes, and what the car may do. Only while it is parked.
#[utoipa::path(post, path = "/api/pairings/{user_code}/confirmation", tag = "pairing",
    params(("user_code" = String, Path)), request_body = Allowed,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn confirm(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(code): Path<String>,
    Body(allowed, _): Body<Allowed>,
) -> Result<StatusCode, Refuse> {
    let (now, allowed) = (app.clock.now(), checked(allowed)?);
    asked(&app, &person, |asks| {
        app.pairings.confirm(asks, &code, allowed, now)
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// The owner says no.
#[utoipa::path(post, path = "/api/pairings/{user_code}/refusal", tag = "pairing",
    params(("user_code" = String, Path)), responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn refuse(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(code): Path<String>,
) -> Result<StatusCode, Refuse> {
    let now = app.clock.now();
    asked(&app, &person, |asks| app.pairings.refuse(asks, &code, now))?;
    Ok(StatusCode::NO_CONTENT)
}

fn asked<T>(
    app: &App,
    person: &Person,
    ask: impl FnOnce(&Asks<'_>) -> Result<T, Refusal>,
) -> Result<T, Refuse> {
    may::pair(&person.who)?;
    app.buckets.command(&person.id)?;
    let directory = app.directory();
    let nickname = |vin: &Vin| Some(directory.vehicle(&person.id, vin)?.nickname.clone());
    let asks = Asks {
        owner: &person.id,
        nickname: &nickname,
    };
    Ok(ask(&asks)?)
}

/// What a car may send, each kind once.
pub(super) fn checked(mut allowed: Allowed) -> Result<Allowed, Problem> {
    if allowed.kinds.len() > SignalKind::ALL.len() {
        let twice = FieldError {
            pointer: "/kinds".into(),
            code: Fault::Twice,
            limit: None,
        };
        return Err(Problem::invalid(vec![twice]));
    }
    allowed.kinds.sort();
    allowed.kinds.dedup();
    Ok(allowed)
}
