//! Which pages may move the car: those of this machine, whatever their port.

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ORIGIN, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::Ipv4Addr;

/// Answers preflights, lets own pages read, and refuses a page of another origin: 403. A request without an
/// origin comes from no page.
pub async fn only_own_pages(request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(ORIGIN).cloned() else {
        return next.run(request).await;
    };
    if !origin.to_str().is_ok_and(own) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, PUT, POST"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("content-type"),
    );
    headers.append(VARY, HeaderValue::from_static("origin"));
    response
}

/// `http://` and a host of this machine: localhost, a name below it, or a loopback address.
fn own(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("http://") else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, "80"),
    };
    if port.parse::<u16>().is_err() {
        return false;
    }
    let below = |name: &str| {
        let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        !name.is_empty() && name.bytes().all(letter)
    };
    host == "localhost"
        || host == "[::1]"
        || host.strip_suffix(".localhost").is_some_and(below)
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_machine_are_own() {
        let table = [
            ("http://localhost", true),
            ("http://localhost:3000", true),
            ("http://bench.localhost:3000", true),
            ("http://127.0.0.1:8091", true),
            ("http://[::1]:8091", true),
            ("http://[::1]", true),
            ("https://localhost", false),
            ("null", false),
            ("http://example.com", false),
            ("http://localhost.example.com", false),
            ("http://evillocalhost", false),
            ("http://127.0.0.1.example.com", false),
            ("http://.localhost", false),
            ("http://a@b.localhost", false),
            ("http://localhost:99999", false),
        ];
        for (origin, expected) in table {
            assert_eq!(own(origin), expected, "{origin}");
        }
    }
}
