//! `/api/bench`: the dashboard's side of the bench, at `bench.localhost`; and `/api/bench/enter` at each screen's host,
//! which opens a screen as one of the demo people.

use super::Bench;
use crate::identity::enter;
use crate::state::App;
use crate::web::body::{Body, Params};
use crate::web::client::Client;
use crate::web::problem::Refuse;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use contract::bench::{self, BenchPairing, FORWARD_MINUTES, Forward, Lines};
use contract::problem::{Fault, FieldError, Kind, Problem};
use serde::Deserialize;
use std::time::Duration;

/// Everything; a server without a bench has none of it.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/bench", get(look))
        .route("/api/bench/clock", post(forward))
        .route("/api/bench/lines", put(set_lines))
        .route("/api/bench/pairing", post(show_code))
        .route("/api/bench/enter", get(enter_as))
}

/// The bench, for its own page alone.
fn own<'a>(app: &'a App, headers: &HeaderMap) -> Result<&'a Bench, Refuse> {
    let bench = app.bench.as_deref();
    bench
        .filter(|bench| bench.hosts.is_page(headers))
        .ok_or_else(|| Refuse::because(Kind::RouteNotFound))
}

async fn look(State(app): State<App>, headers: HeaderMap) -> Result<Json<bench::Bench>, Refuse> {
    Ok(Json(told(&app, own(&app, &headers)?)))
}

fn told(app: &App, bench: &Bench) -> bench::Bench {
    bench::Bench {
        now: app.clock.now(),
        lines: *bench.lines.borrow(),
        phone: bench.hosts.origin("phone"),
        desk: bench.hosts.origin("desk"),
        car: bench.car.get().map(|car| car.told.clone()),
    }
}

/// The car's own clock goes with it: what it says is of the same day.
async fn forward(
    State(app): State<App>,
    headers: HeaderMap,
    Body(Forward { minutes }, _): Body<Forward>,
) -> Result<Json<bench::Bench>, Refuse> {
    let bench = own(&app, &headers)?;
    if !(1..=FORWARD_MINUTES).contains(&minutes) {
        let error = FieldError {
            pointer: "/minutes".into(),
            code: Fault::WrongValue,
            limit: Some(FORWARD_MINUTES),
        };
        return Err(Problem::invalid(vec![error]).into());
    }
    if let Some(car) = bench.car.get() {
        car.skip(Duration::from_secs(u64::from(minutes) * 60));
    }
    app.clock.forward(minutes);
    Ok(Json(told(&app, bench)))
}

async fn set_lines(
    State(app): State<App>,
    headers: HeaderMap,
    Body(lines, _): Body<Lines>,
) -> Result<Json<bench::Bench>, Refuse> {
    let bench = own(&app, &headers)?;
    bench.lines.send_replace(lines);
    Ok(Json(told(&app, bench)))
}

/// Asks the companion as its own screen asks: by its rules, so in Park only.
async fn show_code(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<BenchPairing>, Refuse> {
    let car = own(&app, &headers)?.car.get();
    let car = car.ok_or_else(|| Refuse::because(Kind::RouteNotFound))?;
    Ok(Json(car.show_code().await?))
}

/// As whom, and where to.
#[derive(Debug, Deserialize)]
struct Enter {
    /// A demo person's id; nothing signs out.
    #[serde(default)]
    person: String,
    /// A path of this host.
    #[serde(default = "start")]
    to: String,
}

fn start() -> String {
    "/".into()
}

async fn enter_as(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Params(Enter { person, to }): Params<Enter>,
) -> Result<Response, Refuse> {
    let bench = app.bench.as_deref();
    let screen = bench.and_then(|bench| bench.hosts.screen(&headers));
    // Another host's address would lead a signed-in screen away.
    let stays = to.starts_with('/') && !to[1..].starts_with(['/', '\\']);
    if screen.is_none() || !stays {
        return Err(Refuse::because(Kind::RouteNotFound));
    }
    let cookies = enter(&app, &client, &person).await?;
    Ok((cookies, Redirect::to(&to)).into_response())
}
