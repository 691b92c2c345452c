//! What every request passes: only a page that came from here may ask for anything. Other programs' pages
//! reach loopback too, by a name of theirs that leads here (DNS rebinding) or by simply asking.

use crate::local::{Framer, Name};
use crate::portal;
use crate::problem::Refuse;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Kind;
use std::net::SocketAddr;
use std::sync::Arc;

/// Where a browser says from what site a request comes.
const SITE: &str = "sec-fetch-site";

/// Who comes in: by which hosts a page of ours reaches us, and whose page may show ours in a frame.
#[derive(Debug, Clone)]
pub struct Door(Arc<Rules>);

#[derive(Debug)]
struct Rules {
    hosts: Vec<String>,
    framer: Option<Framer>,
}

impl Door {
    /// This address, loopback's name, and one more name where there is one, all at its port.
    pub fn new(address: SocketAddr, name: Option<&Name>, framer: Option<Framer>) -> Self {
        let port = address.port();
        let mut hosts = vec![address.to_string(), format!("localhost:{port}")];
        hosts.extend(name.map(|name| format!("{name}:{port}")));
        Self(Arc::new(Rules { hosts, framer }))
    }
}

/// Whether a request is one of our own page's, or asks for our page in a frame where that is allowed.
///
/// # Errors
/// Which rule it breaks.
fn check(rules: &Rules, request: &Parts) -> Result<(), Kind> {
    let (method, headers) = (&request.method, &request.headers);
    // One Host and one Origin at the most: of two, another reader might believe the other.
    let mut named = headers.get_all(header::HOST).iter();
    let host = named
        .next()
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let known = rules.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
    let other = |uri: &Authority| uri.as_str() != host;
    if !known || named.next().is_some() || request.uri.authority().is_some_and(other) {
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
    let site = headers.get_all(SITE).iter();
    let mut site = site.map(HeaderValue::as_bytes);
    let own = site.all(|site| matches!(site, b"same-origin" | b"none"));
    match own || rules.framer.is_some() && is_frame(request) {
        true => Ok(()),
        false => Err(Kind::WrongOrigin),
    }
}

/// Whether a browser asks for a place of the portal to show it in a frame of another origin's page. It says nothing
/// of whose: that is for the page's policy, which the browser keeps before anything of the page runs. What is sent is the
/// portal's page, the same for everybody.
fn is_frame(request: &Parts) -> bool {
    let headers = &request.headers;
    let says = |name, all: &[&str]| {
        let mut said = headers.get_all(name).iter();
        let first = said.next().and_then(|v| v.to_str().ok());
        said.next().is_none() && first.is_some_and(|first| all.contains(&first))
    };
    request.method == Method::GET
        && !headers.contains_key(header::ORIGIN)
        && !headers.contains_key(header::UPGRADE)
        && says(SITE, &["same-site", "cross-site"])
        && says("sec-fetch-mode", &["navigate"])
        && says("sec-fetch-dest", &["iframe"])
        && portal::is_place(request.uri.path())
}

/// The outermost layer.
pub async fn guard(State(Door(rules)): State<Door>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let kept = !path.starts_with("/api") && !path.starts_with("/agent");
    let place = portal::is_place(path);
    let mut answer = match check(&rules, &parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(kind) => {
            tracing::warn!(reason = kind.slug(), "a request was refused");
            Refuse::because(kind).into_response()
        }
    };
    let headers = answer.headers_mut();
    for (name, value) in pages::HEADERS {
        headers.entry(name).or_insert(value);
    }
    if let Some(framer) = rules.framer.as_ref().filter(|_| place) {
        pages::frame(headers, framer.as_str());
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

    fn rules(name: Option<&str>, framer: Option<&str>) -> Arc<Rules> {
        let name = name.map(|name| name.parse().unwrap());
        let framer = framer.map(|origin| origin.parse().unwrap());
        Door::new("127.0.0.1:8300".parse().unwrap(), name.as_ref(), framer).0
    }

    fn asks(method: &Method, uri: &str, headers: &[(&str, &str)]) -> Parts {
        let ask = axum::http::Request::builder()
            .method(method.clone())
            .uri(uri);
        let ask = headers.iter().fold(ask, |ask, (n, v)| ask.header(*n, *v));
        ask.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_our_own_page_passes() {
        let rules = rules(None, None);
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
            let asked = asks(method, "/", all);
            assert_eq!(check(&rules, &asked), *wanted, "{method} {all:?}");
        }
        let asked = asks(&Method::GET, "http://evil.example/", &[host]);
        assert_eq!(check(&rules, &asked), wrong_host);
    }

    #[test]
    fn a_name_of_its_own_counts_at_its_own_port() {
        let rules = rules(Some("car.bench.localhost"), None);
        for (host, wanted) in [
            ("car.bench.localhost:8300", Ok(())),
            ("127.0.0.1:8300", Ok(())),
            ("localhost:8300", Ok(())),
            ("car.bench.localhost:8080", Err(Kind::WrongHost)),
            ("car.bench.localhost", Err(Kind::WrongHost)),
            ("bench.localhost:8300", Err(Kind::WrongHost)),
            ("x.car.bench.localhost:8300", Err(Kind::WrongHost)),
        ] {
            let asked = asks(&Method::GET, "/", &[("host", host)]);
            assert_eq!(check(&rules, &asked), wanted, "{host}");
        }
        let host = ("host", "car.bench.localhost:8300");
        for (origin, wanted) in [
            ("http://car.bench.localhost:8300", Ok(())),
            ("http://bench.localhost:8080", Err(Kind::WrongOrigin)),
            ("http://127.0.0.1:8300", Err(Kind::WrongOrigin)),
        ] {
            let asked = asks(&Method::POST, "/agent/pairing", &[host, ("origin", origin)]);
            assert_eq!(check(&rules, &asked), wanted, "{origin}");
        }
    }

    #[test]
    fn a_frame_gets_the_portals_page_and_nothing_else_does() {
        const HOST: (&str, &str) = ("host", "car.bench.localhost:8300");
        const SAME: (&str, &str) = (SITE, "same-site");
        const CROSS: (&str, &str) = (SITE, "cross-site");
        const NAVIGATE: (&str, &str) = ("sec-fetch-mode", "navigate");
        const IFRAME: (&str, &str) = ("sec-fetch-dest", "iframe");
        const FRAME: &[(&str, &str)] = &[HOST, SAME, NAVIGATE, IFRAME];
        let name = Some("car.bench.localhost");
        let bench = rules(name, Some("http://bench.localhost:8080"));
        let get = Method::GET;
        let passing: &[(&str, &[(&str, &str)])] = &[
            ("/", FRAME),
            ("/cases/abc?surface=car", FRAME),
            ("/vehicles", FRAME),
            ("/", &[HOST, CROSS, NAVIGATE, IFRAME]),
        ];
        for (path, all) in passing {
            let asked = asks(&get, path, all);
            assert_eq!(check(&bench, &asked), Ok(()), "{path} {all:?}");
            // Without the option each of them is refused as ever.
            let refused = check(&rules(name, None), &asked);
            assert_eq!(refused, Err(Kind::WrongOrigin), "{path} {all:?}");
        }
        let not_a_place = [
            "/api",
            "/api/session",
            "/api/live",
            "/agent",
            "/agent/pairing",
            "/agent/pairing/qr.svg",
            "/agent/car",
            "/vehicle",
            "/vehicle/x",
            "/portal-1f2e3d4c5b.js",
            "/index.html",
        ];
        for path in not_a_place {
            let refused = check(&bench, &asks(&get, path, FRAME));
            assert_eq!(refused, Err(Kind::WrongOrigin), "{path}");
        }
        for method in [
            Method::HEAD,
            Method::OPTIONS,
            Method::POST,
            Method::PUT,
            Method::DELETE,
        ] {
            for more in [None, Some(("origin", "http://car.bench.localhost:8300"))] {
                let all: Vec<_> = FRAME.iter().copied().chain(more).collect();
                let refused = check(&bench, &asks(&method, "/", &all));
                assert_eq!(refused, Err(Kind::WrongOrigin), "{method} {more:?}");
            }
        }
        let mode = |mode| [HOST, SAME, ("sec-fetch-mode", mode), IFRAME];
        let dest = |dest| [HOST, SAME, NAVIGATE, ("sec-fetch-dest", dest)];
        let refused: [&[(&str, &str)]; 17] = [
            &[HOST, SAME],
            &[HOST, SAME, NAVIGATE],
            &[HOST, SAME, IFRAME],
            &[HOST, (SITE, "other-site"), NAVIGATE, IFRAME],
            &mode("cors"),
            &mode("no-cors"),
            &mode("same-origin"),
            &mode("websocket"),
            &dest("document"),
            &dest("frame"),
            &dest("embed"),
            &dest("object"),
            &dest("empty"),
            // Said twice, so that two readers might believe two things.
            &[HOST, SAME, (SITE, "none"), NAVIGATE, IFRAME],
            &[HOST, SAME, NAVIGATE, ("sec-fetch-mode", "cors"), IFRAME],
            &[HOST, SAME, NAVIGATE, IFRAME, ("sec-fetch-dest", "empty")],
            &[HOST, SAME, NAVIGATE, IFRAME, ("upgrade", "websocket")],
        ];
        for all in refused {
            let asked = asks(&get, "/", all);
            assert_eq!(check(&bench, &asked), Err(Kind::WrongOrigin), "{all:?}");
        }
        // The framing page itself speaks to nothing here, whatever its frame may show.
        for origin in [
            "http://bench.localhost:8080",
            "null",
            "http://car.bench.localhost:8300",
        ] {
            let all: Vec<_> = FRAME.iter().copied().chain([("origin", origin)]).collect();
            let asked = check(&bench, &asks(&get, "/", &all));
            assert_eq!(asked, Err(Kind::WrongOrigin), "{origin}");
        }
        let elsewhere = [("host", "bench.localhost:8080"), SAME, NAVIGATE, IFRAME];
        let asked = asks(&get, "/", &elsewhere);
        assert_eq!(check(&bench, &asked), Err(Kind::WrongHost));
    }
}
