//! One case: its view as it was last committed, with the chain's head as entity tag; and what
//! belongs to it but is not in it.

use crate::directory::Person;
use crate::export::{self, Record};
use crate::identity::{DeskSession, OwnerSession};
use crate::pairing::signals;
use crate::state::App;
use crate::store::writer::View;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::may;
use contract::appointment::OfferList;
use contract::case::Case;
use contract::id::CaseId;
use contract::manager::ContactList;
use contract::problem::{Kind, Problem};
use contract::vehicle::VehicleRecord;
use contract::vin::Vin;
use std::sync::Arc;

/// Most visits that are offered at a time.
const OFFERS: usize = 60;

/// One of the owner's cases.
#[utoipa::path(get, path = "/api/cases/{id}", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Case), (status = 404, body = Problem)))]
pub(crate) async fn owner(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    read(&app, &person, &id, &headers)
}

/// One of the centre's cases.
#[utoipa::path(get, path = "/api/desk/cases/{id}", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Case), (status = 404, body = Problem)))]
pub(crate) async fn desk(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refuse> {
    read(&app, &person, &id, &headers)
}

/// Visits that can be had, the earliest first.
#[utoipa::path(get, path = "/api/cases/{id}/offers", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = OfferList), (status = 404, body = Problem)))]
pub(crate) async fn offers(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<Json<OfferList>, Refuse> {
    let case = case(&app, &person, &id)?;
    let mut offers = app
        .reader
        .offers(&case, &app.directory(), app.clock.now())?;
    offers.truncate(OFFERS);
    Ok(Json(OfferList { offers }))
}

/// The managers' contacts, for the owner of an open case that a taking-part centre has accepted.
#[utoipa::path(get, path = "/api/cases/{id}/contacts", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = ContactList), (status = 404, body = Problem)))]
pub(crate) async fn contacts(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<Json<ContactList>, Refuse> {
    let case = case(&app, &person, &id)?;
    let directory = app.directory();
    let centre = directory.centre(&case.centre);
    may::see_contacts(&person.who, &case, centre.is_some_and(|c| c.contacts))?;
    let now = app.clock.now();
    let held = casework::next_dispute(&case, None, directory.terms(), now);
    Ok(Json(ContactList {
        contacts: directory.contacts(&case.centre, now),
        next_dispute: held.map(|(_, until)| until),
    }))
}

/// What applies to one of the owner's cars, with what it said last.
#[utoipa::path(get, path = "/api/vehicles/{vin}", tag = "vehicles", params(("vin" = String, Path)),
    responses((status = 200, body = VehicleRecord), (status = 404, body = Problem)))]
pub(crate) async fn vehicle(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(vin): Path<String>,
) -> Result<Json<VehicleRecord>, Refuse> {
    let missing = Refuse::because(Kind::VehicleNotFound);
    let casework::Who::Owner { vehicles, .. } = &person.who else {
        return Err(missing);
    };
    let vin = Vin::parse(&vin).ok().filter(|vin| vehicles.contains(vin));
    let vin = vin.ok_or(missing)?;
    may::see_vehicle(&person.who)?;
    let mut found = record(&app, vin.clone());
    found.signals = signals::seen(&app, &person, &vin, found.signals)?;
    Ok(Json(found))
}

/// What applies to the car of one of the centre's cases.
#[utoipa::path(get, path = "/api/desk/cases/{id}/vehicle", tag = "vehicles", params(("id" = String, Path)),
    responses((status = 200, body = VehicleRecord), (status = 404, body = Problem)))]
pub(crate) async fn case_vehicle(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
) -> Result<Json<VehicleRecord>, Refuse> {
    let case = case(&app, &person, &id)?;
    let vin = Vin::parse(case.vin.as_deref().unwrap_or_default());
    let vin = vin.map_err(|_| Refuse::because(Kind::VehicleNotFound))?;
    let mut found = record(&app, vin);
    // What the owner sent along is on the case; what they kept back is not for the desk.
    found.signals.clear();
    found.components = app.directory().components().to_vec();
    Ok(Json(found))
}

/// A car the record knows nothing of has no recall that is known: it is said as an empty record.
fn record(app: &App, vin: Vin) -> VehicleRecord {
    let known = app.directory().record(vin.as_str()).cloned();
    known.unwrap_or(VehicleRecord {
        vin,
        recalls: Vec::new(),
        warranties: Vec::new(),
        paid: Vec::new(),
        signals: Vec::new(),
        components: Vec::new(),
    })
}

/// A case this person may see. Somebody else's case, an id that nobody has and a text that is no id
/// are the same 404.
pub(crate) fn view(app: &App, person: &Person, id: &str) -> Result<Arc<View>, Refuse> {
    let missing = || Refuse::because(Kind::CaseNotFound);
    let id = CaseId::parse(id).map_err(|_| missing())?;
    let view = app.reader.case(&id)?.ok_or_else(missing)?;
    may::see_of(&person.who, &view.owner, &view.centre, view.vin.as_deref())?;
    Ok(view)
}

/// The same, read.
pub(crate) fn case(app: &App, person: &Person, id: &str) -> Result<Case, Refuse> {
    let view = view(app, person, id)?;
    let case = serde_json::from_slice(&view.bytes).map_err(crate::store::StoreError::Row)?;
    Ok(case)
}

fn read(app: &App, person: &Person, id: &str, headers: &HeaderMap) -> Result<Response, Refuse> {
    let view = view(app, person, id)?;
    let tag = format!("\"{}\"", view.head);
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v == tag.as_str())
    {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let head = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::ETAG, tag),
    ];
    Ok((head, view.bytes.clone()).into_response())
}

/// The case's whole record, to be kept and checked with `servicelane verify --record`.
#[utoipa::path(get, path = "/api/cases/{id}/record", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Record), (status = 404, body = Problem)))]
pub(crate) async fn owner_record(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<Response, Refuse> {
    download(&app, &person, &id)
}

/// The same for the case's centre.
#[utoipa::path(get, path = "/api/desk/cases/{id}/record", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = Record), (status = 404, body = Problem)))]
pub(crate) async fn desk_record(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
) -> Result<Response, Refuse> {
    download(&app, &person, &id)
}

fn download(app: &App, person: &Person, id: &str) -> Result<Response, Refuse> {
    let view = view(app, person, id)?;
    let record = export::record(&app.reader, &view.id)?;
    let name = format!("attachment; filename=\"case-{}.json\"", view.id.number());
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(record)).into_response())
}
