//! The address a request comes from. Behind a proxy every connection is the proxy's; its word on who
//! asks is taken where the configuration trusts it, and nobody else's ever.

use super::problem::Refuse;
use crate::state::App;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The other end of the connection, put beside each request by [`super::listen`].
#[derive(Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The address a request comes from.
pub struct Client(pub IpAddr);

impl FromRequestParts<App> for Client {
    type Rejection = Refuse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refuse> {
        let peer = parts.extensions.get::<Peer>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |p| p.0.ip());
        Ok(Self(client(peer, &parts.headers, app.identity.proxies())))
    }
}

/// Who asks: the peer, unless it is one of these proxies. Then the last address it passes on that is
/// none of them: whatever stands before that one was written by whoever asks. A header that cannot be
/// read as far as that leaves the peer.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let peer = peer.to_canonical();
    if !proxies.contains(&peer) {
        return peer;
    }
    let passed = headers.get_all("x-forwarded-for").iter().rev();
    passed
        .flat_map(|line| line.to_str().unwrap_or_default().rsplit(','))
        .map(address)
        .find(|address| address.is_none_or(|a| !proxies.contains(&a)))
        .flatten()
        .unwrap_or(peer)
}

/// An address as proxies write it; some add the port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().map(|a| a.ip());
    let address = text.parse::<IpAddr>().or_else(|_| with_port());
    address.ok().map(|a| a.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_trusted_proxys_word_is_taken_and_nobody_elses() {
        let ip = |text: &str| text.parse::<IpAddr>().expect(text);
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2"), ip("2001:db8::1")];
        let table: [(&str, &[&str], &str); 17] = [
            // Nobody in between.
            ("203.0.113.9", &[], "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.7"], "203.0.113.9"),
            ("10.0.0.3", &["198.51.100.7"], "10.0.0.3"),
            // A proxy of ours, and what it passes on.
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("2001:db8::1", &["2001:db8::7"], "2001:db8::7"),
            ("10.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            // Two proxies in a row, in one line or in two.
            ("10.0.0.1", &["198.51.100.7, 10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", &["198.51.100.7", "10.0.0.2"], "198.51.100.7"),
            // What stands further left may be anybody's invention.
            ("10.0.0.1", &["192.0.2.66,198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["10.0.0.2, x, 198.51.100.7"], "198.51.100.7"),
            // Nothing to go by.
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.2"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7,"], "10.0.0.1"),
        ];
        for (peer, lines, expected) in table {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let said = client(ip(peer), &headers, &proxies);
            assert_eq!(said, ip(expected), "{peer} {lines:?}");
        }
    }
}
