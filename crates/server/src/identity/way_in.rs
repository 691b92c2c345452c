//! Signing in: the first step for both audiences, the provider's way back, and the session that is
//! opened at the end of either.

use super::provider::Provider;
use super::session::session_of;
use super::{cookie, oidc};
use crate::directory::Person;
use crate::state::App;
use crate::store::session;
use crate::store::writer::Write;
use crate::web::body::Params;
use crate::web::client::Client;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, IntoResponseParts, Redirect, Response};
use contract::person::Audience;
use contract::problem::Kind;
use rusqlite::Transaction;
use serde::Deserialize;

/// How long an owner stays signed in, in days; a desk's session lives for a shift.
const OWNER_DAYS: i64 = 30;
/// In hours.
const DESK_HOURS: i64 = 12;

/// How somebody signs in here; where a provider does it, the browser is tied to this sign-in.
pub(super) async fn begin(
    app: &App,
    client: &Client,
    audience: Audience,
) -> Result<Response, Refuse> {
    app.buckets.sign_in(client)?;
    let provider = app.identity.provider(audience);
    let directory = app.directory();
    let started = provider.start(&directory, audience, app.clock.now());
    let (how, state) = started.await.map_err(Refuse::because)?;
    let tied = state.and_then(|state| oidc::tie(audience, app.identity.secure, Some(&state)));
    Ok((cookie::set(tied), Json(how)).into_response())
}

/// What a provider sends somebody back with.
#[derive(Debug, Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

pub(super) async fn owner_back(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Params(back): Params<Back>,
) -> Response {
    come_back(&app, &client, &headers, Audience::Owner, &back).await
}

pub(super) async fn desk_back(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Params(back): Params<Back>,
) -> Response {
    come_back(&app, &client, &headers, Audience::Desk, &back).await
}

/// The provider's way back: a page is shown, never a problem in JSON. What went wrong travels in the
/// address, by its name.
async fn come_back(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    audience: Audience,
    back: &Back,
) -> Response {
    let page = match audience {
        Audience::Owner => "/",
        Audience::Desk => "/desk/",
    };
    let outcome = taken_back(app, client, headers, audience, back).await;
    let (to, opened) = match outcome {
        Ok(opened) => (page.to_owned(), opened),
        Err(kind) => (format!("{page}?refused={}", kind.slug()), None),
    };
    let untie = oidc::tie(audience, app.identity.secure, None);
    let cookies = [opened, untie].into_iter().flatten();
    (cookie::set(cookies), Redirect::to(&to)).into_response()
}

async fn taken_back(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    audience: Audience,
    back: &Back,
) -> Result<Option<HeaderValue>, Kind> {
    let said = |refuse: Refuse| refuse.kind();
    app.buckets.sign_in(client).map_err(said)?;
    let Provider::Oidc(oidc) = app.identity.provider(audience) else {
        return Err(Kind::SignInFailed);
    };
    let tied = cookie::read_named(headers, &oidc::tied(audience), app.identity.secure);
    // Begun in another browser, or by somebody else's link.
    if tied != Some(back.state.as_str()) {
        return Err(Kind::SignInFailed);
    }
    let id = oidc
        .complete(&back.state, &back.code, app.clock.now())
        .await?;
    // Known to the provider, and not to the maker's registry.
    let person = app.directory().person(audience, &id);
    let person = person.ok_or(Kind::SignInFailed)?;
    let cookie = open(app, &person, audience).await.map_err(said)?;
    Ok(cookie)
}

/// Ends a demonstration's sign-in with whom somebody chose to be.
pub(super) async fn sign_in(
    app: &App,
    client: &Client,
    audience: Audience,
    code: &str,
) -> Result<Response, Refuse> {
    app.buckets.sign_in(client)?;
    let provider = app.identity.provider(audience);
    let person = provider.choose(&app.directory(), audience, code);
    let person = person.ok_or(Refuse::because(Kind::SignInFailed))?;
    let opened = open(app, &person, audience).await?;
    let body = Json(session_of(app, &person)?);
    Ok((cookie::set(opened), body).into_response())
}

/// Opens a demonstration's screen as somebody, whichever front end they have, or as nobody; the answer's cookies.
pub(crate) async fn enter(
    app: &App,
    client: &Client,
    code: &str,
) -> Result<impl IntoResponseParts + use<>, Refuse> {
    const BOTH: [Audience; 2] = [Audience::Owner, Audience::Desk];
    app.buckets.sign_in(client)?;
    let directory = app.directory();
    let known = BOTH.into_iter().find_map(|audience| {
        let provider = app.identity.provider(audience);
        Some((audience, provider.choose(&directory, audience, code)?))
    });
    let cookies = match known {
        Some((audience, person)) => open(app, &person, audience).await?.into_iter().collect(),
        None if code.is_empty() => {
            let end = |audience| cookie::write(audience, app.identity.secure, None, 0);
            BOTH.into_iter().filter_map(end).collect()
        }
        None => return Err(Refuse::because(Kind::SignInFailed)),
    };
    let cookies: Vec<HeaderValue> = cookies;
    Ok(cookie::set(cookies))
}

/// Opens a session; its cookie.
async fn open(
    app: &App,
    person: &Person,
    audience: Audience,
) -> Result<Option<HeaderValue>, Refuse> {
    let minutes = match audience {
        Audience::Owner => OWNER_DAYS * 24 * 60,
        Audience::Desk => DESK_HOURS * 60,
    };
    let token = cookie::token().map_err(crate::store::StoreError::Random)?;
    let (hash, id) = (cookie::hash(&token), person.id.clone());
    let expires = app.clock.now().plus_minutes(minutes);
    app.write(|reply| {
        let open = move |tx: &Transaction<'_>, now| {
            session::open(tx, now, &hash, audience, &id, expires).map(Ok)
        };
        Write::plain(open, reply)
    })
    .await?;
    let secure = app.identity.secure;
    Ok(cookie::write(audience, secure, Some(&token), minutes * 60))
}
