//! One case: its view as it was last committed, with the chain's head as entity tag.

use crate::directory::Person;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::web::problem::Refuse;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::may;
use contract::case::Case;
use contract::id::CaseId;
use contract::problem::{Kind, Problem};

/// One of the owner's cases.
#[utoipa::path(get, path = "/api/cases/{id}", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Case), (status = 404, body = Problem)))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    read(&app, &person, &id, &headers)
}

/// One of the centre's cases.
#[utoipa::path(get, path = "/api/desk/cases/{id}", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Case), (status = 404, body = Problem)))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    read(&app, &person, &id, &headers)
}

/// Somebody else's case, an id that nobody has and a text that is no id are the same 404.
fn read(app: &App, person: &Person, id: &str, headers: &HeaderMap) -> Result<Response, Refuse> {
    let missing = || Refuse::because(Kind::CaseNotFound);
    let id = CaseId::parse(id).map_err(|_| missing())?;
    let view = app.reader.case(&id)?.ok_or_else(missing)?;
    may::see_of(&person.who, &view.owner, &view.centre)?;
    let tag = format!("\"{}\"", view.head);
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v == tag.as_str())
    {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let head = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::ETAG, tag),
    ];
    Ok((head, view.bytes.clone()).into_response())
}
