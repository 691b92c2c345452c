//! How it went, from a car under its own credential. A stranger has none, and one car counts once.

use crate::identity::OwnerSession;
use crate::notices::routes::wrong;
use crate::state::App;
use crate::store::fleet;
use crate::store::pairing;
use crate::store::writer::{Failed, Write};
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::extract::State;
use axum::http::StatusCode;
use casework::{Refusal, may};
use contract::problem::{Fault, Kind, Problem};
use contract::release::ReleaseReport;

/// No companion's version is longer.
const LONGEST: usize = 40;

/// A paired car says what it runs, and how a release that it tried went.
#[utoipa::path(post, path = "/api/car/release", tag = "releases", request_body = ReleaseReport,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub(crate) async fn report(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(said, _): Body<ReleaseReport>,
) -> Result<StatusCode, Refuse> {
    may::send_signals(&person.who)?;
    app.buckets.command(&person.id)?;
    let own = person
        .pairing
        .as_ref()
        .ok_or(Refuse::because(Kind::NotAllowed))?;
    let fits = |counter: u64| i64::try_from(counter).is_ok();
    let given = [
        ("/agent", said.agent.len() <= LONGEST),
        ("/running", fits(said.running)),
        (
            "/tried/counter",
            said.tried.is_none_or(|tried| fits(tried.counter)),
        ),
    ];
    if let Some((pointer, _)) = given.into_iter().find(|(_, right)| !right) {
        return Err(wrong(pointer, Fault::TooMany, None));
    }
    // What is said of releases that nobody signed is nothing that counts.
    let counts = match (said.tried, app.releases.state().await) {
        (Some(tried), Some(Ok(state))) => state
            .manifests
            .iter()
            .any(|m| m.facts.counter == tried.counter),
        _ => false,
    };
    let failed = counts && said.tried.is_some_and(|tried| !tried.ready);
    let id = own.id.clone();
    let work = move |tx: &rusqlite::Transaction<'_>, now| match pairing::of_id(tx, &id)? {
        None => Ok(Err(Failed::Refused(Refusal::Because(Kind::SignInNeeded)))),
        Some(paired) => fleet::report(tx, &paired.pairing.vin, &said, counts, now).map(Ok),
    };
    app.write(|reply| Write::plain(work, reply)).await?;
    if failed {
        app.releases.failed.notify_one();
    }
    Ok(StatusCode::NO_CONTENT)
}
