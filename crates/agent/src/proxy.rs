//! `/api`: what the page asks of the server, under the car's own credential. The page never sees that, and has
//! none of its own.

use crate::credential::Credential;
use crate::problem::Refuse;
use crate::state::App;
use crate::upstream::{Unreachable, short};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::routing::any;
use contract::problem::{Kind, Problem};
use http_body_util::{LengthLimitError, Limited};
use std::error::Error;
use std::sync::atomic::Ordering;

/// No body of a page's is longer, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// Headers of a request that go on; all others stay here, cookies and an authorization above all.
const ASKED: [HeaderName; 8] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_TYPE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::CACHE_CONTROL,
    HeaderName::from_static("last-event-id"),
];

/// Headers of an answer that stay here: those of one connection, and those that are about the server's own
/// browser and name.
const KEPT: [HeaderName; 13] = [
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::SET_COOKIE,
    header::WWW_AUTHENTICATE,
    header::STRICT_TRANSPORT_SECURITY,
    header::ALT_SVC,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("clear-site-data"),
    HeaderName::from_static("proxy-connection"),
];

/// Everything below `/api`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api", any(pass))
        .route("/api/{*rest}", any(pass))
}

async fn pass(State(app): State<App>, request: Request) -> Result<Response, Refuse> {
    let held = app.keeper.held();
    may(request.method(), request.uri().path())?;
    let held = held.ok_or(Refuse::because(Kind::NotPaired))?;
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().cloned();
    let path = path.ok_or(Refuse::because(Kind::RouteNotFound))?;
    if path.path() == "/api/session" {
        app.ask_consent.store(true, Ordering::Relaxed);
    }
    let length = parts.headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > LONGEST) {
        return Err(Refuse::because(Kind::TooLarge));
    }
    let mut on = Request::new(Body::new(Limited::new(body, LONGEST)));
    *on.method_mut() = parts.method;
    *on.headers_mut() = asked(&parts.headers);
    let answer = app.server.send(path, on, Some(&held.credential)).await;
    let (head, body) = answer.map_err(refuse)?.into_parts();
    if head.status == StatusCode::UNAUTHORIZED {
        let said = short(body).await.map_err(refuse)?;
        return Err(ended(&app, &held, &said));
    }
    let mut answer = Response::new(Body::new(body));
    *answer.status_mut() = head.status;
    *answer.headers_mut() = answered(head.headers);
    Ok(answer)
}

/// What a page in a car may ask at all. The rest is the staff's, a person's sign-in, the shop's, or the
/// companion's own: the page gets no credential, ends no pairing, and says nothing in the car's name of signals.
fn may(method: &Method, path: &str) -> Result<(), Refuse> {
    let none = Refuse::because(Kind::RouteNotFound);
    // Whatever stands before the server must not read another path here than this does.
    let odd = path.contains(['%', '\\'])
        || path
            .split('/')
            .skip(1)
            .any(|p| matches!(p, "" | "." | ".."));
    if odd {
        return Err(none);
    }
    let mut parts = path.split('/').skip(2);
    match (parts.next(), parts.next(), parts.next()) {
        (Some("desk" | "auth" | "sign-in" | "sessions" | "pairings" | "shop"), ..) => Err(none),
        (Some("session"), ..) if *method != Method::GET => Err(Refuse::because(Kind::NotAllowed)),
        (Some("vehicles"), _, Some("signals" | "pairings")) => {
            Err(Refuse::because(Kind::NotAllowed))
        }
        _ => Ok(()),
    }
}

fn asked(given: &HeaderMap) -> HeaderMap {
    let mut on = HeaderMap::with_capacity(ASKED.len() + 2);
    for name in ASKED {
        for value in given.get_all(&name) {
            on.append(name.clone(), value.clone());
        }
    }
    on
}

fn answered(mut given: HeaderMap) -> HeaderMap {
    // What the answer itself calls a matter of this connection.
    let named = given.get_all(header::CONNECTION).iter();
    let named = named.filter_map(|v: &HeaderValue| v.to_str().ok());
    let named: Vec<HeaderName> = named
        .flat_map(|list| list.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in KEPT.iter().chain(&named) {
        given.remove(name);
    }
    given
}

/// The server refuses the credential: it is forgotten. A 401 in other words than the server's (a hotspot's) ends
/// nothing.
fn ended(app: &App, used: &Credential, said: &[u8]) -> Refuse {
    match serde_json::from_slice::<Problem>(said) {
        Ok(problem) if problem.kind == Kind::SignInNeeded => {
            app.keeper.forget(used);
            Refuse::because(Kind::NotPaired)
        }
        Ok(problem) => Refuse::said(problem),
        Err(_) => Refuse::gateway(StatusCode::BAD_GATEWAY, "the answer is not the server's"),
    }
}

fn refuse(e: Unreachable) -> Refuse {
    let mut cause: Option<&dyn Error> = Some(&e);
    while let Some(e) = cause {
        if e.is::<LengthLimitError>() {
            return Refuse::because(Kind::TooLarge);
        }
        cause = e.source();
    }
    tracing::info!(error = ?e, "the server has not answered");
    match e {
        Unreachable::Late => Refuse::gateway(StatusCode::GATEWAY_TIMEOUT, "the server is late"),
        Unreachable::Away(_) => Refuse::gateway(StatusCode::BAD_GATEWAY, "the server is away"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    #[test]
    fn a_page_in_a_car_asks_for_its_own_and_for_nothing_else() {
        let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
        let table = [
            (&get, "/api/session", 200),
            (&post, "/api/session", 403),
            (&delete, "/api/session", 403),
            (&delete, "/api/sessions", 404),
            (&get, "/api/cases", 200),
            (&post, "/api/cases/abc/messages", 200),
            (&get, "/api/live", 200),
            (&get, "/api/sign-in", 404),
            (&get, "/api/sign-in/callback", 404),
            (&get, "/api/desk", 404),
            (&get, "/api/desk/cases", 404),
            (&get, "/api/%64esk/cases", 404),
            (&get, "/api//desk/cases", 404),
            (&get, "/api/x/../desk/cases", 404),
            (&post, "/api/pairings", 404),
            (&post, "/api/pairings/token", 404),
            (&post, "/api/shop/redemptions", 404),
            (&get, "/api/vehicles/WVWZZZ1JZXW000001", 200),
            (&post, "/api/vehicles/WVWZZZ1JZXW000001/signals", 403),
            (&delete, "/api/vehicles/WVWZZZ1JZXW000001/pairings/a", 403),
        ];
        for (method, path, status) in table {
            let said = match may(method, path) {
                Ok(()) => 200,
                Err(refused) => refused.into_response().status().as_u16(),
            };
            assert_eq!(said, status, "{method} {path}");
        }
    }

    #[test]
    fn nothing_of_a_session_or_a_connection_passes() {
        let mut given = HeaderMap::new();
        for name in [
            "cookie",
            "authorization",
            "x-forwarded-for",
            "origin",
            "accept",
            "referer",
        ] {
            given.append(name, HeaderValue::from_static("x"));
        }
        assert_eq!(asked(&given).keys().collect::<Vec<_>>(), ["accept"]);
        let mut given = HeaderMap::new();
        for name in ["set-cookie", "x-hop", "etag", "keep-alive"] {
            given.append(name, HeaderValue::from_static("x"));
        }
        given.append(header::CONNECTION, HeaderValue::from_static("close, X-Hop"));
        assert_eq!(answered(given).keys().collect::<Vec<_>>(), ["etag"]);
    }
}
