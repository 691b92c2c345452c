//! `/api/session`, `/api/sign-in` and the same for the desk; and the extractors that every other
//! handler takes its person from.

use super::provider::Provider;
use super::{cookie, oidc};
use crate::directory::Person;
use crate::state::App;
use crate::store::session;
use crate::store::writer::Write;
use crate::web::body::{Body, Params};
use crate::web::limits::Client;
use crate::web::problem::Refuse;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use axum::{Json, Router};
use contract::person::{Audience, Session, SignIn, SignInCode};
use contract::problem::Kind;
use rusqlite::Transaction;
use serde::Deserialize;
use std::sync::Arc;

/// How long an owner stays signed in, in days; a desk's session lives for a shift.
const OWNER_DAYS: i64 = 30;
/// In hours.
const DESK_HOURS: i64 = 12;

/// Sign-in, the session, sign-out; for both audiences.
pub fn router() -> Router<App> {
    let owner = get(owner_session)
        .post(owner_sign_in)
        .delete(owner_sign_out);
    let desk = get(desk_session).post(desk_sign_in).delete(desk_sign_out);
    Router::new()
        .route("/api/session", owner)
        .route("/api/desk/session", desk)
        .route("/api/sessions", delete(owner_sign_out_everywhere))
        .route("/api/desk/sessions", delete(desk_sign_out_everywhere))
        .route("/api/sign-in/callback", get(owner_back))
        .route("/api/desk/sign-in/callback", get(desk_back))
        .route("/api/sign-in", get(owner_start))
        .route("/api/desk/sign-in", get(desk_start))
}

/// The owner who asks; without a session a 401.
pub struct OwnerSession(pub Arc<Person>);
/// The advisor who asks; without a session a 401.
pub struct DeskSession(pub Arc<Person>);

impl OwnerSession {
    /// Whose sessions these are.
    pub const AUDIENCE: Audience = Audience::Owner;
}

impl DeskSession {
    /// Whose sessions these are.
    pub const AUDIENCE: Audience = Audience::Desk;
}

impl From<OwnerSession> for Arc<Person> {
    fn from(OwnerSession(person): OwnerSession) -> Self {
        person
    }
}

impl From<DeskSession> for Arc<Person> {
    fn from(DeskSession(person): DeskSession) -> Self {
        person
    }
}

impl FromRequestParts<App> for OwnerSession {
    type Rejection = Refuse;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refuse> {
        person(app, &parts.headers, Audience::Owner).map(Self)
    }
}

impl FromRequestParts<App> for DeskSession {
    type Rejection = Refuse;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refuse> {
        person(app, &parts.headers, Audience::Desk).map(Self)
    }
}

/// Identity and rights come from the session and the directory, never from a path or a body.
fn person(app: &App, headers: &HeaderMap, audience: Audience) -> Result<Arc<Person>, Refuse> {
    let needed = || Refuse::because(Kind::SignInNeeded);
    let token = cookie::read(headers, audience, app.identity.secure).ok_or_else(needed)?;
    let (id, expires) = match app.identity.recall(&token) {
        Some(seen) => seen,
        None => {
            let found = app.reader.session(&token, audience)?.ok_or_else(needed)?;
            app.identity.remember(token, found.0.clone(), found.1);
            found
        }
    };
    if expires <= app.clock.now() {
        app.identity.forget(&token);
        return Err(needed());
    }
    app.directory().person(audience, &id).ok_or_else(needed)
}

/// How an owner signs in.
#[utoipa::path(get, path = "/api/sign-in", tag = "identity",
    responses((status = 200, body = SignIn), (status = 503, body = contract::problem::Problem)))]
pub(crate) async fn owner_start(
    State(app): State<App>,
    client: Client,
) -> Result<Response, Refuse> {
    begin(&app, &client, Audience::Owner).await
}

/// How somebody of the staff signs in.
#[utoipa::path(get, path = "/api/desk/sign-in", tag = "identity",
    responses((status = 200, body = SignIn), (status = 503, body = contract::problem::Problem)))]
pub(crate) async fn desk_start(State(app): State<App>, client: Client) -> Result<Response, Refuse> {
    begin(&app, &client, Audience::Desk).await
}

async fn begin(app: &App, client: &Client, audience: Audience) -> Result<Response, Refuse> {
    app.buckets.sign_in(client)?;
    let provider = app.identity.provider(audience);
    let directory = app.directory();
    let started = provider.start(&directory, audience, app.clock.now());
    let (how, state) = started.await.map_err(Refuse::because)?;
    let mut answer = Json(how).into_response();
    if state.is_some() {
        let tie = oidc::tie(audience, app.identity.secure, state.as_deref());
        answer
            .headers_mut()
            .extend(tie.map(|c| (header::SET_COOKIE, c)));
    }
    Ok(answer)
}

/// What a provider sends somebody back with.
#[derive(Debug, Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

async fn owner_back(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Params(back): Params<Back>,
) -> Response {
    come_back(&app, &client, &headers, Audience::Owner, &back).await
}

async fn desk_back(
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
    let (to, cookie) = match outcome {
        Ok(cookie) => (page.to_owned(), cookie),
        Err(kind) => (format!("{page}?refused={}", kind.slug()), None),
    };
    let mut answer = axum::response::Redirect::to(&to).into_response();
    let untie = oidc::tie(audience, app.identity.secure, None);
    let cookies = [cookie, untie].into_iter().flatten();
    for cookie in cookies {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

async fn taken_back(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    audience: Audience,
    back: &Back,
) -> Result<Option<axum::http::HeaderValue>, Kind> {
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

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "identity",
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn owner_session(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
) -> Json<Session> {
    Json(app.directory().session(&person, app.clock.now()))
}

/// Who is signed in at the desk.
#[utoipa::path(get, path = "/api/desk/session", tag = "identity",
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn desk_session(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Json<Session> {
    Json(app.directory().session(&person, app.clock.now()))
}

/// Ends a sign-in with the provider's code.
#[utoipa::path(post, path = "/api/session", tag = "identity", request_body = SignInCode,
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn owner_sign_in(
    State(app): State<App>,
    client: Client,
    Body(code, _): Body<SignInCode>,
) -> Result<Response, Refuse> {
    sign_in(&app, &client, Audience::Owner, &code.code).await
}

/// Ends a desk's sign-in with the provider's code.
#[utoipa::path(post, path = "/api/desk/session", tag = "identity", request_body = SignInCode,
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn desk_sign_in(
    State(app): State<App>,
    client: Client,
    Body(code, _): Body<SignInCode>,
) -> Result<Response, Refuse> {
    sign_in(&app, &client, Audience::Desk, &code.code).await
}

async fn sign_in(
    app: &App,
    client: &Client,
    audience: Audience,
    code: &str,
) -> Result<Response, Refuse> {
    app.buckets.sign_in(client)?;
    let provider = app.identity.provider(audience);
    let person = provider.choose(&app.directory(), audience, code);
    let person = person.ok_or(Refuse::because(Kind::SignInFailed))?;
    let cookie = open(app, &person, audience).await?;
    let body = Json(app.directory().session(&person, app.clock.now()));
    let mut answer = body.into_response();
    answer
        .headers_mut()
        .extend(cookie.map(|c| (header::SET_COOKIE, c)));
    Ok(answer)
}

/// Opens a session; its cookie.
async fn open(
    app: &App,
    person: &Person,
    audience: Audience,
) -> Result<Option<axum::http::HeaderValue>, Refuse> {
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

/// Signs the owner out.
#[utoipa::path(delete, path = "/api/session", tag = "identity", responses((status = 204)))]
pub(crate) async fn owner_sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    sign_out(&app, &headers, Audience::Owner).await
}

/// Signs the advisor out.
#[utoipa::path(delete, path = "/api/desk/session", tag = "identity", responses((status = 204)))]
pub(crate) async fn desk_sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    sign_out(&app, &headers, Audience::Desk).await
}

async fn sign_out(app: &App, headers: &HeaderMap, audience: Audience) -> Result<Response, Refuse> {
    if let Some(token) = cookie::read(headers, audience, app.identity.secure) {
        // Streams that are somebody else's screens come back by themselves.
        if let Ok(person) = person(app, headers, audience) {
            app.hub.end(&person.id);
        }
        app.write(|reply| Write::plain(move |tx, _| session::end(tx, &token).map(Ok), reply))
            .await?;
        app.identity.forget(&token);
    }
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let ended = cookie::write(audience, app.identity.secure, None, 0);
    answer
        .headers_mut()
        .extend(ended.map(|c| (header::SET_COOKIE, c)));
    Ok(answer)
}

/// Signs the owner out on every screen, and ends what is open there.
#[utoipa::path(delete, path = "/api/sessions", tag = "identity", responses((status = 204)))]
pub(crate) async fn owner_sign_out_everywhere(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
) -> Result<Response, Refuse> {
    sign_out_everywhere(&app, &person, Audience::Owner).await
}

/// Signs somebody of the staff out on every screen, and ends what is open there.
#[utoipa::path(delete, path = "/api/desk/sessions", tag = "identity", responses((status = 204)))]
pub(crate) async fn desk_sign_out_everywhere(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Result<Response, Refuse> {
    sign_out_everywhere(&app, &person, Audience::Desk).await
}

async fn sign_out_everywhere(
    app: &App,
    person: &Person,
    audience: Audience,
) -> Result<Response, Refuse> {
    let id = person.id.clone();
    app.write(|reply| Write::plain(move |tx, _| session::end_all(tx, &id).map(Ok), reply))
        .await?;
    app.identity.forget_all(&person.id);
    app.hub.end(&person.id);
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let ended = cookie::write(audience, app.identity.secure, None, 0);
    answer
        .headers_mut()
        .extend(ended.map(|c| (header::SET_COOKIE, c)));
    Ok(answer)
}
