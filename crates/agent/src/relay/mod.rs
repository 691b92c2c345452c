//! `/vehicle`: the page's way to the databroker, which itself checks no Origin and takes a `set` from anybody.
//! [`ask`] decides what of the page's passes; what the databroker says passes as it is.

mod allowed;
mod ask;
mod pass;

use crate::problem::Refuse;
use crate::socket;
use crate::state::App;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use contract::problem::Kind;
use vehicle::viss::Dialect;

pub use allowed::Allowed;

/// So many pages at once.
pub const SCREENS: usize = 8;
/// No message of a page's is longer, in bytes.
const LONGEST: usize = 64 * 1024;

/// The way to the databroker.
pub fn router() -> Router<App> {
    Router::new().route("/vehicle", any(open))
}

/// Opens the databroker's side first: where it is away, the page's is refused, and the page hears of the dialect
/// that was really chosen.
async fn open(
    State(app): State<App>,
    page: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Refuse> {
    let page = page.map_err(|_| Refuse::because(Kind::RouteNotFound))?;
    let screen = app.screens.clone().try_acquire_owned();
    let screen = screen.map_err(|_| Refuse::because(Kind::TooManyConnections))?;
    let offered: Vec<&str> = page
        .requested_protocols()
        .filter_map(|name| name.to_str().ok())
        .filter(|name| Dialect::of(name).is_some())
        .collect();
    let opened = socket::open(&app.broker, &offered.join(", ")).await;
    let (broker, chosen) = opened.map_err(|e| {
        tracing::info!(error = %e, "no databroker for the page");
        Refuse::gateway(StatusCode::BAD_GATEWAY, "the databroker is away")
    })?;
    let page = page
        .read_buffer_size(8 * 1024)
        .write_buffer_size(0)
        .max_message_size(LONGEST)
        .max_frame_size(LONGEST);
    let dialect = Dialect::of(&chosen);
    let page = match chosen.is_empty() {
        true => page,
        false => page.protocols([chosen]),
    };
    let answer = page.on_upgrade(async move |page| {
        pass::pass(&app, page, broker, dialect).await;
        drop(screen);
    });
    Ok(answer.into_response())
}
