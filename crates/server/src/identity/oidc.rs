//! OpenID Connect: authorisation code with PKCE, against any standard provider. The server keeps the
//! tokens to itself and forgets them at once: all it wants to know is who came back.

use super::cookie;
use crate::web::outward::{self, ANSWER};
use bytes::Bytes;
use contract::id::PersonId;
use contract::person::Audience;
use contract::problem::Kind;
use contract::time::Timestamp;
use http_body_util::{BodyExt, Full, Limited};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// How long somebody may take at the provider's page, in minutes.
const PATIENCE: i64 = 10;
/// Sign-ins under way at a time; beyond it the oldest ones are forgotten.
const UNDER_WAY: usize = 10_000;
/// How long what the provider says of itself is believed, in minutes. Keys it has changed meanwhile
/// are asked for again when one does not fit.
const BELIEVED: i64 = 60;
/// Largest answer of a provider, in bytes.
const LARGEST: usize = 256 * 1024;

/// A provider, as configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcConfig {
    /// Where it is: `https://id.example`. Plain http on loopback only.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// The environment variable with the secret it gave us; none for a public client.
    #[serde(default)]
    pub client_secret_env: Option<String>,
}

type Known = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// One audience's provider.
pub struct Oidc {
    config: OidcConfig,
    secret: Option<ClientSecret>,
    redirect: String,
    http: Http,
    known: Mutex<Option<(Arc<Known>, Timestamp)>>,
    under_way: Mutex<HashMap<String, UnderWay>>,
}

/// A sign-in between the two steps.
struct UnderWay {
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    until: Timestamp,
}

/// What a request to the provider may fail with; the cause goes to the log, not to the person.
#[derive(Debug, thiserror::Error)]
#[error("the provider does not answer: {0}")]
struct NoAnswer(String);

impl Oidc {
    /// A provider of this configuration, that sends people back to `redirect`.
    pub fn new(config: OidcConfig, redirect: String) -> Self {
        let secret = config.client_secret_env.as_deref();
        let secret = secret.and_then(|name| std::env::var(name).ok());
        Self {
            secret: secret.map(ClientSecret::new),
            config,
            redirect,
            http: Http(outward::http()),
            known: Mutex::default(),
            under_way: Mutex::default(),
        }
    }

    /// The address to go to, and the state that the browser's cookie must bring back.
    pub async fn start(&self, now: Timestamp) -> Result<(String, String), Kind> {
        let client = self.known(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("openid".into()))
            .set_pkce_challenge(challenge)
            .url();
        let state = state.secret().clone();
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, u| now < u.until);
        if under_way.len() >= UNDER_WAY {
            under_way.clear();
        }
        let until = now.plus_minutes(PATIENCE);
        let one = UnderWay {
            nonce,
            verifier,
            until,
        };
        under_way.insert(state.clone(), one);
        Ok((url.into(), state))
    }

    /// Who came back with this code, for the state that was given out. Each state is good once.
    pub async fn complete(
        &self,
        state: &str,
        code: &str,
        now: Timestamp,
    ) -> Result<PersonId, Kind> {
        let one = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(state)
            .filter(|u| now < u.until)
            .ok_or(Kind::SignInFailed)?;
        let client = self.known(now).await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|e| failed("the provider names no token endpoint", &e))?
            .set_pkce_verifier(one.verifier)
            .request_async(&self.http)
            .await
            .map_err(|e| failed("the code was not taken", &e))?;
        let token = tokens.id_token().ok_or(Kind::SignInFailed)?;
        let mut claims = token.claims(&client.id_token_verifier(), &one.nonce);
        let renewed;
        if claims.is_err() {
            // Its keys may have changed since they were asked for.
            self.forget();
            renewed = self.known(now).await?;
            claims = token.claims(&renewed.id_token_verifier(), &one.nonce);
        }
        let claims = claims.map_err(|e| failed("the token does not check out", &e))?;
        PersonId::parse(claims.subject().as_str()).map_err(|e| failed("the subject is no id", &e))
    }

    /// What the provider says of itself, asked for once an hour.
    async fn known(&self, now: Timestamp) -> Result<Arc<Known>, Kind> {
        let kept = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((client, until)) = kept
            && now < until
        {
            return Ok(client);
        }
        let down = |e: &dyn std::error::Error| {
            tracing::warn!(issuer = self.config.issuer, error = %chain(e), "the identity provider is down");
            Kind::ProviderDown
        };
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(|e| down(&e))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.http)
            .await
            .map_err(|e| down(&e))?;
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(|e| down(&e))?;
        let id = ClientId::new(self.config.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, id, self.secret.clone())
            .set_redirect_uri(redirect);
        let client = Arc::new(client);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((client.clone(), now.plus_minutes(BELIEVED)));
        Ok(client)
    }

    fn forget(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Asks the provider: no redirect is followed, nothing large is read, nothing is waited for long.
struct Http(outward::Http);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let request = request.map(|body| Full::new(Bytes::from(body)));
            let answer = async {
                let answer = client.request(request).await;
                let (head, body) = answer.map_err(|e| NoAnswer(chain(&e)))?.into_parts();
                let body = Limited::new(body, LARGEST).collect().await;
                let body = body.map_err(|e| NoAnswer(e.to_string()))?;
                Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
            };
            let patient = tokio::time::timeout(ANSWER, answer).await;
            patient.map_err(|e| NoAnswer(chain(&e)))?
        })
    }
}

fn failed(what: &str, e: &dyn std::error::Error) -> Kind {
    tracing::warn!(error = %chain(e), what, "a sign-in failed");
    Kind::SignInFailed
}

/// An error with its causes, in one line.
fn chain(e: &dyn std::error::Error) -> String {
    let mut text = e.to_string();
    let mut source = e.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// Where a provider sends people back to.
pub fn callback(audience: Audience) -> &'static str {
    match audience {
        Audience::Owner => "/api/sign-in/callback",
        Audience::Desk => "/api/desk/sign-in/callback",
    }
}

/// The cookie that ties a sign-in to the browser it began in.
pub fn tie(
    audience: Audience,
    secure: bool,
    state: Option<&str>,
) -> Option<axum::http::HeaderValue> {
    cookie::write_named(&tied(audience), secure, state, PATIENCE * 60)
}

/// The name of that cookie.
pub fn tied(audience: Audience) -> String {
    format!("{}-sign-in", audience.name())
}
