//! The agreed visit as a file for the owner's own calendar (RFC 5545).

use super::one::case;
use crate::identity::OwnerSession;
use crate::state::App;
use crate::web::problem::Refuse;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use contract::appointment::{Appointment, VisitKind};
use contract::case::{Case, Stage};
use contract::person::Centre;
use contract::problem::{Kind, Problem};
use contract::time::Timestamp;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

/// The agreed visit, to be put into a calendar. Its UID stays and its SEQUENCE grows: a visit that was
/// moved takes the place of the one before.
#[utoipa::path(get, path = "/api/cases/{id}/calendar", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/calendar"),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn calendar(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Refuse> {
    let case = case(&app, &person, &id)?;
    let visit = case.appointment.as_ref();
    let visit = visit.ok_or(Refuse::because(Kind::NoAppointment))?;
    let told = app.directory().session(&person, app.clock.now());
    let centre = told.centres.iter().find(|c| c.id == visit.offer.centre);
    let centre = centre.ok_or(Refuse::because(Kind::CentreNotFound))?;
    let event = event(&case, visit, &told.brand, centre);
    let event = event.ok_or(Refuse::because(Kind::Internal))?;
    let name = format!("attachment; filename=\"visit-{}.ics\"", case.id.number());
    let head = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".into()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((head, file(None, event)))
}

/// A calendar of one visit; `method` says what is asked of whoever gets it (RFC 5546).
pub(crate) fn file(method: Option<&str>, visit: Event) -> String {
    let mut file = Calendar::empty();
    file.append_property(("VERSION", "2.0"));
    file.append_property(("PRODID", "-//Servicelane//Visit//EN"));
    if let Some(method) = method {
        file.append_property(("METHOD", method));
    }
    file.push(visit);
    file.to_string()
}

/// A case's visit, by the number that it keeps.
pub(crate) fn numbered(case: &Case, summary: &str) -> Option<Event> {
    let mut event = Event::new();
    event
        .uid(&format!("visit-{}@servicelane", case.id.as_str()))
        .sequence(case.seq)
        .add_property("DTSTAMP", utc(case.changed_at)?)
        .summary(summary);
    Some(event)
}

/// Names and numbers only: a calendar shows them in no language of ours.
pub(crate) fn event(
    case: &Case,
    visit: &Appointment,
    brand: &str,
    centre: &Centre,
) -> Option<Event> {
    let offer = &visit.offer;
    // A case that was closed before the car came has given its visit back.
    let status = match case.stage {
        Stage::Closed if visit.checked_in_at.is_none() => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    };
    let mut event = numbered(case, &format!("{brand}, {}", centre.name))?;
    event
        .add_property("DTSTART", utc(offer.starts)?)
        .add_property("DTEND", utc(offer.ends())?)
        .description(&format!("{}\n{}", centre.phone, case.id.number()))
        .status(status);
    if offer.kind == VisitKind::Centre {
        event.location(&centre.address);
    }
    Some(event)
}

/// An instant as calendars write it.
fn utc(at: Timestamp) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    Some(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}
