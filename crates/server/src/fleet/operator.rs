//! What the operator sees of releases, and how far one is given out. What exists is signed offline, elsewhere.

use super::watch::signing_time;
use super::{of, state};
use crate::identity::DeskSession;
use crate::notices::routes::wrong;
use crate::state::App;
use crate::store::fleet;
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::State;
use casework::may;
use contract::problem::{Fault, Kind, Problem};
use contract::release::{Fleet, ReleaseChange};
use release::key::Key;

/// No list of models or regions is longer.
const MOST: usize = 50;
/// No name in it is longer.
const LONGEST: usize = 80;

/// What cars run, and how far each channel's rollout is.
#[utoipa::path(get, path = "/api/desk/releases", tag = "releases",
    responses((status = 200, body = Fleet), (status = 403, body = Problem)))]
pub(crate) async fn look(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Result<Json<Fleet>, Refuse> {
    may::operate(&person.who)?;
    fleet_of(&app).await
}

/// Raises or lowers the share of what is being given out, names models and regions, halts it or goes on.
#[utoipa::path(put, path = "/api/desk/releases", tag = "releases", request_body = ReleaseChange,
    responses((status = 200, body = Fleet), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn change(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Body(change, _): Body<ReleaseChange>,
) -> Result<Json<Fleet>, Refuse> {
    may::operate(&person.who)?;
    app.buckets.command(&person.id)?;
    let short =
        |names: &[String]| names.len() <= MOST && names.iter().all(|name| name.len() <= LONGEST);
    let given = [
        ("/percent", change.percent <= 100),
        ("/models", short(&change.models)),
        ("/regions", short(&change.regions)),
    ];
    if let Some((pointer, _)) = given.into_iter().find(|(_, right)| !right) {
        return Err(wrong(pointer, Fault::TooMany, None));
    }
    let none = || Refuse::because(Kind::ReleaseNotFound);
    let (by, now) = (person.name.clone(), signing_time(&app));
    tracing::info!(person = %person.id, channel = change.channel, percent = change.percent, halted = change.halted,
        "a rollout was changed");
    let changed = app.releases.with(move |repository, config| {
        let mut stage = repository.stage()?;
        let channel = stage.channels.get_mut(&change.channel);
        let rollout = channel.and_then(|channel| channel.rollout.as_mut());
        let (Some(rollout), Some(key)) = (rollout, &config.online_key) else {
            return Ok(false);
        };
        rollout.percent = change.percent;
        rollout.models = change.models;
        rollout.regions = change.regions;
        rollout.halted = match (change.halted, rollout.halted.take()) {
            (false, _) => None,
            (true, Some(why)) => Some(why),
            (true, None) => Some(by),
        };
        repository
            .restage(&stage, &Key::read(key)?, now)
            .map(|()| true)
    });
    match changed.await {
        Some(Ok(true)) => fleet_of(&app).await,
        Some(Ok(false)) | None => Err(none()),
        Some(Err(e)) => {
            tracing::error!(error = ?e, "a rollout could not be changed");
            Err(Refuse::because(Kind::Unavailable))
        }
    }
}

async fn fleet_of(app: &App) -> Result<Json<Fleet>, Refuse> {
    let now = app.clock.now();
    let rows = app.reader.with(|db| fleet::rows(db, now))?;
    let state = app.releases.with(|repository, _| state(repository)).await;
    match state {
        None => Ok(Json(of(&[], &Default::default(), rows))),
        Some(Ok(state)) => Ok(Json(of(&state.manifests, &state.stage, rows))),
        Some(Err(e)) => {
            tracing::error!(error = ?e, "the releases cannot be read");
            Err(Refuse::because(Kind::Unavailable))
        }
    }
}
