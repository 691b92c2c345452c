//! What the car asks, before it is anybody: a code, and how far it is with it.

use super::open::Polled;
use crate::identity::{credential, credential_hash};
use crate::state::App;
use crate::store::pairing::{Paired, keep};
use crate::store::random_u128;
use crate::store::writer::Write;
use crate::web::body::Body;
use crate::web::client::Client;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::{Refusal, drive};
use contract::command::DriveState;
use contract::id::PairingId;
use contract::pairing::{
    EXPIRES_SECONDS, INTERVAL_SECONDS, Pairing, PairingCode, PairingPoll, PairingProgress,
    PairingRequest,
};
use contract::problem::{Kind, Problem};

/// A parked car asks to be paired. Whether anybody knows the car is not told.
#[utoipa::path(post, path = "/api/pairings", tag = "pairing", request_body = PairingRequest,
    responses((status = 201, body = PairingCode), (status = 409, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn begin(
    State(app): State<App>,
    client: Client,
    Body(request, _): Body<PairingRequest>,
) -> Result<(StatusCode, Json<PairingCode>), Refuse> {
    app.buckets.pairing(&client)?;
    if request.drive != DriveState::Parked {
        return Err(Refusal::Locked(drive::in_car(request.drive)).into());
    }
    let device_code = credential()?;
    let device = credential_hash(&device_code);
    let code = app.pairings.begin(request.vin, device, app.clock.now())?;
    let user_code = code.ok_or(Refuse::because(Kind::TooManyRequests))?;
    let address = format!("{}/pair", app.identity.origin);
    let code = PairingCode {
        device_code,
        address_with_code: format!("{address}?code={user_code}"),
        address,
        user_code,
        expires_in: EXPIRES_SECONDS,
        interval: INTERVAL_SECONDS,
    };
    Ok((StatusCode::CREATED, Json(code)))
}

/// The car asks how far it is, and says what it is doing. Granted once: the code is dead then.
#[utoipa::path(post, path = "/api/pairings/token", tag = "pairing", request_body = PairingPoll,
    responses((status = 200, body = PairingProgress), (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn poll(
    State(app): State<App>,
    client: Client,
    Body(poll, _): Body<PairingPoll>,
) -> Result<Json<PairingProgress>, Refuse> {
    let device = credential_hash(&poll.device_code);
    let polled = app.pairings.poll(&device, poll.drive, app.clock.now());
    let (request, owner, allowed) = match polled {
        Some(Polled::Progress(progress)) => return Ok(Json(progress)),
        Some(Polled::Grant(request, owner, allowed)) => (request, owner, allowed),
        None => {
            // Cars keep to their interval; who tries codes is counted by their address.
            app.buckets.pairing(&client)?;
            return Err(Refuse::because(Kind::PairingNotFound));
        }
    };
    if !app.directory().owns(&owner, &request.vin) {
        return Err(Refuse::because(Kind::PairingNotFound));
    }
    let credential = credential()?;
    let token = credential_hash(&credential);
    let paired = Paired {
        owner,
        pairing: Pairing {
            id: PairingId::from_random(random_u128()?),
            vin: request.vin.clone(),
            since: app.clock.now(),
            rights: allowed.rights,
            kinds: allowed.kinds,
        },
    };
    let pairing = paired.pairing.clone();
    let kept = app
        .write(|reply| Write::plain(move |tx, _| keep(tx, &paired, &token).map(Ok), reply))
        .await;
    match kept {
        Ok(Some(before)) => super::rights::end_streams(&app, &before.pairing),
        Ok(None) => {}
        Err(failed) => {
            app.pairings.put_back(*request);
            return Err(failed.into());
        }
    }
    Ok(Json(PairingProgress::Granted {
        credential,
        pairing,
    }))
}
