//! The repository's files, to everybody: what is in them is signed, and nobody's secret. A file server or an object store
//! in front does the same; this is for a maker who has none.

use crate::files::serve::stretch;
use crate::state::App;
use crate::web::problem::Refuse;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, path::Path as At};

/// What is in a repository; its drafts and locks are not.
const KINDS: [&str; 3] = ["metadata", "targets", "files"];
/// No name in it is longer.
const LONGEST: usize = 200;

pub async fn give(
    State(app): State<App>,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    let none = || Refuse::because(Kind::RouteNotFound);
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let named = name.len() <= LONGEST && !name.starts_with('.') && name.bytes().all(plain);
    let Some((_, folder)) = app
        .releases
        .config
        .as_ref()
        .filter(|_| named && KINDS.contains(&kind.as_str()))
    else {
        return Err(none());
    };
    let at = At::from(format!("{kind}/{name}"));
    let length = folder.head(&at).await.map_err(|_| none())?.size;
    let asked = headers.get(header::RANGE).and_then(|v| v.to_str().ok());
    let range = match asked.and_then(|range| range.strip_prefix("bytes=")) {
        None => None,
        Some(range) => Some(stretch(range, length).ok_or(Refuse::because(Kind::RangeNotFound))?),
    };
    let options = GetOptions {
        range: range.map(|(first, end)| GetRange::Bounded(first..end)),
        ..Default::default()
    };
    let found = folder.get_opts(&at, options).await.map_err(|_| none())?;
    let (first, end) = (found.range.start, found.range.end);
    // Everything but the timestamp has its version or its hash in its name.
    let keep = match name.as_str() {
        "timestamp.json" => "no-cache",
        _ => "public, max-age=31536000, immutable",
    };
    let head = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, (end - first).to_string()),
        (header::CACHE_CONTROL, keep.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let body = Body::from_stream(found.into_stream());
    if range.is_none() {
        return Ok((head, body).into_response());
    }
    let range = [(
        header::CONTENT_RANGE,
        format!("bytes {first}-{}/{length}", end - 1),
    )];
    Ok((StatusCode::PARTIAL_CONTENT, head, range, body).into_response())
}
