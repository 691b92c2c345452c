//! Lists of cases, put together from summaries that were written with their cases.

use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::store::read::{Order, Scope};
use crate::web::body::Params;
use crate::web::problem::Refuse;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::may;
use contract::case::CaseList;
use contract::id::CaseId;
use contract::live::Position;
use contract::problem::{Fault, FieldError, Problem};
use serde::Deserialize;

/// Cases to a page when nobody says.
const PAGE: usize = 25;
/// Most cases to a page.
const LARGEST: usize = 200;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    before: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    closed: bool,
}

/// The owner's cases, the newest change first.
#[utoipa::path(get, path = "/api/cases", tag = "cases",
    params(("before" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<usize>, Query, description = "1 to 200; 25 when absent")),
    responses((status = 200, body = CaseList)))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Params(paging): Params<Paging>,
) -> Result<Response, Refuse> {
    may::follow(&person.who)?;
    page(&app, &Scope::of(&person.who), Order::Changed, &paging)
}

/// The centre's cases: open ones with the next promise first, or the closed ones.
#[utoipa::path(get, path = "/api/desk/cases", tag = "cases",
    params(("before" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<usize>, Query, description = "1 to 200; 25 when absent"),
        ("closed" = Option<bool>, Query, description = "closed cases, the newest first")),
    responses((status = 200, body = CaseList)))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Params(paging): Params<Paging>,
) -> Result<Response, Refuse> {
    let order = if paging.closed {
        Order::Closed
    } else {
        Order::Due
    };
    page(&app, &Scope::of(&person.who), order, &paging)
}

fn page(app: &App, scope: &Scope, order: Order, paging: &Paging) -> Result<Response, Refuse> {
    let limit = paging.limit.unwrap_or(PAGE);
    if !(1..=LARGEST).contains(&limit) {
        return Err(fault("/limit"));
    }
    let before = match &paging.before {
        Some(text) => Some(cursor(text).ok_or_else(|| fault("/before"))?),
        None => None,
    };
    // The position is taken first: what is committed in between comes again over the stream.
    let position = Position {
        epoch: app.reader.epoch().to_owned(),
        offset: app.reader.head(),
    };
    let (rows, next) = app.reader.list(scope, order, before, limit)?;
    let mut json = Vec::with_capacity(rows.iter().map(|r| r.summary.len() + 1).sum::<usize>() + 96);
    json.extend_from_slice(b"{\"cases\":[");
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            json.push(b',');
        }
        json.extend_from_slice(&row.summary);
    }
    json.push(b']');
    if let Some(next) = next {
        // A cursor is a number, a point and an id: nothing in it needs escaping.
        json.extend_from_slice(format!(",\"next\":\"{next}\"").as_bytes());
    }
    json.extend_from_slice(format!(",\"position\":\"{position}\"}}").as_bytes());
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

fn cursor(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, CaseId::parse(id).ok()?.into()))
}

fn fault(pointer: &str) -> Refuse {
    let error = FieldError {
        pointer: pointer.into(),
        code: Fault::WrongValue,
        limit: None,
    };
    Problem::invalid(vec![error]).into()
}
