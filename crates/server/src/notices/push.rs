//! Sends to push services (RFC 8030): to those that the configuration knows, and nowhere else.

use super::seal;
use super::teller::Sent;
use crate::clock::Clock;
use crate::config::PushConfig;
use crate::web::outward::{self, ANSWER, Http};
use axum::http::uri::{Authority, Uri};
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use bytes::Bytes;
use contract::notice::{Subscription, Told};
use http_body_util::Full;
use p256::SecretKey;
use sha2::{Digest, Sha256};

/// For so long a service keeps what a browser that is off cannot be told, in seconds.
const KEPT: i64 = 24 * 3600;
/// So long one says who sends; a service takes a day at the most.
const SIGNED: i64 = 12 * 3600;
/// Longest address of a browser, in characters.
const ENDPOINT: usize = 1000;

/// What reaches push services.
pub struct Pusher {
    key: SecretKey,
    public: String,
    contact: String,
    services: Vec<String>,
    http: Http,
}

impl Pusher {
    /// As configured, under this secret key in hex.
    pub fn new(config: &PushConfig, key: &str) -> Option<Self> {
        let key = seal::secret(key)?;
        Some(Self {
            public: seal::public(&key),
            key,
            contact: config.contact.clone(),
            services: config.services.clone(),
            http: outward::http(),
        })
    }

    /// The key that browsers subscribe with.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// Whether an address is one of a known service.
    pub fn sends_to(&self, endpoint: &str) -> bool {
        self.origin(endpoint).is_some()
    }

    /// The origin of such an address.
    fn origin(&self, endpoint: &str) -> Option<String> {
        let uri: Uri = (endpoint.len() <= ENDPOINT).then(|| endpoint.parse().ok())??;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
        let origin = format!("{scheme}://{authority}");
        let known = self.services.iter().any(|service| {
            *service == origin || (scheme == "https" && is_below(authority, service))
        });
        known.then_some(origin)
    }

    /// Tells one browser.
    pub async fn send(&self, browser: &Subscription, told: &Told) -> Sent {
        let Some(request) = self.request(browser, told) else {
            return Sent::Refused;
        };
        let answer = tokio::time::timeout(ANSWER, self.http.request(request)).await;
        let status = match answer {
            Ok(Ok(answer)) => answer.status(),
            Ok(Err(e)) => {
                tracing::warn!(error = ?e, "a push service does not answer");
                return Sent::Later;
            }
            Err(_) => return Sent::Later,
        };
        match status {
            status if status.is_success() => Sent::Done,
            // The browser has taken it back, or is no more.
            StatusCode::NOT_FOUND | StatusCode::GONE => Sent::Refused,
            StatusCode::TOO_MANY_REQUESTS => Sent::Later,
            status if status.is_server_error() => Sent::Later,
            status => {
                tracing::error!(status = status.as_u16(), "a push service refused");
                Sent::Never
            }
        }
    }

    fn request(&self, browser: &Subscription, told: &Told) -> Option<Request<Full<Bytes>>> {
        let origin = self.origin(&browser.endpoint)?;
        let text = serde_json::to_vec(told).ok()?;
        let sealed = seal::seal(browser, &text)?;
        // The service's clock, not a demonstration's.
        let expires = Clock::System.now().0 / 1000 + SIGNED;
        let signed = seal::signed(&self.key, &origin, &self.contact, expires);
        // What is newer takes the place of what a browser has not fetched yet; 32 characters at the most.
        let topic = BASE64.encode(&Sha256::digest(told.case.as_str())[..18]);
        Request::builder()
            .method(Method::POST)
            .uri(&browser.endpoint)
            .header("ttl", KEPT)
            .header("topic", topic)
            .header("urgency", "normal")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::AUTHORIZATION, signed)
            .body(Full::new(sealed.into()))
            .ok()
    }
}

/// Whether a host is this one or below it, at the usual port and in nobody's name.
fn is_below(authority: &Authority, service: &str) -> bool {
    let host = authority.as_str();
    let above = host.strip_suffix(service);
    above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_services_are_sent_to() {
        let config = PushConfig {
            contact: "mailto:ops@example.test".into(),
            services: vec!["push.example".into(), "http://127.0.0.1:9000".into()],
        };
        let pusher = Pusher::new(&config, &"5a".repeat(32)).expect("a pusher");
        for (endpoint, known) in [
            ("https://push.example/x", true),
            ("https://eu.push.example/wpush/v2/gAAA", true),
            ("http://127.0.0.1:9000/one", true),
            ("http://push.example/x", false),
            ("https://push.example:444/x", false),
            ("https://evilpush.example/x", false),
            ("https://push.example.evil/x", false),
            ("https://me@push.example/x", false),
            ("https://evil/@push.example", false),
            ("https://evil#.push.example", false),
            ("http://127.0.0.1:9001/one", false),
            ("http://127.0.0.1/one", false),
            ("https://169.254.169.254/", false),
            ("file:///etc/passwd", false),
            ("/push", false),
            ("", false),
        ] {
            assert_eq!(pusher.sends_to(endpoint), known, "{endpoint}");
        }
    }
}
