//! Changes of the settings. Each is checked with all the rest before it is kept, over the version that
//! its sender saw; the answer is the settings after it.

use super::member;
use super::view::{self, Sight, newest};
use crate::directory::{Directory, Person};
use crate::identity::{DeskSession, end_sessions};
use crate::import::MergeError;
use crate::import::entry::{ALL, Away, Contacts, thing};
use crate::registry::Checked;
use crate::state::App;
use crate::store::StoreError;
use crate::store::registry::{Note, Thing, keep, version};
use crate::store::writer::{Failed, Write};
use crate::web::body::Body;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use casework::{Refusal, may, terms};
use contract::id::CentreId;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::settings::{Absence, Changed, Put, Settings, StaffMember, Switch, Terms};
use contract::vehicle::PaidRepair;
use std::sync::Arc;

// Bodies are described in place: utoipa's macro cannot name a generic type while another crate (tough's typed-path) gives `Cow`
// one more `AsRef`.

type Answer = Result<Json<Settings>, Refuse>;

/// How often a change is checked anew, when another one came between the check and the writing.
pub(super) const TRIES: usize = 5;

/// Switches a centre's contacts on or off.
#[utoipa::path(put, path = "/api/desk/centres/{id}/contacts", tag = "settings", params(("id" = String, Path)),
    request_body(content = inline(Put<Switch>)), responses((status = 200, body = Settings), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn contacts(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(put, _): Body<Put<Switch>>,
) -> Answer {
    let (directory, person) = begin(&app, &person).await?;
    let centre = view::centre(&directory, &person.who, &id)?;
    may::switch_contacts(&person.who, &centre.centre.id)?;
    unchanged(&directory, put.seen)?;
    let on = put.to.on;
    if centre.contacts == on {
        return done(&app, &directory, &person);
    }
    let id = centre.centre.id.clone();
    let row = Contacts {
        centre: id.clone(),
        on,
    };
    let what = Changed::Contacts {
        centre: centre.centre.name.clone(),
        on,
    };
    carry_out(
        &app,
        &person,
        vec![made("contacts", id.as_str(), &row)?],
        Some(vec![id]),
        what,
        put.seen,
    )
    .await
}

/// Sets times and limits, all of them.
#[utoipa::path(put, path = "/api/desk/terms", tag = "settings", request_body(content = inline(Put<Terms>)),
    responses((status = 200, body = Settings), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn terms(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Body(put, _): Body<Put<Terms>>,
) -> Answer {
    let (directory, person) = begin(&app, &person).await?;
    may::set_terms(&person.who)?;
    unchanged(&directory, put.seen)?;
    let faults = terms::check(&put.to, "/to");
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    let fields = terms::differing(directory.terms(), &put.to);
    if fields.is_empty() {
        return done(&app, &directory, &person);
    }
    let what = Changed::Terms { fields };
    carry_out(
        &app,
        &person,
        vec![made("terms", ALL, &put.to)?],
        None,
        what,
        put.seen,
    )
    .await
}

/// Puts somebody in their place, or takes them off the staff.
#[utoipa::path(put, path = "/api/desk/staff/{id}", tag = "settings", params(("id" = String, Path)),
    request_body(content = inline(Put<StaffMember>)), responses((status = 200, body = Settings), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn staff(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(put, _): Body<Put<StaffMember>>,
) -> Answer {
    let (directory, person) = begin(&app, &person).await?;
    may::operate(&person.who)?;
    unchanged(&directory, put.seen)?;
    let to = member::check(put.to, &id, &directory, app.clock.now())?;
    member::keeps_an_operator(&person, &to)?;
    let old = member::find(&directory, &to.id);
    if old == Some(&to) {
        return done(&app, &directory, &person);
    }
    let what = Changed::Staff {
        name: to.name.clone(),
        left: to.left,
    };
    let centres = member::concerned(old.into_iter().chain([&to]));
    let away = Away {
        person: to.id.clone(),
        until: to.away_until,
    };
    let things = vec![made("staff", &id, &to)?, made("absence", &id, &away)?];
    let done = carry_out(&app, &person, things, centres, what, put.seen).await?;
    if to.left {
        // Should they come back one day, it is with a sign-in of their own.
        end_sessions(&app, &to.id).await?;
    }
    Ok(done)
}

/// Somebody is away, or back.
#[utoipa::path(put, path = "/api/desk/staff/{id}/absence", tag = "settings", params(("id" = String, Path)),
    request_body(content = inline(Put<Absence>)), responses((status = 200, body = Settings), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn absence(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(put, _): Body<Put<Absence>>,
) -> Answer {
    let (directory, person) = begin(&app, &person).await?;
    let sight = Sight(&person.who);
    let mut all = directory
        .staff()
        .iter()
        .filter(|m| !m.left && sight.member(m));
    let old = all.find(|m| m.id.as_str() == id);
    let old = old.ok_or(Refuse::because(Kind::StaffNotFound))?;
    may::set_absence(&person.who, old)?;
    unchanged(&directory, put.seen)?;
    let (until, now) = (put.to.until, app.clock.now());
    if let Some(until) = until {
        terms::absence(until, now, "/to/until").map_err(|e| Problem::invalid(vec![e]))?;
    }
    if old.away(now) == until {
        return done(&app, &directory, &person);
    }
    let what = Changed::Absence {
        name: old.name.clone(),
        until,
    };
    let centres = member::concerned([old]);
    let row = Away {
        person: old.id.clone(),
        until,
    };
    carry_out(
        &app,
        &person,
        vec![made("absence", &id, &row)?],
        centres,
        what,
        put.seen,
    )
    .await
}

/// The rate of whoever asks; and [`afresh`].
async fn begin(app: &App, person: &Person) -> Result<(Arc<Directory>, Arc<Person>), Refuse> {
    app.buckets.command(&person.id)?;
    afresh(app, person).await
}

/// What there is now, and who they are now: their rights may have changed while the body was on its way.
pub(super) async fn afresh(
    app: &App,
    person: &Person,
) -> Result<(Arc<Directory>, Arc<Person>), Refuse> {
    let directory = newest(app).await;
    let person = directory.person(person.audience, &person.id);
    Ok((
        directory,
        person.ok_or(Refuse::because(Kind::SignInNeeded))?,
    ))
}

fn unchanged(directory: &Directory, seen: u64) -> Result<(), Refuse> {
    match directory.version() == seen {
        true => Ok(()),
        false => Err(Refuse::because(Kind::SettingsChanged)),
    }
}

/// It is so already.
fn done(app: &App, directory: &Directory, person: &Person) -> Answer {
    Ok(Json(view::of(app, directory, person)?))
}

fn made(kind: &'static str, id: &str, value: &impl serde::Serialize) -> Result<Thing, Refuse> {
    Ok(thing(kind, id, value).map_err(StoreError::Row)?)
}

async fn carry_out(
    app: &App,
    person: &Arc<Person>,
    things: Vec<Thing>,
    centres: Option<Vec<CentreId>>,
    what: Changed,
    seen: u64,
) -> Answer {
    for _ in 0..TRIES {
        let checked = check(app, things.clone()).await?;
        let checked = checked.map_err(|e| match e {
            MergeError::Store(e) => e.into(),
            MergeError::Config(e, _) => refused(&e.to_string()),
        })?;
        if checked.settled != seen {
            break;
        }
        let (over, all) = (checked.version, things.clone());
        let written = write(
            app,
            person,
            over,
            all,
            Vec::new(),
            centres.clone(),
            what.clone(),
        );
        match written.await {
            // Somebody said meanwhile that they are away.
            Err(Failed::Refused(Refusal::Because(Kind::SettingsChanged))) => {}
            written => {
                written?;
                let directory = newest(app).await;
                return done(app, &directory, person);
            }
        }
    }
    Err(Refuse::because(Kind::SettingsChanged))
}

fn refused(reason: &str) -> Refuse {
    let mut problem = Problem::invalid(vec![FieldError {
        pointer: "/to".into(),
        code: Fault::WrongValue,
        limit: None,
    }]);
    problem.detail = Some(reason.to_owned());
    problem.into()
}

/// Whether things go together with all the rest, asked beside the writer: with a maker's whole registry
/// it takes a while.
pub(super) async fn check(
    app: &App,
    things: Vec<Thing>,
) -> Result<Result<Checked, MergeError>, Refuse> {
    let here = app.clone();
    let asked = tokio::task::spawn_blocking(move || here.registry.check(&here.reader, &things));
    asked.await.map_err(|_| Refuse::because(Kind::Internal))
}

/// Keeps things that were checked over a version, if that is the version still.
pub(super) async fn write(
    app: &App,
    person: &Person,
    seen: u64,
    things: Vec<Thing>,
    paid: Vec<(String, PaidRepair)>,
    centres: Option<Vec<CentreId>>,
    what: Changed,
) -> Result<(), Failed> {
    let note = Note {
        person: person.id.to_string(),
        name: person.name.clone(),
        centres,
        what,
    };
    let changed = Failed::Refused(Refusal::Because(Kind::SettingsChanged));
    app.write(|reply| {
        Write::plain(
            move |tx, now| match version(tx)? == seen {
                true => keep(tx, now, &things, &paid, &note).map(Ok),
                false => Ok(Err(changed)),
            },
            reply,
        )
    })
    .await
}
