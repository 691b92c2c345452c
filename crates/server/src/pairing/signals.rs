//! What a car sends by itself, under its own credential and about itself alone.

use crate::directory::Person;
use crate::identity::OwnerSession;
use crate::state::App;
use crate::store::writer::{Failed, Write};
use crate::store::{StoreError, pairing, signals};
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use casework::{Refusal, may};
use contract::problem::{Kind, Problem};
use contract::vehicle::{Signal, SignalBatch, SignalsTaken};
use contract::vin::Vin;

/// A paired car says how it is. What its owner did not agree to is dropped, and so is what is older than
/// 72 hours; the answer says how much.
#[utoipa::path(post, path = "/api/vehicles/{vin}/signals", tag = "vehicles", params(("vin" = String, Path)),
    request_body = SignalBatch, responses((status = 200, body = SignalsTaken), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn send(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(vin): Path<String>,
    Body(batch, _): Body<SignalBatch>,
) -> Result<Json<SignalsTaken>, Refuse> {
    may::send_signals(&person.who)?;
    app.buckets.command(&person.id)?;
    let own = person.pairing.as_ref();
    let own = own.ok_or(Refuse::because(Kind::NotAllowed))?;
    let id = own.id.clone();
    let named = Vin::parse(&vin).ok();
    let work = move |tx: &rusqlite::Transaction<'_>, now| {
        // What was agreed to as of now: it may have been withdrawn while the body was on its way.
        let refuse = |refusal| Ok(Err(Failed::Refused(refusal)));
        let Some(paired) = pairing::of_id(tx, &id)? else {
            return refuse(Refusal::Because(Kind::SignInNeeded));
        };
        let own = paired.pairing;
        if named.as_ref() != Some(&own.vin) {
            return refuse(Refusal::Because(Kind::VehicleNotFound));
        }
        match casework::signals::take(batch.signals, &own.kinds, now) {
            Ok((kept, taken)) => {
                signals::store(tx, &own.vin, &kept)?;
                Ok(Ok(taken))
            }
            Err(refusal) => refuse(refusal),
        }
    };
    let taken = app.write(|reply| Write::plain(work, reply)).await?;
    Ok(Json(taken))
}

/// What somebody gets to see of a car's signals: the registry's, and for its owner what it has sent
/// since; the newest of each path last.
pub(crate) fn seen(
    app: &App,
    person: &Person,
    vin: &Vin,
    registry: Vec<Signal>,
) -> Result<Vec<Signal>, StoreError> {
    if may::see_sent_signals(&person.who).is_err() {
        // A car that may not follow gets none; a driver of the household the registry's.
        let none = person.who.car().is_some();
        return Ok(if none { Vec::new() } else { registry });
    }
    let oldest = casework::signals::oldest(app.clock.now());
    let mut all = app.reader.with(|db| signals::of(db, vin, oldest))?;
    all.extend(registry);
    all.sort_by(|a, b| (&a.path, a.at).cmp(&(&b.path, b.at)));
    all.dedup_by(|a, b| (&a.path, a.at) == (&b.path, b.at));
    Ok(all)
}

/// Forgets what is older than 72 hours.
pub(crate) async fn prune(app: &App) {
    let oldest = casework::signals::oldest(app.clock.now());
    match app.reader.with(|db| signals::any_old(db, oldest)) {
        Ok(true) => {}
        Ok(false) => return,
        Err(e) => return tracing::error!(error = ?e, "old signals could not be looked for"),
    }
    let pruned = app
        .write(|reply| Write::plain(move |tx, _| signals::prune(tx, oldest).map(Ok), reply))
        .await;
    if let Err(e) = pruned {
        tracing::error!(error = ?e, "old signals could not be forgotten");
    }
}
