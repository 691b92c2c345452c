//! What the server itself asks of others: the identity provider, push services.

use bytes::Bytes;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use std::time::Duration;

/// How long an answer may take.
pub const ANSWER: Duration = Duration::from_secs(10);

/// Asks over TLS, and in the clear where a configuration allows it. It follows no redirect.
pub type Http = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Such a client.
pub fn http() -> Http {
    // Named, since another library brings another one along.
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .expect("ring speaks TLS 1.2 and 1.3")
        .https_or_http()
        .enable_http1()
        .build();
    Client::builder(TokioExecutor::new()).build(https)
}
