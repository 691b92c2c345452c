//! A command, the case it meets and the moment, turned into events or a refusal.

use crate::text::{self, LINE, LONG};
use crate::{Refusal, may};
use contract::case::Case;
use contract::command::{Accept, Close, Message, Promise, Report};
use contract::event::Body;
use contract::id::{CentreId, PersonId};
use contract::person::{Actor, Role, Staff};
use contract::problem::{Fault, FieldError, Kind};
use contract::time::Timestamp;
use contract::vin::{Vin, VinError};

/// Most concerns in one report.
pub const CONCERNS: usize = 8;
/// Furthest a promise may reach, in minutes: 14 days. A promise nobody waits for is none.
pub const FURTHEST_PROMISE: i64 = 14 * 24 * 60;

/// What is asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Open a case.
    Report(Report),
    /// Take it in.
    Accept(Accept),
    /// Promise the next update.
    Promise(Promise),
    /// Write to the other side.
    Message(Message),
    /// End it.
    Close(Close),
}

/// Who asks, from the session and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An owner, with the cars the maker's registry gives them.
    Owner {
        /// Who.
        id: PersonId,
        /// Their name, to be sealed with a report.
        name: String,
        /// The cars they may act for.
        vehicles: Vec<Vin>,
    },
    /// An advisor, with their centre.
    Advisor {
        /// Who and how they are named.
        staff: Staff,
        /// The centre they work at.
        centre: CentreId,
    },
}

impl Who {
    /// How the log names them.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Owner { .. } => Actor {
                role: Role::Owner,
                name: None,
            },
            Self::Advisor { staff, .. } => Actor {
                role: Role::Advisor,
                name: Some(staff.name.clone()),
            },
        }
    }

    /// Their id.
    pub fn id(&self) -> &PersonId {
        match self {
            Self::Owner { id, .. } => id,
            Self::Advisor { staff, .. } => &staff.id,
        }
    }
}

/// Everything a rule may look at beside the case and the command.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The server's time.
    pub now: Timestamp,
    /// Who asks.
    pub who: &'a Who,
    /// Centres that take part.
    pub centres: &'a [CentreId],
}

/// An event to be written: the public part, and the texts to seal beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The public part.
    pub body: Body,
    /// Texts to be sealed.
    pub parts: Vec<Part>,
}

/// A text to be sealed. All of them so far are for both sides of the case: its owner and its centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Unique within the event.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Decides. `case` is `None` for a report, and only for a report.
///
/// # Errors
/// The reason, as a [`Refusal`]; then nothing changes.
pub fn decide(case: Option<&Case>, ask: &Ask, cx: &Context<'_>) -> Result<Vec<Decided>, Refusal> {
    if let Ask::Report(report) = ask {
        return report_case(report, cx).map(|d| vec![d]);
    }
    let case = case.ok_or(Refusal::Because(Kind::CaseNotFound))?;
    may::see(cx.who, case)?;
    let decided = match ask {
        Ask::Report(_) => return Err(Refusal::Because(Kind::Internal)),
        Ask::Accept(accept) => {
            may::act_for_centre(cx.who)?;
            may::accept(case)?;
            let next_update = due(accept.next_update, cx.now, "/body/next_update")?;
            match cx.who {
                Who::Advisor { staff, .. } => plain(Body::Accepted {
                    advisor: staff.clone(),
                    next_update,
                }),
                Who::Owner { .. } => return Err(Refusal::Because(Kind::NotAllowed)),
            }
        }
        Ask::Promise(promise) => {
            may::act_for_centre(cx.who)?;
            may::handle(case)?;
            plain(Body::Promised {
                due: due(promise.due, cx.now, "/body/due")?,
            })
        }
        Ask::Message(message) => {
            may::message(case)?;
            let text = text::field(&message.text, LONG, "/body/text").map_err(one)?;
            Decided {
                body: Body::Messaged {},
                parts: vec![part("text", text)],
            }
        }
        Ask::Close(close) => {
            may::act_for_centre(cx.who)?;
            may::handle(case)?;
            let cause = text::field(&close.cause, LONG, "/body/cause");
            let remedy = text::field(&close.remedy, LONG, "/body/remedy");
            let (cause, remedy) = both(cause, remedy)?;
            let parts = vec![part("cause", cause), part("remedy", remedy)];
            Decided {
                body: Body::Closed {},
                parts,
            }
        }
    };
    Ok(vec![decided])
}

/// All faults of a report are told at once, so that nobody mends them one round trip at a time.
fn report_case(report: &Report, cx: &Context<'_>) -> Result<Decided, Refusal> {
    let Who::Owner { id, name, vehicles } = cx.who else {
        return Err(Refusal::Because(Kind::NotAllowed));
    };
    let mut errors = Vec::new();
    let mut parts = vec![part("owner-name", name.clone())];
    match report.concerns.len() {
        0 => errors.push(fault("/body/concerns", Fault::Empty, None)),
        n if n > CONCERNS => {
            errors.push(fault(
                "/body/concerns",
                Fault::TooLong,
                Some(CONCERNS as u32),
            ));
        }
        _ => {}
    }
    for (i, concern) in report.concerns.iter().enumerate().take(CONCERNS) {
        match text::field(&concern.text, LONG, format!("/body/concerns/{i}/text")) {
            Ok(text) => parts.push(part(&format!("concern-{i}"), text)),
            Err(error) => errors.push(error),
        }
    }
    // A place left empty is a place not given.
    if let Some(place) = report.place.as_deref().filter(|p| !p.trim().is_empty()) {
        match text::field(place, LINE, "/body/place") {
            Ok(text) => parts.push(part("place", text)),
            Err(error) => errors.push(error),
        }
    }
    let vin = match Vin::parse(&report.vin) {
        Ok(vin) => Some(vin),
        Err(e) => {
            errors.push(fault("/body/vin", vin_fault(e), None));
            None
        }
    };
    let Some(vin) = vin.filter(|_| errors.is_empty()) else {
        return Err(Refusal::Invalid(errors));
    };
    if !vehicles.contains(&vin) {
        return Err(Refusal::Because(Kind::VehicleNotFound));
    }
    if !cx.centres.contains(&report.centre) {
        return Err(Refusal::Because(Kind::CentreNotFound));
    }
    parts.push(part("vin", vin.into()));
    let body = Body::Reported {
        owner: id.clone(),
        centre: report.centre.clone(),
        drivable: report.drivable,
        concerns: report.concerns.iter().map(|c| c.since).collect(),
    };
    Ok(Decided { body, parts })
}

/// A promise is for the future, and near enough to mean something.
fn due(due: Timestamp, now: Timestamp, pointer: &str) -> Result<Timestamp, Refusal> {
    let code = if due <= now {
        Fault::Past
    } else if due > now.plus_minutes(FURTHEST_PROMISE) {
        Fault::TooFar
    } else {
        return Ok(due);
    };
    Err(one(fault(pointer, code, None)))
}

fn vin_fault(error: VinError) -> Fault {
    match error {
        VinError::Length => Fault::VinLength,
        VinError::Character => Fault::VinCharacter,
        VinError::CheckDigit => Fault::VinCheckDigit,
    }
}

fn both<T>(a: Result<T, FieldError>, b: Result<T, FieldError>) -> Result<(T, T), Refusal> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(Refusal::Invalid(
            a.err().into_iter().chain(b.err()).collect(),
        )),
    }
}

fn one(error: FieldError) -> Refusal {
    Refusal::Invalid(vec![error])
}

fn fault(pointer: &str, code: Fault, limit: Option<u32>) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        code,
        limit,
    }
}

fn part(name: &str, text: String) -> Part {
    Part {
        name: name.to_owned(),
        text,
    }
}

fn plain(body: Body) -> Decided {
    Decided {
        body,
        parts: Vec::new(),
    }
}
