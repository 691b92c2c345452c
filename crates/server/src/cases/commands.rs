//! The commands: `POST` to a noun, answered by a receipt once they are safe on the disk.

use crate::directory::Person;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::store::writer::{Job, Write};
use crate::web::body::{Body, Fingerprint};
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use casework::Ask;
use contract::command::{Accept, Close, Command, Message, Promise, Receipt, Report};
use contract::id::CaseId;
use contract::problem::{Kind, Problem};
use contract::version;
use std::sync::Arc;

type Answer = Result<(StatusCode, Json<Receipt>), Refuse>;

/// Opens a case.
#[utoipa::path(post, path = "/api/cases", tag = "commands", request_body = Command<Report>,
    responses((status = 201, body = Receipt), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn report(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(command, print): Body<Command<Report>>,
) -> Answer {
    carry_out(&app, person, None, command, print, Ask::Report).await
}

/// The owner writes.
#[utoipa::path(post, path = "/api/cases/{id}/messages", tag = "commands", params(("id" = String, Path)),
    request_body = Command<Message>, responses((status = 201, body = Receipt), (status = 409, body = Problem)))]
pub(crate) async fn owner_message(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
    Body(command, print): Body<Command<Message>>,
) -> Answer {
    carry_out(&app, person, Some(&id), command, print, Ask::Message).await
}

/// The centre writes.
#[utoipa::path(post, path = "/api/desk/cases/{id}/messages", tag = "commands", params(("id" = String, Path)),
    request_body = Command<Message>, responses((status = 201, body = Receipt), (status = 409, body = Problem)))]
pub(crate) async fn desk_message(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(command, print): Body<Command<Message>>,
) -> Answer {
    carry_out(&app, person, Some(&id), command, print, Ask::Message).await
}

/// The centre takes the case: intake.
#[utoipa::path(post, path = "/api/desk/cases/{id}/acceptance", tag = "commands", params(("id" = String, Path)),
    request_body = Command<Accept>, responses((status = 201, body = Receipt), (status = 409, body = Problem)))]
pub(crate) async fn accept(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(command, print): Body<Command<Accept>>,
) -> Answer {
    carry_out(&app, person, Some(&id), command, print, Ask::Accept).await
}

/// The centre promises the next update.
#[utoipa::path(post, path = "/api/desk/cases/{id}/promises", tag = "commands", params(("id" = String, Path)),
    request_body = Command<Promise>, responses((status = 201, body = Receipt), (status = 409, body = Problem)))]
pub(crate) async fn promise(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(command, print): Body<Command<Promise>>,
) -> Answer {
    carry_out(&app, person, Some(&id), command, print, Ask::Promise).await
}

/// The centre closes the case, with cause and remedy.
#[utoipa::path(post, path = "/api/desk/cases/{id}/closure", tag = "commands", params(("id" = String, Path)),
    request_body = Command<Close>, responses((status = 201, body = Receipt), (status = 409, body = Problem)))]
pub(crate) async fn close(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(command, print): Body<Command<Close>>,
) -> Answer {
    carry_out(&app, person, Some(&id), command, print, Ask::Close).await
}

async fn carry_out<T>(
    app: &App,
    person: Arc<Person>,
    case: Option<&str>,
    command: Command<T>,
    Fingerprint(fingerprint): Fingerprint,
    ask: impl FnOnce(T) -> Ask,
) -> Answer {
    app.buckets.command(person.who.id())?;
    match version::accepted(command.contract, app.clock.now()) {
        version::Accepted::Yes => {}
        version::Accepted::TooOld => return Err(Refuse::because(Kind::VersionTooOld)),
        version::Accepted::Unknown => return Err(Refuse::because(Kind::VersionUnknown)),
    }
    let case = case
        .map(CaseId::parse)
        .transpose()
        .map_err(|_| Refuse::because(Kind::CaseNotFound))?;
    let job = Job {
        person,
        key: command.key,
        fingerprint,
        case,
        ask: ask(command.body),
    };
    let receipt = app
        .write(|reply| Write::Command(Box::new(job), reply))
        .await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}
