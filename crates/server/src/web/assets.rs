//! The front ends, embedded, and which of them a path means.

use super::problem::Refuse;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use std::sync::Arc;

pub use pages::Files;

/// Where the front ends beside the portal begin.
const BESIDE: [&str; 2] = ["/desk/", "/bench/"];

/// Everything that no other route takes: the portal below `/`, the desk below `/desk/`, the testers' page of
/// components at `/ui`, with its files below `/bench/`.
pub fn router<S: Clone + Send + Sync + 'static>(files: Files) -> Router<S> {
    let files = Arc::new(files);
    Router::new().fallback(move |request: Request| {
        let files = files.clone();
        async move { serve(&files, &request) }
    })
}

fn serve(files: &Files, request: &Request) -> Response {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refuse::because(Kind::RouteNotFound).into_response();
    }
    if let Some(to) = BESIDE.iter().find(|to| to.strip_suffix('/') == Some(path)) {
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, *to)]).into_response();
    }
    let below = match path {
        "/ui" => "/bench/",
        _ => BESIDE
            .iter()
            .find(|to| path.starts_with(**to))
            .unwrap_or(&"/"),
    };
    let page = || files.page(below).filter(|_| pages::is_place(path));
    match files.get(path).or_else(page) {
        Some(file) => file.answer(request.headers()).map(Body::from),
        None => Refuse::because(Kind::RouteNotFound).into_response(),
    }
}
