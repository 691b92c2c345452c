//! The front ends, embedded: files with a hash in their name for ever, pages asked again each
//! time, brotli where the browser takes it.

use super::csp;
use super::problem::Refuse;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use rust_embed::Embed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

struct File {
    plain: bytes::Bytes,
    brotli: Option<bytes::Bytes>,
    media: &'static str,
    tag: String,
    policy: Option<HeaderValue>,
    lasting: bool,
}

/// The files of the front ends, by path. Filled by the program, which embeds them: so a new bundle does
/// not mean compiling the server again.
#[derive(Default)]
pub struct Files(HashMap<String, File>);

/// Where the front ends beside the portal begin.
const BESIDE: [&str; 2] = ["/desk/", "/bench/"];

/// Everything that no other route takes: the portal below `/`, the desk below `/desk/`, the testers' page of
/// components at `/ui`, with its files below `/bench/`.
pub fn router<S: Clone + Send + Sync + 'static>(files: Files) -> Router<S> {
    let files = Arc::new(files.0);
    Router::new().fallback(move |request: Request| {
        let files = files.clone();
        async move { serve(&files, &request) }
    })
}

impl Files {
    /// Adds a bundle below a path that ends in `/`.
    pub fn add<E: Embed>(&mut self, below: &str) {
        for name in E::iter().filter(|name| !name.ends_with(".br")) {
            let Some(plain) = E::get(&name) else { continue };
            let policy = (name == "index.html")
                .then(|| csp::policy(&String::from_utf8_lossy(&plain.data)))
                .and_then(|p| HeaderValue::from_str(&p).ok());
            let digest = Sha256::digest(&plain.data);
            let tag: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
            let file = File {
                brotli: E::get(&format!("{name}.br")).map(|f| share(f.data)),
                media: media(&name),
                tag: format!("\"{tag}\""),
                lasting: has_hash(&name),
                plain: share(plain.data),
                policy,
            };
            self.0.insert(format!("{below}{name}"), file);
        }
    }
}

fn share(data: Cow<'static, [u8]>) -> bytes::Bytes {
    match data {
        Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// `portal-1f2e3d4c5b6a7988_bg.wasm`, `de-1f2e3d4c5b.json`: the name changes with the content.
fn has_hash(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name);
    stem.split(['-', '_', '.'])
        .any(|part| part.len() >= 10 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn serve(files: &HashMap<String, File>, request: &Request) -> Response {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refuse::because(Kind::RouteNotFound).into_response();
    }
    if let Some(to) = BESIDE.iter().find(|to| to.strip_suffix('/') == Some(path)) {
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, *to)]).into_response();
    }
    if let Some(file) = files.get(path) {
        return send(file, request.headers());
    }
    // A place inside a front end is its page; a missing file or API route is a 404.
    let is_file = path
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    let below = match path {
        "/ui" => "/bench/",
        _ => BESIDE
            .iter()
            .find(|to| path.starts_with(**to))
            .unwrap_or(&"/"),
    };
    match files.get(&format!("{below}index.html")) {
        Some(file) if !is_file && !path.starts_with("/api") => send(file, request.headers()),
        _ => Refuse::because(Kind::RouteNotFound).into_response(),
    }
}

fn send(file: &File, asked: &HeaderMap) -> Response {
    let caching = match file.lasting {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let unchanged = asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v == file.tag.as_str());
    let brotli = file.brotli.as_ref().filter(|_| takes_brotli(asked));
    let head: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, file.media),
        (header::CACHE_CONTROL, caching),
        (header::ETAG, &file.tag),
        (header::VARY, "accept-encoding"),
    ];
    // A browser puts the headers of a 304 on the page it kept: they must be the page's own.
    let mut answer = match unchanged {
        true => (StatusCode::NOT_MODIFIED, head).into_response(),
        false => (head, Body::from(brotli.unwrap_or(&file.plain).clone())).into_response(),
    };
    let headers = answer.headers_mut();
    if brotli.is_some() && !unchanged {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    headers.extend(
        file.policy
            .clone()
            .map(|p| (header::CONTENT_SECURITY_POLICY, p)),
    );
    answer
}

fn takes_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok());
    accepted.is_some_and(|v| {
        v.split(',')
            .any(|e| e.split(';').next().unwrap_or_default().trim() == "br")
    })
}
