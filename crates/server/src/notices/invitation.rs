//! The agreed visit as calendars take it from a mail (RFC 5546): put in, changed, taken out again.

use crate::cases::visit;
use crate::store::notices::is_off;
use contract::case::Case;
use contract::person::Session;
use icalendar::{Component, EventStatus, Property};

/// What goes into a calendar.
pub struct Invitation {
    /// `REQUEST`, or `CANCEL`.
    pub method: &'static str,
    /// The file.
    pub text: String,
}

/// The visit of a case, from one mailbox to another.
pub fn invitation(case: &Case, told: &Session, from: &str, to: &str) -> Option<Invitation> {
    let off = is_off(case);
    let mut event = match &case.appointment {
        Some(agreed) => {
            let centre = told.centres.iter().find(|c| c.id == agreed.offer.centre)?;
            visit::event(case, agreed, &told.brand, centre)?
        }
        // It is not known any more when it would have been: its number says which one it was.
        None => visit::numbered(case, &told.brand)?,
    };
    if off {
        event.status(EventStatus::Cancelled);
    }
    let mut guest = Property::new("ATTENDEE", format!("mailto:{to}"));
    guest
        .add_parameter("PARTSTAT", "ACCEPTED")
        .add_parameter("RSVP", "FALSE");
    event
        .add_property("ORGANIZER", format!("mailto:{from}"))
        .append_property(guest.done());
    let method = if off { "CANCEL" } else { "REQUEST" };
    Some(Invitation {
        method,
        text: visit::file(Some(method), event.done()),
    })
}
