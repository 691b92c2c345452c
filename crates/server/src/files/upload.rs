//! Files on their way: in parts, each behind what is here already, so that a line that breaks costs one part.

use super::shelf::ShelfError;
use crate::cases::one::{case, view};
use crate::directory::Person;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::store::files;
use crate::store::writer::Write;
use crate::web::body::bytes;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, Query, Request, State};
use casework::may;
use contract::attachment::{ATTACHMENTS, Attachment, FileDigest, PART_BYTES, Upload, VIDEO_BYTES};
use contract::id::CaseId;
use contract::problem::{Kind, Problem};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

/// How long a part may take to arrive: half a megabyte over a line of 70 kbit/s.
const PATIENCE: Duration = Duration::from_secs(60);
/// Files that may have arrived for one case: what belongs to it, and as many again that will or never do.
const ARRIVED: usize = 2 * ATTACHMENTS;

/// Where a part belongs.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct At {
    /// Bytes before it.
    from: u64,
    /// Bytes of the whole file.
    of: u64,
}

/// How far the owner's upload has come.
#[utoipa::path(get, path = "/api/cases/{id}/uploads/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path)),
    responses((status = 200, body = Upload), (status = 404, body = Problem)))]
pub(crate) async fn owner_look(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path((id, digest)): Path<(String, String)>,
) -> Result<Json<Upload>, Refuse> {
    look(&app, &person, &id, digest)
}

/// How far the desk's has.
#[utoipa::path(get, path = "/api/desk/cases/{id}/uploads/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path)),
    responses((status = 200, body = Upload), (status = 404, body = Problem)))]
pub(crate) async fn desk_look(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path((id, digest)): Path<(String, String)>,
) -> Result<Json<Upload>, Refuse> {
    look(&app, &person, &id, digest)
}

/// Sends a part of a photo or a video for one of the owner's cases, 512 KiB at the most. One that does not begin where
/// the upload ends changes nothing: the answer says where that is.
#[utoipa::path(put, path = "/api/cases/{id}/uploads/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path), At),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Upload), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path((id, digest)): Path<(String, String)>,
    at: Result<Query<At>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Result<Json<Upload>, Refuse> {
    part(&app, &person, &id, digest, at, request).await
}

/// The same for one of the centre's cases.
#[utoipa::path(put, path = "/api/desk/cases/{id}/uploads/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path), At),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Upload), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path((id, digest)): Path<(String, String)>,
    at: Result<Query<At>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Result<Json<Upload>, Refuse> {
    part(&app, &person, &id, digest, at, request).await
}

/// A digest in a path.
pub(super) fn named(digest: String) -> Result<FileDigest, Refuse> {
    FileDigest::try_from(digest).map_err(|_| Refuse::because(Kind::AttachmentNotFound))
}

fn look(app: &App, person: &Person, id: &str, digest: String) -> Result<Json<Upload>, Refuse> {
    let (view, digest) = (view(app, person, id)?, named(digest)?);
    may::take_part(&person.who)?;
    stands(app, &view.id, &digest).map(Json)
}

fn stands(app: &App, case: &CaseId, digest: &FileDigest) -> Result<Upload, Refuse> {
    if let Some(file) = app.reader.file(case, digest)? {
        return Ok(Upload {
            have: file.bytes,
            arrived: true,
        });
    }
    Ok(Upload {
        have: app.shelf.have(case, digest),
        arrived: false,
    })
}

async fn part(
    app: &App,
    person: &Person,
    id: &str,
    digest: String,
    at: Result<Query<At>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Result<Json<Upload>, Refuse> {
    app.buckets.command(&person.id)?;
    let (case, digest) = (case(app, person, id)?, named(digest)?);
    may::take_part(&person.who)?;
    may::message(&case)?;
    let Query(at) = at.map_err(|_| Refuse::because(Kind::InvalidInput))?;
    if at.of > VIDEO_BYTES {
        return Err(Refuse::because(Kind::TooLarge));
    }
    let bytes = bytes(request, "application/octet-stream", PART_BYTES, PATIENCE).await?;
    let _held = app.shelf.hold(&digest).await;
    let now = stands(app, &case.id, &digest)?;
    if now.arrived || now.have != at.from {
        return Ok(Json(now));
    }
    if app.reader.files(&case.id)? >= ARRIVED {
        return Err(Refuse::because(Kind::AttachmentLimit));
    }
    if at.from + bytes.len() as u64 > at.of {
        return Err(Refuse::because(Kind::UploadBroken));
    }
    let have = app.shelf.append(&case.id, &digest, &bytes)?;
    if have < at.of {
        return Ok(Json(Upload {
            have,
            arrived: false,
        }));
    }
    let file = {
        let (app, case, digest) = (app.clone(), case.id.clone(), digest.clone());
        let checked = tokio::task::spawn_blocking(move || app.shelf.check(&case, &digest)).await;
        checked.map_err(|_| Refuse::because(Kind::Internal))??
    };
    arrive(app, case.id, file).await.map(Json)
}

/// First the bytes, then the row that says so: a row without its bytes would be a promise that nobody keeps.
async fn arrive(app: &App, case: CaseId, file: Attachment) -> Result<Upload, Refuse> {
    app.shelf.keep(&case, &file.digest).await?;
    let (row_case, row) = (case.clone(), file.clone());
    app.write(|reply| {
        Write::plain(
            move |tx, now| files::put(tx, &row_case, &row, now).map(Ok),
            reply,
        )
    })
    .await?;
    app.shelf.forget(&case, &file.digest);
    Ok(Upload {
        have: file.bytes,
        arrived: true,
    })
}

impl From<ShelfError> for Refuse {
    fn from(e: ShelfError) -> Self {
        match &e {
            ShelfError::Crowded => Self::because(Kind::AttachmentLimit),
            ShelfError::Broken => Self::because(Kind::UploadBroken),
            ShelfError::Unknown => Self::because(Kind::MediaUnknown),
            ShelfError::Large => Self::because(Kind::TooLarge),
            e if e.is_full() => Self::because(Kind::DiskFull),
            ShelfError::Disk(_) | ShelfError::Store(_) => {
                tracing::error!(error = ?e, "a file could not be kept");
                Self::because(Kind::Unavailable)
            }
        }
    }
}
