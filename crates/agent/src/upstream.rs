//! The server, as the companion reaches it.

use axum::body::{Body, Bytes};
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::Serialize;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the server may take to begin its answer; the portal itself waits 15 seconds.
const ANSWER: Duration = Duration::from_secs(12);
/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(55);
/// No answer that the companion itself reads is longer.
const LONGEST: usize = 64 * 1024;

/// The server's origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    authority: Authority,
}

/// Why an address is no server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadOrigin {
    /// It is no address, or has more than scheme, host and port.
    #[error("a server is written like https://portal.example")]
    NoOrigin,
    /// A credential would travel in the open.
    #[error("beyond loopback it is https only")]
    Plain,
}

impl FromStr for Origin {
    type Err = BadOrigin;

    fn from_str(text: &str) -> Result<Self, BadOrigin> {
        let parts = text
            .parse::<Uri>()
            .map_err(|_| BadOrigin::NoOrigin)?
            .into_parts();
        let bare = parts.path_and_query.is_none_or(|path| path.as_str() == "/");
        let (Some(scheme), Some(authority), true) = (parts.scheme, parts.authority, bare) else {
            return Err(BadOrigin::NoOrigin);
        };
        if authority.as_str().contains('@') {
            return Err(BadOrigin::NoOrigin);
        }
        let host = authority.host().trim_matches(['[', ']']);
        let near = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        match scheme.as_str() {
            "https" => {}
            "http" if near => {}
            "http" => return Err(BadOrigin::Plain),
            _ => return Err(BadOrigin::NoOrigin),
        }
        Ok(Self { scheme, authority })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

/// Why the server has not answered.
#[derive(Debug, thiserror::Error)]
pub enum Unreachable {
    /// There is no connection to it.
    #[error("the server cannot be reached")]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It takes too long.
    #[error("the server does not answer")]
    Late,
}

/// The way to the server.
pub struct Upstream {
    origin: Origin,
    own: HeaderValue,
    client: Client,
}

/// What speaks HTTP for the companion.
pub type Client = legacy::Client<HttpsConnector<HttpConnector>, Body>;

/// One of it, with a pool of its own.
pub fn client() -> Client {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT));
    // Named, since another library brings another one along.
    let provider = rustls::crypto::ring::default_provider();
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(provider)
        .expect("ring speaks TLS 1.2 and 1.3")
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    legacy::Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .pool_max_idle_per_host(4)
        .build(https)
}

impl Upstream {
    /// To this server; nothing is sent yet.
    pub fn new(origin: Origin) -> Self {
        let own = HeaderValue::from_str(&origin.to_string())
            .expect("scheme and authority are a header's characters");
        Self {
            origin,
            own,
            client: client(),
        }
    }

    /// Whose credential is whose: the origin in words.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Sends a request to this path, with this credential.
    ///
    /// # Errors
    /// When the head of an answer has not come.
    pub async fn send(
        &self,
        path: PathAndQuery,
        mut request: Request<Body>,
        bearer: Option<&str>,
    ) -> Result<Response<Incoming>, Unreachable> {
        let uri = Uri::builder()
            .scheme(self.origin.scheme.clone())
            .authority(self.origin.authority.clone())
            .path_and_query(path)
            .build();
        *request.uri_mut() = uri.map_err(|e| Unreachable::Away(e.into()))?;
        let headers = request.headers_mut();
        headers.insert(header::ORIGIN, self.own.clone());
        if let Some(bearer) = bearer {
            let mut value = HeaderValue::from_str(&format!("Bearer {bearer}"))
                .map_err(|e| Unreachable::Away(e.into()))?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        let answer = tokio::time::timeout(ANSWER, self.client.request(request)).await;
        let answer = answer.map_err(|_| Unreachable::Late)?;
        answer.map_err(|e| Unreachable::Away(e.into()))
    }

    /// Posts something small as JSON and reads the whole of the answer.
    ///
    /// # Errors
    /// When it has not come.
    pub async fn post(
        &self,
        path: &str,
        body: &impl Serialize,
        bearer: Option<&str>,
    ) -> Result<(StatusCode, Bytes), Unreachable> {
        let body = serde_json::to_vec(body).map_err(|e| Unreachable::Away(e.into()))?;
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::CONTENT_TYPE, json);
        self.ask(path, request, bearer).await
    }

    /// Gets something small as JSON, all of it.
    ///
    /// # Errors
    /// When it has not come.
    pub async fn get(
        &self,
        path: &str,
        bearer: Option<&str>,
    ) -> Result<(StatusCode, Bytes), Unreachable> {
        self.ask(path, Request::new(Body::empty()), bearer).await
    }

    async fn ask(
        &self,
        path: &str,
        mut request: Request<Body>,
        bearer: Option<&str>,
    ) -> Result<(StatusCode, Bytes), Unreachable> {
        let path = PathAndQuery::try_from(path).map_err(|e| Unreachable::Away(e.into()))?;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::ACCEPT, json);
        let answer = self.send(path, request, bearer).await?;
        let status = answer.status();
        Ok((status, short(answer.into_body()).await?))
    }
}

/// The whole of a short body.
///
/// # Errors
/// When it is cut off, too long or too slow.
pub async fn short(body: Incoming) -> Result<Bytes, Unreachable> {
    let read = Limited::new(body, LONGEST).collect();
    match tokio::time::timeout(ANSWER, read).await {
        Ok(Ok(read)) => Ok(read.to_bytes()),
        Ok(Err(e)) => Err(Unreachable::Away(e)),
        Err(_) => Err(Unreachable::Late),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_travels_in_the_open_on_loopback_only() {
        let table = [
            ("https://portal.example", Ok("https://portal.example")),
            (
                "https://portal.example:8443/",
                Ok("https://portal.example:8443"),
            ),
            ("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("http://localhost:8080", Ok("http://localhost:8080")),
            ("http://[::1]:8080", Ok("http://[::1]:8080")),
            ("http://portal.example", Err(BadOrigin::Plain)),
            ("http://localhost.example", Err(BadOrigin::Plain)),
            ("https://portal.example/api", Err(BadOrigin::NoOrigin)),
            ("https://me@portal.example", Err(BadOrigin::NoOrigin)),
            ("portal.example", Err(BadOrigin::NoOrigin)),
            ("ws://127.0.0.1", Err(BadOrigin::NoOrigin)),
        ];
        for (text, wanted) in table {
            let read = text.parse::<Origin>().map(|origin| origin.to_string());
            assert_eq!(read, wanted.map(str::to_owned), "{text}");
        }
    }
}
