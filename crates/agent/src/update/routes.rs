//! `/agent/release…`: what runs, what waits, and what its owner or a tester says to that.

use super::{now, report};
use crate::problem::Refuse;
use crate::state::App;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use contract::command::DriveState;
use contract::problem::Kind;
use contract::release::{
    AgentRelease, POSTPONE_MINUTES, ReleaseChoice, ReleasePostponed, ReleaseReady, ReleaseSwitch,
};
use contract::time::Timestamp;
use serde::Deserialize;

/// The routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/agent/release", get(look))
        .route("/agent/release/switch", post(switch))
        .route("/agent/release/ready", post(ready))
        .route("/agent/release/trial", get(trial))
        .route("/agent/release/postponed", put(postpone))
        .route("/agent/release/choice", put(choose))
}

/// `null` in a car that stays with the portal it came with: there is nothing to be said of releases.
async fn look(State(app): State<App>) -> Json<Option<AgentRelease>> {
    Json(app.updater.is_fed().then(|| app.updater.told()))
}

/// In Park, and as long as it is the one that waits.
async fn switch(
    State(app): State<App>,
    Json(asked): Json<ReleaseSwitch>,
) -> Result<Json<Option<AgentRelease>>, Refuse> {
    let drive = app.car.drive();
    if drive != DriveState::Parked {
        return Err(Refuse::locked(drive));
    }
    {
        let mut shelf = app.updater.shelf();
        if shelf
            .pointer()
            .next
            .is_some_and(|next| next.counter == asked.counter)
        {
            shelf.switch().map_err(|_| full())?;
        }
    }
    Ok(look(State(app)).await)
}

/// A page has started. That counts for the release that is tried, where the page is of that one.
async fn ready(
    State(app): State<App>,
    Json(said): Json<ReleaseReady>,
) -> Result<StatusCode, Refuse> {
    let counter = {
        let mut shelf = app.updater.shelf();
        let trying = shelf.pointer().trying.map(|trying| trying.counter);
        let own = trying
            .and_then(|counter| shelf.manifest(counter))
            .is_some_and(|manifest| {
                let script = said.script.strip_prefix('/').unwrap_or(&said.script);
                manifest.files.contains_key(script)
            });
        if own {
            shelf.ready().map_err(|_| full())?;
        }
        trying.filter(|_| own)
    };
    if let Some(counter) = counter {
        tracing::info!(counter, "a release is ready");
        report::soon(&app, Some((counter, true)));
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Trial {
    counter: u64,
    to: String,
}

/// Where the browser goes by itself, some seconds after it was given a page of a release that is tried: nowhere, where that
/// has started; else it opens the portal again.
async fn trial(State(app): State<App>, Query(asked): Query<Trial>) -> Response {
    let pointer = app.updater.shelf().pointer().clone();
    if pointer.running == asked.counter {
        return StatusCode::NO_CONTENT.into_response();
    }
    if pointer
        .trying
        .is_some_and(|trying| trying.counter == asked.counter)
    {
        report::not_ready(&app, asked.counter);
    }
    let own = asked.to.starts_with('/')
        && !asked.to.starts_with("//")
        && crate::portal::is_place(&asked.to);
    let to = if own { asked.to } else { "/".to_owned() };
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

async fn postpone(
    State(app): State<App>,
    Json(said): Json<ReleasePostponed>,
) -> Result<Json<Option<AgentRelease>>, Refuse> {
    {
        let mut shelf = app.updater.shelf();
        let last = shelf
            .pointer()
            .next
            .map(|next| next.since.plus_minutes(POSTPONE_MINUTES));
        let until: Option<Timestamp> = said.until.filter(|until| *until > now());
        let until = until.map(|until| last.map_or(until, |last| until.min(last)));
        shelf.postpone(until).map_err(|_| full())?;
    }
    Ok(look(State(app)).await)
}

/// A tester's car alone.
async fn choose(
    State(app): State<App>,
    Json(choice): Json<ReleaseChoice>,
) -> Result<Json<Option<AgentRelease>>, Refuse> {
    if app.updater.told().choice.is_none() {
        return Err(Refuse::because(Kind::NotAllowed));
    }
    {
        let mut shelf = app.updater.shelf();
        shelf
            .choose(choice)
            .and_then(|()| shelf.withdraw())
            .map_err(|_| full())?;
    }
    app.look_now.notify_one();
    Ok(look(State(app)).await)
}

fn full() -> Refuse {
    Refuse::gateway(StatusCode::INSUFFICIENT_STORAGE, "the disk refuses")
}
