//! What every request passes and every answer carries: Host and Origin, security headers, a request
//! id, one line in the log.

use super::problem::{Carried, Refuse, json};
use crate::state::App;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use std::time::Instant;

/// What a mail provider asks for with one touch of its reader (RFC 8058): without a session, and from no page of ours. The
/// secret in the path is the whole right, and no cookie is looked at.
const OPEN: &str = "/api/notices/off/";

/// Which hosts are ours.
#[derive(Debug, Clone)]
pub struct Hosts {
    public: Option<String>,
    port: u16,
}

impl Hosts {
    /// The public origin's host where there is one; else loopback's names at this port.
    pub fn new(public_origin: Option<&str>, port: u16) -> Self {
        let public = public_origin
            .and_then(|o| o.strip_prefix("https://"))
            .map(str::to_owned);
        Self { public, port }
    }

    /// Loopback's names are `localhost`, every `*.localhost` (one for each audience on a tester's
    /// machine), `127.0.0.1` and `[::1]`.
    fn knows(&self, host: &str) -> bool {
        if let Some(public) = &self.public {
            return host.eq_ignore_ascii_case(public);
        }
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.to_ascii_lowercase();
        let ours = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]")
            || name
                .strip_suffix(".localhost")
                .is_some_and(|label| !label.is_empty());
        ours && port == Some(self.port)
    }

    fn scheme(&self) -> &'static str {
        if self.public.is_some() {
            "https"
        } else {
            "http"
        }
    }
}

/// A wrong Host is DNS rebinding or a mistake; a wrong Origin on a change is another site's page.
fn check(
    hosts: &Hosts,
    method: &Method,
    headers: &HeaderMap,
    uri_host: Option<&str>,
    open: bool,
) -> Result<(), Kind> {
    // One Host and one Origin at the most: of two, another reader might believe the other.
    let mut named = headers.get_all(header::HOST).iter();
    let host = named
        .next()
        .map(|h| h.to_str().unwrap_or_default())
        .or(uri_host)
        .unwrap_or_default();
    if named.next().is_some() || !hosts.knows(host) {
        return Err(Kind::WrongHost);
    }
    let own = format!("{}://{host}", hosts.scheme());
    let mut origins = headers.get_all(header::ORIGIN).iter().peekable();
    // Every browser sends one with a change; what sends none is not one of our pages.
    if origins.peek().is_none() && !method.is_safe() && !open {
        return Err(Kind::WrongOrigin);
    }
    match origins.all(|origin| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes())) {
        true => Ok(()),
        false => Err(Kind::WrongOrigin),
    }
}

/// The outermost layer.
pub async fn guard(
    State((app, hosts)): State<(App, Hosts)>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let id = crate::store::random_u128()
        .map_or_else(|_| "none".into(), |n| format!("{:016x}", n as u64));
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|p| p.as_str().to_owned());
    let api = request.uri().path().starts_with("/api");
    let uri_host = request.uri().authority().map(|a| a.as_str().to_owned());
    let open = request.uri().path().starts_with(OPEN);
    let checked = check(
        &hosts,
        &method,
        request.headers(),
        uri_host.as_deref(),
        open,
    );
    let mut answer = match checked {
        Ok(()) => next.run(request).await,
        Err(kind) => Refuse::because(kind).into_response(),
    };
    answer = as_problem(answer, &id);
    let headers = answer.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", value);
    }
    for (name, value) in pages::HEADERS {
        headers.entry(name).or_insert(value);
    }
    if api {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    if hosts.public.is_some() {
        let value = HeaderValue::from_static("max-age=63072000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    let took = started.elapsed();
    let (status, route) = (
        answer.status().as_u16(),
        route.as_deref().unwrap_or("other"),
    );
    app.metrics.request(route, status, took.as_secs_f64());
    let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(request_id = id, %method, route, status, us, "answered");
    answer
}

/// Every refusal is a problem with the request's id, the framework's own ones too.
fn as_problem(mut answer: Response, id: &str) -> Response {
    let mut problem = match answer.extensions_mut().remove::<Carried>() {
        Some(Carried(problem)) => problem,
        None => {
            let kind = match answer.status() {
                StatusCode::NOT_FOUND => Kind::RouteNotFound,
                StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
                StatusCode::BAD_REQUEST => Kind::InvalidInput,
                status if status.is_server_error() => Kind::Internal,
                _ => return answer,
            };
            let kept = answer.headers_mut().remove(header::ALLOW);
            answer = Refuse::because(kind).into_response();
            answer
                .headers_mut()
                .extend(kept.map(|v| (header::ALLOW, v)));
            match answer.extensions_mut().remove::<Carried>() {
                Some(Carried(problem)) => problem,
                None => return answer,
            }
        }
    };
    problem.request_id = Some(id.to_owned());
    *answer.body_mut() = Body::from(json(&problem));
    answer.headers_mut().remove(header::CONTENT_LENGTH);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_hosts_and_our_origin_may_change_anything() {
        let local = Hosts::new(None, 8080);
        for (host, ours) in [
            ("localhost:8080", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("owner.localhost:8080", true),
            ("LOCALHOST:8080", true),
            ("localhost:8081", false),
            ("localhost", false),
            (".localhost:8080", false),
            ("evil.example:8080", false),
            ("localhost.evil.example:8080", false),
            ("", false),
        ] {
            assert_eq!(local.knows(host), ours, "{host}");
        }
        let public = Hosts::new(Some("https://service.example"), 8080);
        assert!(public.knows("service.example") && !public.knows("localhost:8080"));

        let ask = |method: Method, origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("localhost:8080"));
            headers.extend(origin.map(|o| (header::ORIGIN, HeaderValue::from_static(o))));
            check(&local, &method, &headers, None, false)
        };
        assert_eq!(ask(Method::GET, None), Ok(()));
        assert_eq!(ask(Method::POST, Some("http://localhost:8080")), Ok(()));
        assert_eq!(ask(Method::POST, None), Err(Kind::WrongOrigin));
        assert_eq!(ask(Method::POST, Some("null")), Err(Kind::WrongOrigin));
        assert_eq!(
            ask(Method::POST, Some("https://localhost:8080")),
            Err(Kind::WrongOrigin)
        );
        assert_eq!(
            ask(Method::GET, Some("http://evil.example")),
            Err(Kind::WrongOrigin)
        );
    }
}
