//! What a car may do, later: its owner sees it, changes it and ends it; the registry ends it where the
//! car is sold.

use super::owner::checked;
use crate::directory::{Person, person_of};
use crate::identity::OwnerSession;
use crate::state::App;
use crate::store::pairing;
use crate::store::writer::{Failed, Write};
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use casework::{Refusal, may};
use contract::id::PairingId;
use contract::pairing::{Allowed, Pairing, PairingList};
use contract::problem::{Kind, Problem};
use contract::vin::Vin;

/// The car's pairing, if it has one: for its owner, and for the car itself, which asks before it sends.
#[utoipa::path(get, path = "/api/vehicles/{vin}/pairings", tag = "pairing", params(("vin" = String, Path)),
    responses((status = 200, body = PairingList), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(vin): Path<String>,
) -> Result<Json<PairingList>, Refuse> {
    let found = match &person.pairing {
        Some(own) if own.vin.as_str() == vin => Some(own.clone()),
        Some(_) => return Err(Refuse::because(Kind::VehicleNotFound)),
        None => of(&app, &person, &vin)?,
    };
    Ok(Json(PairingList {
        pairings: found.into_iter().collect(),
    }))
}

/// Changes what the car may do and send. What is stored of kinds that are not agreed to any more goes.
#[utoipa::path(put, path = "/api/vehicles/{vin}/pairings/{id}", tag = "pairing",
    params(("vin" = String, Path), ("id" = String, Path)), request_body = Allowed,
    responses((status = 200, body = Pairing), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn change(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path((vin, id)): Path<(String, String)>,
    Body(allowed, _): Body<Allowed>,
) -> Result<Json<Pairing>, Refuse> {
    app.buckets.command(&person.id)?;
    let before = named(&app, &person, &vin, &id)?;
    let allowed = checked(allowed)?;
    let after = Pairing {
        rights: allowed.rights,
        kinds: allowed.kinds.clone(),
        ..before.clone()
    };
    let written = before.clone();
    app.write(|reply| {
        let gone = Failed::Refused(Refusal::Because(Kind::PairingNotFound));
        Write::plain(
            move |tx, _| Ok(pairing::change(tx, &written, &allowed)?.ok_or(gone)),
            reply,
        )
    })
    .await?;
    // What is open on its screen comes back with what it may see now.
    end_streams(&app, &before);
    Ok(Json(after))
}

/// Ends the pairing, at once.
#[utoipa::path(delete, path = "/api/vehicles/{vin}/pairings/{id}", tag = "pairing",
    params(("vin" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn revoke(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path((vin, id)): Path<(String, String)>,
) -> Result<StatusCode, Refuse> {
    app.buckets.command(&person.id)?;
    let pairing = named(&app, &person, &vin, &id)?;
    end(&app, pairing).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a pairing: its credential, what the car sent, and what is open on its screen.
pub(crate) async fn end(app: &App, pairing: Pairing) -> Result<(), Refuse> {
    let ended = pairing.clone();
    app.write(|reply| Write::plain(move |tx, _| pairing::end(tx, &ended).map(Ok), reply))
        .await?;
    end_streams(app, &pairing);
    Ok(())
}

/// Ends the streams of a car.
pub(super) fn end_streams(app: &App, pairing: &Pairing) {
    if let Some(car) = person_of(&pairing.id) {
        app.hub.end(&car);
    }
}

/// Ends the pairings of cars that the registry gives to somebody else now, or to nobody.
pub(crate) async fn end_strays(app: &App) {
    match app.reader.with(pairing::any) {
        Ok(true) => {}
        Ok(false) => return,
        Err(e) => return tracing::error!(error = ?e, "pairings could not be read"),
    }
    let directory = app.directory();
    let ended = app
        .write(|reply| {
            Write::plain(
                move |tx, _| pairing::end_strays(tx, &directory).map(Ok),
                reply,
            )
        })
        .await;
    match ended {
        Ok(strays) => strays.iter().for_each(|stray| end_streams(app, stray)),
        Err(e) => tracing::error!(error = ?e, "pairings of sold cars could not be ended"),
    }
}

/// The pairing of a car of theirs.
fn of(app: &App, person: &Person, vin: &str) -> Result<Option<Pairing>, Refuse> {
    may::pair(&person.who)?;
    let vin = Vin::parse(vin).ok();
    let vin = vin.filter(|vin| app.directory().owns(&person.id, vin));
    let vin = vin.ok_or(Refuse::because(Kind::VehicleNotFound))?;
    let found = app.reader.with(|db| pairing::of_vin(db, &vin))?;
    let theirs = found.filter(|paired| paired.owner == person.id);
    Ok(theirs.map(|paired| paired.pairing))
}

/// The same, by its name too.
fn named(app: &App, person: &Person, vin: &str, id: &str) -> Result<Pairing, Refuse> {
    let found = of(app, person, vin)?;
    let id = PairingId::parse(id).ok();
    found
        .filter(|pairing| Some(&pairing.id) == id.as_ref())
        .ok_or(Refuse::because(Kind::PairingNotFound))
}
