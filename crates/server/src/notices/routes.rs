//! What somebody wants to be told, and what they have seen.

use crate::cases::one::view;
use crate::directory::Person;
use crate::identity::OwnerSession;
use crate::state::App;
use crate::store::writer::{Failed, Write};
use crate::store::{StoreError, notices, wishes};
use crate::web::body::Body;
use crate::web::client::Client;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use casework::Who;
use contract::id::PersonId;
use contract::notice::{DAY, Notices, Seen, Wishes};
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::time::Timestamp;
use i18n::Lang;
use rusqlite::Transaction;

/// How somebody is told, and what there is to choose from.
#[utoipa::path(get, path = "/api/notices", tag = "notices",
    responses((status = 200, body = Notices), (status = 403, body = Problem)))]
pub(crate) async fn look(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
) -> Result<Json<Notices>, Refuse> {
    own(&person)?;
    stands(&app, &person.id)
}

/// What somebody wants from here on. Each way is off until they say otherwise; saying it is their consent.
#[utoipa::path(put, path = "/api/notices", tag = "notices", request_body = Wishes,
    responses((status = 200, body = Notices), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn wish(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(wanted, _): Body<Wishes>,
) -> Result<Json<Notices>, Refuse> {
    let owner = may_change(&app, &person)?.clone();
    check(&wanted)?;
    let id = person.id.clone();
    write(&app, move |tx, now| {
        wishes::put(tx, &id, &owner, &wanted, now).map(Ok)
    })
    .await?;
    stands(&app, &person.id)
}

/// A page has shown a case to somebody: what waits to be told of it is not told.
#[utoipa::path(put, path = "/api/cases/{id}/seen", tag = "notices", params(("id" = String, Path)),
    request_body = Seen, responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn seen(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
    Body(seen, _): Body<Seen>,
) -> Result<StatusCode, Refuse> {
    app.buckets.command(&person.id)?;
    let (case, id) = (view(&app, &person, &id)?.id.clone(), person.id.clone());
    write(&app, move |tx, _| {
        notices::seen(tx, &id, &case, seen.seq).map(Ok)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends mail for whoever got this address in one of theirs (RFC 8058): no session, since the secret says whose it is;
/// known or not, the answer is the same.
#[utoipa::path(post, path = "/api/notices/off/{secret}", tag = "notices", params(("secret" = String, Path)),
    responses((status = 204), (status = 429, body = Problem)))]
pub(crate) async fn end_mail(
    State(app): State<App>,
    client: Client,
    Path(secret): Path<String>,
) -> Result<StatusCode, Refuse> {
    app.buckets.sign_in(&client)?;
    write(&app, move |tx, _| wishes::end_mail(tx, &secret).map(Ok)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever opens that address instead is led to where it is chosen: opening one changes nothing.
pub(crate) async fn where_to_end() -> Redirect {
    Redirect::to("/account")
}

/// Whose cases somebody sees; a paired car is nobody to be told.
pub(super) fn own(person: &Person) -> Result<&PersonId, Refuse> {
    match (&person.who, &person.pairing) {
        (Who::Owner { owner, .. }, None) => Ok(owner),
        _ => Err(Refuse::because(Kind::NotAllowed)),
    }
}

/// The same of somebody who changes how they are told, and not too often.
pub(super) fn may_change<'a>(app: &App, person: &'a Person) -> Result<&'a PersonId, Refuse> {
    let owner = own(person)?;
    app.buckets.command(&person.id)?;
    Ok(owner)
}

/// What there is, and how it stands.
pub(super) fn stands(app: &App, person: &PersonId) -> Result<Json<Notices>, Refuse> {
    let (mail, push) = (app.ways.mail.is_some(), app.ways.push.as_ref());
    let push = push.map(|push| push.public().to_owned());
    let notices = app.reader.with(|db| {
        Ok(Notices {
            mail,
            push,
            wishes: wishes::of(db, person)?,
            mailbox: wishes::mailbox(db, person)?,
            browsers: wishes::browsers(db, person)?,
        })
    })?;
    Ok(Json(notices))
}

/// Writes something that is no event.
pub(super) async fn write<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Transaction<'_>, Timestamp) -> Result<Result<T, Failed>, StoreError>
    + Send
    + 'static,
) -> Result<T, Failed> {
    app.write(|reply| Write::plain(work, reply)).await
}

/// One field that is not right.
pub(crate) fn wrong(pointer: &str, code: Fault, limit: Option<u32>) -> Refuse {
    let error = FieldError {
        pointer: pointer.to_owned(),
        code,
        limit,
    };
    Problem::invalid(vec![error]).into()
}

fn check(wanted: &Wishes) -> Result<(), Refuse> {
    if jiff::tz::TimeZone::get(wanted.zone.as_str()).is_err() {
        return Err(wrong("/zone", Fault::WrongValue, None));
    }
    if Lang::from_tag(&wanted.lang).is_none() {
        return Err(wrong("/lang", Fault::WrongValue, None));
    }
    let most = u32::from(DAY) - 1;
    for (pointer, minute) in wanted
        .quiet
        .iter()
        .flat_map(|q| [("/quiet/from", q.from), ("/quiet/to", q.to)])
    {
        if u32::from(minute) > most {
            return Err(wrong(pointer, Fault::TooMany, Some(most)));
        }
    }
    Ok(())
}
