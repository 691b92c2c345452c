//! A case's files, for its parties alone: as what their content is, never as a page.

use super::upload::named;
use crate::cases::one::case;
use crate::directory::Person;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::web::problem::Refuse;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::{Kind, Problem};
use object_store::GetRange;

/// What a file may do in a browser that opens it: nothing.
const POLICY: &str = "default-src 'none'; sandbox";
/// A file never changes: its name is its digest. Whoever shares the machine does not get it from a shared cache.
const KEEP: &str = "private, max-age=31536000, immutable";

/// A photo or a video of one of the owner's cases, or a stretch of it (`Range`, one, from a first byte).
#[utoipa::path(get, path = "/api/cases/{id}/attachments/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path)),
    responses((status = 200, body = String, content_type = "image/jpeg"),
        (status = 206, body = String, content_type = "video/mp4"),
        (status = 404, body = Problem), (status = 416, body = Problem)))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    serve(&app, &person, &id, digest, &headers).await
}

/// The same of one of the centre's cases.
#[utoipa::path(get, path = "/api/desk/cases/{id}/attachments/{digest}", tag = "files",
    params(("id" = String, Path), ("digest" = String, Path)),
    responses((status = 200, body = String, content_type = "image/jpeg"),
        (status = 206, body = String, content_type = "video/mp4"),
        (status = 404, body = Problem), (status = 416, body = Problem)))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    serve(&app, &person, &id, digest, &headers).await
}

async fn serve(
    app: &App,
    person: &Person,
    id: &str,
    digest: String,
    headers: &HeaderMap,
) -> Result<Response, Refuse> {
    let (case, digest) = (case(app, person, id)?, named(digest)?);
    let file = case.attachments.iter().find(|f| f.digest == digest);
    let file = file.ok_or(Refuse::because(Kind::AttachmentNotFound))?;
    let asked = headers.get(header::RANGE).and_then(|v| v.to_str().ok());
    let range = match asked.and_then(|range| range.strip_prefix("bytes=")) {
        None => None,
        Some(range) => match stretch(range, file.bytes) {
            Some((first, end)) => Some(first..end),
            None => return Err(Refuse::because(Kind::RangeNotFound)),
        },
    };
    let whole = range.is_none();
    let found = app
        .shelf
        .get(&case.id, &digest, range.map(GetRange::Bounded))
        .await?;
    let (first, end) = (found.range.start, found.range.end);
    let name = format!(
        "inline; filename=\"{}-{}.{}\"",
        case.id.number(),
        &digest.as_str()[..8],
        file.media.suffix()
    );
    let head = [
        (header::CONTENT_TYPE, file.media.mime().to_owned()),
        (header::CONTENT_LENGTH, (end - first).to_string()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, KEEP.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let body = Body::from_stream(found.into_stream());
    if whole {
        return Ok((head, body).into_response());
    }
    let range = format!("bytes {first}-{}/{}", end - 1, file.bytes);
    let head = (head, [(header::CONTENT_RANGE, range)]);
    Ok((StatusCode::PARTIAL_CONTENT, head, body).into_response())
}

/// `first-last` or `first-` of a file of so many bytes, as the first byte and the one after the last (RFC 9110, 14.1.2).
pub(crate) fn stretch(range: &str, bytes: u64) -> Option<(u64, u64)> {
    let (first, last) = range.split_once('-')?;
    let first: u64 = first.parse().ok()?;
    let end = match last {
        "" => bytes,
        last => last.parse::<u64>().ok()?.checked_add(1)?.min(bytes),
    };
    (first < end).then_some((first, end))
}

#[cfg(test)]
mod tests {
    use super::stretch;

    #[test]
    fn one_stretch_from_a_first_byte_is_given_and_nothing_else() {
        for (range, given) in [
            ("0-", Some((0, 10))),
            ("0-0", Some((0, 1))),
            ("3-5", Some((3, 6))),
            ("3-99", Some((3, 10))),
            ("9-18446744073709551615", None),
            ("10-", None),
            ("5-3", None),
            ("-5", None),
            ("0-1,3-4", None),
            ("", None),
        ] {
            assert_eq!(stretch(range, 10), given, "{range}");
        }
    }
}
