//! Browsers that somebody allows to tell them.

use super::routes::{may_change, stands, write, wrong};
use crate::identity::OwnerSession;
use crate::state::App;
use crate::store::wishes;
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use casework::text::{LINE, field};
use contract::notice::{Notices, Subscription};
use contract::problem::{Fault, Kind, Problem};
use sha2::{Digest, Sha256};

/// One more browser, or the same with other keys. Where it is to be sent is checked: a server that posts to wherever it
/// is told is a way into its own network.
#[utoipa::path(put, path = "/api/notices/browser", tag = "notices", request_body = Subscription,
    responses((status = 200, body = Notices), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn browser(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(told, _): Body<Subscription>,
) -> Result<Json<Notices>, Refuse> {
    may_change(&app, &person)?;
    let push = app.ways.push.as_ref();
    let push = push.ok_or(Refuse::because(Kind::ChannelOff))?;
    if !push.sends_to(&told.endpoint) {
        return Err(wrong("/endpoint", Fault::WrongValue, None));
    }
    if !super::seal::fits(&told) {
        return Err(wrong("/p256dh", Fault::WrongValue, None));
    }
    let name = field(&told.name, LINE, "name").map_err(|fault| Problem::invalid(vec![fault]))?;
    let told = Subscription { name, ..told };
    let (id, browser) = (person.id.clone(), name_of(&told.endpoint));
    write(&app, move |tx, now| {
        wishes::put_browser(tx, &id, &browser, &told, now).map(Ok)
    })
    .await?;
    stands(&app, &person.id)
}

/// Tells a browser no more.
#[utoipa::path(delete, path = "/api/notices/browsers/{id}", tag = "notices", params(("id" = String, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
pub(crate) async fn remove_browser(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(browser): Path<String>,
) -> Result<StatusCode, Refuse> {
    may_change(&app, &person)?;
    let id = person.id.clone();
    write(&app, move |tx, _| {
        wishes::remove_browser(tx, &id, &browser).map(Ok)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The first 16 hex digits of the endpoint's SHA-256.
fn name_of(endpoint: &str) -> String {
    let digest = Sha256::digest(endpoint);
    digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
}
