//! The portal's files, to the car's own screen. Desk and bench are not in a car.

use crate::problem::Refuse;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use pages::Files;
use std::sync::Arc;

/// Below these the companion answers for itself, or for the server.
const OURS: [&str; 3] = ["/api", "/agent", "/vehicle"];

/// Everything that no other route takes.
pub fn router<S: Clone + Send + Sync + 'static>(files: Files) -> Router<S> {
    let files = Arc::new(files);
    Router::new().fallback(move |request: Request| {
        let files = files.clone();
        async move { serve(&files, &request) }
    })
}

fn serve(files: &Files, request: &Request) -> Response {
    let path = request.uri().path();
    let none = || Refuse::because(Kind::RouteNotFound).into_response();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return none();
    }
    let page = || files.page("/").filter(|_| is_place(path));
    match files.get(path).or_else(page) {
        Some(file) => file.answer(request.headers()).map(Body::from),
        None => none(),
    }
}

/// Whether a path names a place of the portal, which is its page.
pub fn is_place(path: &str) -> bool {
    // The portal has pages of cars below `/vehicles`: what is ours ends here or goes on with a slash.
    let ours = OURS.iter().any(|own| {
        let rest = path.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    pages::is_place(path) && !ours
}
