//! `/api/session` and the same for the desk; and the extractors that every other handler takes its
//! person from.

use super::{cookie, way_in};
use crate::directory::Person;
use crate::state::App;
use crate::store::writer::Write;
use crate::store::{pairing, session, wishes};
use crate::web::body::Body;
use crate::web::client::Client;
use crate::web::problem::Refuse;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use axum::{Json, Router};
use contract::id::PersonId;
use contract::person::{Audience, Session, SignIn, SignInCode};
use contract::problem::Kind;
use std::sync::Arc;

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
        .route("/api/sign-in/callback", get(way_in::owner_back))
        .route("/api/desk/sign-in/callback", get(way_in::desk_back))
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
        Ticket::of(app, &parts.headers, Audience::Owner)?
            .person(app)
            .map(Self)
    }
}

impl FromRequestParts<App> for DeskSession {
    type Rejection = Refuse;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refuse> {
        Ticket::of(app, &parts.headers, Audience::Desk)?
            .person(app)
            .map(Self)
    }
}

/// A session as a request carries it; kept by what stays open under it, to be asked again.
pub(crate) enum Ticket {
    /// A browser's cookie.
    Cookie(Audience, [u8; 32]),
    /// A paired car's credential, for the owners' front end alone.
    Car([u8; 32]),
}

impl Ticket {
    /// The one this request carries: a cookie or a credential, never both at once.
    pub(crate) fn of(app: &App, headers: &HeaderMap, audience: Audience) -> Result<Self, Refuse> {
        let needed = Refuse::because(Kind::SignInNeeded);
        let read = |audience| cookie::read(headers, audience, app.identity.secure);
        if let Some(token) = cookie::bearer(headers) {
            if [Audience::Owner, Audience::Desk]
                .into_iter()
                .any(|a| read(a).is_some())
            {
                return Err(Refuse::because(Kind::TwoCredentials));
            }
            return match audience {
                Audience::Owner => Ok(Self::Car(token)),
                Audience::Desk => Err(needed),
            };
        }
        let token = read(audience).ok_or(needed)?;
        Ok(Self::Cookie(audience, token))
    }

    /// Whose it is, as of now. Identity and rights come from the session and the directory, never
    /// from a path or a body.
    pub(crate) fn person(&self, app: &App) -> Result<Arc<Person>, Refuse> {
        let needed = || Refuse::because(Kind::SignInNeeded);
        let (audience, token) = match self {
            Self::Cookie(audience, token) => (*audience, token),
            Self::Car(token) => {
                let paired = app.reader.with(|db| pairing::of_token(db, token))?;
                let car = paired.and_then(|paired| paired.person(&app.directory()));
                return car.ok_or_else(needed);
            }
        };
        let stored = || app.reader.session(token, audience);
        let held = app.identity.recall(token, stored)?;
        let (id, expires) = held.ok_or_else(needed)?;
        if expires <= app.clock.now() {
            app.identity.forget(token);
            return Err(needed());
        }
        app.directory().person(audience, &id).ok_or_else(needed)
    }
}

/// How an owner signs in.
#[utoipa::path(get, path = "/api/sign-in", tag = "identity",
    responses((status = 200, body = SignIn), (status = 503, body = contract::problem::Problem)))]
pub(crate) async fn owner_start(
    State(app): State<App>,
    client: Client,
) -> Result<Response, Refuse> {
    way_in::begin(&app, &client, Audience::Owner).await
}

/// How somebody of the staff signs in.
#[utoipa::path(get, path = "/api/desk/sign-in", tag = "identity",
    responses((status = 200, body = SignIn), (status = 503, body = contract::problem::Problem)))]
pub(crate) async fn desk_start(State(app): State<App>, client: Client) -> Result<Response, Refuse> {
    way_in::begin(&app, &client, Audience::Desk).await
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "identity",
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn owner_session(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
) -> Result<Json<Session>, Refuse> {
    session_of(&app, &person).map(Json)
}

/// Who is signed in, and whether they are told of news.
pub(super) fn session_of(app: &App, person: &Person) -> Result<Session, Refuse> {
    let wishes = app.reader.with(|db| wishes::of(db, &person.id))?;
    Ok(Session {
        told: wishes.is_some_and(|wishes| wishes.any()),
        ..app.directory().session(person, app.clock.now())
    })
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
    way_in::sign_in(&app, &client, Audience::Owner, &code.code).await
}

/// Ends a desk's sign-in with the provider's code.
#[utoipa::path(post, path = "/api/desk/session", tag = "identity", request_body = SignInCode,
    responses((status = 200, body = Session), (status = 401, body = contract::problem::Problem)))]
pub(crate) async fn desk_sign_in(
    State(app): State<App>,
    client: Client,
    Body(code, _): Body<SignInCode>,
) -> Result<Response, Refuse> {
    way_in::sign_in(&app, &client, Audience::Desk, &code.code).await
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
    let ticket = Ticket::of(app, headers, audience);
    if let Ok(Ticket::Car(_)) = &ticket {
        if let Ok(car) = ticket?.person(app) {
            unpair(app, &car).await?;
        }
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if let Ok(ticket @ Ticket::Cookie(_, token)) = ticket {
        let person = ticket.person(app);
        app.write(|reply| Write::plain(move |tx, _| session::end(tx, &token).map(Ok), reply))
            .await?;
        app.identity.forget(&token);
        // Streams that are somebody else's screens come back by themselves.
        if let Ok(person) = person {
            app.hub.end(&person.id);
        }
    }
    Ok(signed_out(app, audience))
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
    if person.pairing.is_some() {
        unpair(app, person).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    end_sessions(app, &person.id).await?;
    Ok(signed_out(app, audience))
}

/// A car that signs out is paired no more: its credential is all it has.
async fn unpair(app: &App, car: &Person) -> Result<(), Refuse> {
    let Some(own) = &car.pairing else {
        return Ok(());
    };
    match app.reader.with(|db| pairing::of_id(db, &own.id))? {
        Some(paired) => crate::pairing::end(app, paired.pairing).await,
        None => Ok(()),
    }
}

/// Ends every session of somebody, and what is open on their screens.
pub(crate) async fn end_sessions(app: &App, person: &PersonId) -> Result<(), Refuse> {
    let id = person.clone();
    app.write(|reply| Write::plain(move |tx, _| session::end_all(tx, &id).map(Ok), reply))
        .await?;
    app.identity.forget_all(person);
    app.hub.end(person);
    Ok(())
}

fn signed_out(app: &App, audience: Audience) -> Response {
    let ended = cookie::write(audience, app.identity.secure, None, 0);
    (cookie::set(ended), StatusCode::NO_CONTENT).into_response()
}
