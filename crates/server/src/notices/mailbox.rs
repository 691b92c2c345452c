//! Somebody's mailbox: told only once they have shown that it is theirs.

use super::routes::{may_change, stands, write, wrong};
use crate::identity::OwnerSession;
use crate::state::App;
use crate::store::wishes::Typed;
use crate::store::{notices, wishes};
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::notice::{ADDRESS, MailCode, NewMailbox, Notices};
use contract::problem::{Fault, Kind, Problem};
use i18n::Lang;
use lettre::Address;

/// Has a code sent to a mailbox. Five in a day at the most: it may be a stranger's.
#[utoipa::path(put, path = "/api/notices/mailbox", tag = "notices", request_body = NewMailbox,
    responses((status = 200, body = Notices), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn put(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(new, _): Body<NewMailbox>,
) -> Result<Json<Notices>, Refuse> {
    may_change(&app, &person)?;
    if app.ways.mail.is_none() {
        return Err(Refuse::because(Kind::ChannelOff));
    }
    let address = new.address.trim().to_owned();
    check(&address)?;
    let lang = Lang::from_tag(&new.lang).ok_or_else(|| wrong("/lang", Fault::WrongValue, None))?;
    let id = person.id.clone();
    let asked = write(&app, move |tx, now| {
        let asked = wishes::ask(tx, &id, &address, lang.code(), now)?;
        if asked {
            notices::code(tx, &id, now)?;
        }
        Ok(Ok(asked))
    });
    match asked.await? {
        true => stands(&app, &person.id),
        false => Err(Refuse::because(Kind::TooManyRequests)),
    }
}

/// Somebody has typed the code that was sent to them.
#[utoipa::path(post, path = "/api/notices/mailbox/confirmation", tag = "notices", request_body = MailCode,
    responses((status = 200, body = Notices), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn confirm(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Body(typed, _): Body<MailCode>,
) -> Result<Json<Notices>, Refuse> {
    may_change(&app, &person)?;
    let code: String = typed.code.split_whitespace().collect();
    let id = person.id.clone();
    let confirm = write(&app, move |tx, now| {
        wishes::confirm(tx, &id, &code, now).map(Ok)
    });
    match confirm.await? {
        Typed::Right => stands(&app, &person.id),
        Typed::Wrong => Err(Refuse::because(Kind::CodeWrong)),
        Typed::Gone => Err(Refuse::because(Kind::CodeGone)),
    }
}

/// Forgets the mailbox.
#[utoipa::path(delete, path = "/api/notices/mailbox", tag = "notices",
    responses((status = 204), (status = 403, body = Problem)))]
pub(crate) async fn forget(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
) -> Result<StatusCode, Refuse> {
    may_change(&app, &person)?;
    let id = person.id.clone();
    write(&app, move |tx, _| wishes::forget_mailbox(tx, &id).map(Ok)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(address: &str) -> Result<(), Refuse> {
    if address.is_empty() {
        return Err(wrong("/address", Fault::Empty, None));
    }
    if address.chars().count() > ADDRESS {
        return Err(wrong(
            "/address",
            Fault::TooLong,
            u32::try_from(ADDRESS).ok(),
        ));
    }
    let address: Result<Address, _> = address.parse();
    // A name without a dot is a machine of the server's own network.
    match address.is_ok_and(|a| a.domain().contains('.') && AsRef::<str>::as_ref(&a).is_ascii()) {
        true => Ok(()),
        false => Err(wrong("/address", Fault::WrongValue, None)),
    }
}
