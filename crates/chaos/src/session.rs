//! Somebody signed in: their requests, each over a connection of its own.

use crate::Fault;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::json;
use std::time::Duration;

/// Who they are to the server.
#[derive(Clone)]
pub struct Session {
    /// Their id.
    pub person: String,
    /// `/api` or `/api/desk`.
    pub prefix: &'static str,
    http: Client,
    base: String,
    server: u16,
    cookie: String,
}

impl Session {
    /// Signs in at the server's own door, and goes on over the line at `port`.
    pub async fn sign_in(
        person: &str,
        prefix: &'static str,
        server: u16,
        port: u16,
    ) -> Result<Self, Fault> {
        // No connection is used twice: each exchange meets its own fate.
        let http = Client::builder().pool_max_idle_per_host(0).build()?;
        let base = format!("http://127.0.0.1:{server}");
        let request = http
            .post(format!("{base}{prefix}/session"))
            .header("origin", &base);
        let answer = request
            .json(&json!({ "code": person }))
            .send()
            .await?
            .error_for_status()?;
        let cookie = answer
            .headers()
            .get("set-cookie")
            .ok_or("no cookie")?
            .to_str()?;
        Ok(Self {
            person: person.to_owned(),
            prefix,
            http,
            base: format!("http://127.0.0.1:{port}"),
            server,
            cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
        })
    }

    fn with(&self, request: RequestBuilder) -> RequestBuilder {
        // The server answers to its own name only.
        let host = format!("127.0.0.1:{}", self.server);
        request
            .header("origin", format!("http://{host}"))
            .header("host", host)
            .header("cookie", &self.cookie)
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> reqwest::Result<Response> {
        let request = self.http.get(format!("{}{}{path}", self.base, self.prefix));
        self.with(request)
            .timeout(Duration::from_secs(5))
            .send()
            .await
    }

    /// Opens the live stream after a position.
    pub async fn live(&self, after: &str) -> reqwest::Result<Response> {
        let request = self
            .http
            .get(format!("{}{}/live?after={after}", self.base, self.prefix));
        self.with(request).send().await
    }

    /// Sends a command.
    pub async fn post(&self, path: &str, body: String) -> reqwest::Result<Response> {
        let request = self
            .http
            .post(format!("{}{}{path}", self.base, self.prefix));
        let request = self
            .with(request)
            .header("content-type", "application/json");
        request
            .body(body)
            .timeout(Duration::from_secs(5))
            .send()
            .await
    }
}
