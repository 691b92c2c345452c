//! Which host is which screen. All of them are one site, `bench.localhost`, so that a browser sends each screen's
//! cookies although it stands in a frame; and each is an origin of its own, so that no screen has another's.

use axum::http::{HeaderMap, header};

/// The bench's own page.
const PAGE: &str = "bench.localhost";

/// A screen that reaches the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The owner's phone.
    Phone,
    /// The desk.
    Desk,
    /// The car's companion. It has no name that every machine's resolver would know, so it comes by the address.
    Car,
}

/// The hosts, at the server's port.
#[derive(Debug, Clone)]
pub struct Hosts {
    port: u16,
}

impl Hosts {
    /// At this port.
    pub fn new(port: u16) -> Self {
        Self { port }
    }

    /// The origin of the bench's page.
    pub fn page(&self) -> String {
        format!("http://{PAGE}:{}", self.port)
    }

    /// Every origin below the bench's, for a policy: screens are served here and by the companion.
    pub fn screens(&self) -> String {
        format!("http://*.{PAGE}:*")
    }

    /// The origin of a screen that this server serves.
    pub fn origin(&self, name: &str) -> String {
        format!("http://{name}.{PAGE}:{}", self.port)
    }

    /// Whether a request is for the bench's page or its API.
    pub fn is_page(&self, headers: &HeaderMap) -> bool {
        host(headers) == Some(PAGE)
    }

    /// Which screen a request comes from.
    pub fn screen(&self, headers: &HeaderMap) -> Option<Screen> {
        match host(headers)?.strip_suffix(PAGE)? {
            "phone." => Some(Screen::Phone),
            "desk." => Some(Screen::Desk),
            _ => None,
        }
    }

    /// The same, and the car: whoever calls the server by its address, as nobody else on the bench does.
    pub fn line(&self, headers: &HeaderMap) -> Option<Screen> {
        match host(headers)? {
            "127.0.0.1" => Some(Screen::Car),
            _ => self.screen(headers),
        }
    }
}

/// The name in `Host`, without the port, which the guard has compared or will.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    Some(host.rsplit_once(':').map_or(host, |(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn each_screen_is_known_by_its_host() {
        let hosts = Hosts::new(8080);
        for (host, page, line) in [
            ("bench.localhost:8080", true, None),
            ("phone.bench.localhost:8080", false, Some(Screen::Phone)),
            ("desk.bench.localhost:8080", false, Some(Screen::Desk)),
            ("127.0.0.1:8080", false, Some(Screen::Car)),
            ("localhost:8080", false, None),
            ("phone.localhost:8080", false, None),
            ("xphone.bench.localhost:8080", false, None),
            ("bench.localhost.example:8080", false, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(hosts.is_page(&headers), page, "{host}");
            assert_eq!(hosts.line(&headers), line, "{host}");
        }
        assert_eq!(hosts.page(), "http://bench.localhost:8080");
        assert_eq!(hosts.origin("desk"), "http://desk.bench.localhost:8080");
    }
}
