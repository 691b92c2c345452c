//! What the bench's page may show, and who may show a screen: two headers, changed on the way out, on a demonstration
//! alone and for the bench's own hosts alone.

use super::Bench;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// The simulator's control, which lets this machine's pages in.
const CONTROL: &str = "http://127.0.0.1:*";

/// The layer around all others.
pub async fn frames(State(bench): State<Arc<Bench>>, request: Request, next: Next) -> Response {
    let here = place(&bench, request.headers());
    let asks_for_bench = request.uri().path() == "/bench/";
    let mut answer = next.run(request).await;
    match here {
        // At any other host the frames would be other sites, without their cookies.
        Place::Elsewhere if asks_for_bench && answer.status().is_success() => {
            Redirect::to(&format!("{}/bench/", bench.hosts.page())).into_response()
        }
        Place::Page => {
            pages::show(answer.headers_mut(), &bench.hosts.screens(), CONTROL);
            answer
        }
        Place::Screen => {
            pages::frame(answer.headers_mut(), &bench.hosts.page());
            answer
        }
        Place::Elsewhere => answer,
    }
}

enum Place {
    Page,
    Screen,
    Elsewhere,
}

fn place(bench: &Bench, headers: &HeaderMap) -> Place {
    match bench.hosts.screen(headers) {
        Some(_) => Place::Screen,
        None if bench.hosts.is_page(headers) => Place::Page,
        None => Place::Elsewhere,
    }
}
