//! What every request passes: only a page that came from here may ask for anything. Other programs' pages
//! reach loopback too, by a name of theirs that leads here (DNS rebinding) or by simply asking.

use crate::problem::Refuse;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use std::net::SocketAddr;
use std::sync::Arc;

/// The hosts by which a page of ours reaches us.
#[derive(Debug, Clone)]
pub struct Hosts(Arc<[String]>);

impl Hosts {
    /// This address, and loopback's name at its port.
    pub fn of(address: SocketAddr) -> Self {
        Self([address.to_string(), format!("localhost:{}", address.port())].into())
    }
}

/// Whether a request is one of our own page's.
///
/// # Errors
/// Which rule it breaks.
fn check(
    hosts: &Hosts,
    method: &Method,
    headers: &HeaderMap,
    uri_host: Option<&str>,
) -> Result<(), Kind> {
    // One Host and one Origin at the most: of two, another reader might believe the other.
    let mut named = headers.get_all(header::HOST).iter();
    let host = named
        .next()
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let known = hosts.0.iter().any(|own| own.eq_ignore_ascii_case(host));
    if !known || named.next().is_some() || uri_host.is_some_and(|uri| uri != host) {
        return Err(Kind::WrongHost);
    }
    let own = format!("http://{host}");
    let mut origins = headers.get_all(header::ORIGIN).iter().peekable();
    let changes = !method.is_safe() || headers.contains_key(header::UPGRADE);
    let silent = origins.peek().is_none();
    if silent && changes || !origins.all(|o| o.as_bytes().eq_ignore_ascii_case(own.as_bytes())) {
        return Err(Kind::WrongOrigin);
    }
    // A browser says by itself who asks: another port of loopback is the same site and yet another program's.
    let site = headers.get_all("sec-fetch-site").iter();
    let mut site = site.map(HeaderValue::as_bytes);
    match site.all(|site| matches!(site, b"same-origin" | b"none")) {
        true => Ok(()),
        false => Err(Kind::WrongOrigin),
    }
}

/// The outermost layer.
pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let uri_host = request.uri().authority().map(|a| a.as_str().to_owned());
    let path = request.uri().path();
    let kept = !path.starts_with("/api") && !path.starts_with("/agent");
    let passed = check(
        &hosts,
        request.method(),
        request.headers(),
        uri_host.as_deref(),
    );
    let mut answer = match passed {
        Ok(()) => next.run(request).await,
        Err(kind) => {
            tracing::warn!(reason = kind.slug(), "a request was refused");
            Refuse::because(kind).into_response()
        }
    };
    let headers = answer.headers_mut();
    for (name, value) in pages::HEADERS {
        headers.entry(name).or_insert(value);
    }
    if !kept {
        let never = HeaderValue::from_static("no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(never);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Method, headers, and whether it passes.
    type Row<'a> = (Method, &'a [(&'static str, &'static str)], Result<(), Kind>);

    #[test]
    fn only_our_own_page_passes() {
        let hosts = Hosts::of("127.0.0.1:8300".parse().unwrap());
        let (host, origin) = (
            ("host", "127.0.0.1:8300"),
            ("origin", "http://127.0.0.1:8300"),
        );
        let upgrade = ("upgrade", "websocket");
        let (wrong_host, wrong_origin) = (Err(Kind::WrongHost), Err(Kind::WrongOrigin));
        let table: &[Row<'_>] = &[
            (Method::GET, &[host], Ok(())),
            (Method::GET, &[("host", "LOCALHOST:8300")], Ok(())),
            (Method::GET, &[], wrong_host),
            (Method::GET, &[("host", "localhost")], wrong_host),
            (Method::GET, &[("host", "127.0.0.1:8301")], wrong_host),
            (Method::GET, &[("host", "127.0.0.2:8300")], wrong_host),
            (Method::GET, &[("host", "evil.example:8300")], wrong_host),
            (Method::GET, &[("host", "car.localhost:8300")], wrong_host),
            (Method::GET, &[host, ("host", "localhost:8300")], wrong_host),
            (Method::POST, &[host, origin], Ok(())),
            (Method::POST, &[host], wrong_origin),
            (Method::POST, &[host, ("origin", "null")], wrong_origin),
            (
                Method::GET,
                &[host, ("origin", "http://localhost:8300")],
                wrong_origin,
            ),
            (
                Method::GET,
                &[host, ("origin", "http://127.0.0.1:9000")],
                wrong_origin,
            ),
            (
                Method::GET,
                &[host, origin, ("origin", "null")],
                wrong_origin,
            ),
            (Method::GET, &[host, upgrade], wrong_origin),
            (Method::GET, &[host, upgrade, origin], Ok(())),
            (
                Method::GET,
                &[host, ("sec-fetch-site", "same-origin")],
                Ok(()),
            ),
            (Method::GET, &[host, ("sec-fetch-site", "none")], Ok(())),
            (
                Method::GET,
                &[host, ("sec-fetch-site", "same-site")],
                wrong_origin,
            ),
            (
                Method::GET,
                &[host, ("sec-fetch-site", "cross-site")],
                wrong_origin,
            ),
        ];
        for (method, all, wanted) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in *all {
                headers.append(*name, HeaderValue::from_static(value));
            }
            assert_eq!(
                check(&hosts, method, &headers, None),
                *wanted,
                "{method} {all:?}"
            );
        }
        let mut headers = HeaderMap::new();
        headers.append(header::HOST, HeaderValue::from_static("127.0.0.1:8300"));
        let asked = check(&hosts, &Method::GET, &headers, Some("evil.example"));
        assert_eq!(asked, wrong_host);
    }
}
