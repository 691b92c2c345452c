//! A file of the maker's registry, from the operator's screen.

use super::change::{TRIES, afresh, check, write};
use super::view::newest;
use crate::directory::Person;
use crate::identity::DeskSession;
use crate::import::{File, ImportError};
use crate::state::App;
use crate::store::writer::Failed;
use crate::web::body::{parse, read};
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Request, State};
use casework::{Refusal, may};
use contract::person::Role;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::settings::{Changed, Import, Imported, LARGEST_IMPORT};
use std::time::Duration;

/// The largest file as JSON's text: its quotes and line ends take two bytes each.
const BODY: usize = 2 * LARGEST_IMPORT + 1024;
/// How long it may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes a file over: all of it or nothing.
#[utoipa::path(post, path = "/api/desk/imports", tag = "settings", request_body = Import,
    responses((status = 200, body = Imported), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn import(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    request: Request,
) -> Result<Json<Imported>, Refuse> {
    app.buckets.command(&person.id)?;
    may::operate(&person.who)?;
    // Only now is so much of a body read.
    let Import { text, check_only } = parse(&read(request, BODY, PATIENCE).await?)?;
    if text.len() > LARGEST_IMPORT {
        return Err(Refuse::because(Kind::TooLarge));
    }
    let file = tokio::task::spawn_blocking(move || File::read(&text)).await;
    let file = file.map_err(|_| Refuse::because(Kind::Internal))?;
    let file = file.map_err(refused)?;
    let things = file.count();
    for _ in 0..TRIES {
        let (directory, person) = afresh(&app, &person).await?;
        may::operate(&person.who)?;
        let checked = check(&app, file.things.clone()).await?;
        let checked = checked.map_err(|e| refused(file.blame(e)))?;
        if checked.settled != directory.version() {
            continue;
        }
        stays_operator(&person, &file, &checked.config)?;
        if check_only || things == 0 {
            return Ok(Json(Imported { things }));
        }
        let paid = file.paid(&checked.config);
        let what = Changed::Imported { things };
        let (seen, all) = (checked.version, file.things.clone());
        match write(&app, &person, seen, all, paid, None, what).await {
            Err(Failed::Refused(Refusal::Because(Kind::SettingsChanged))) => {}
            written => {
                written?;
                newest(&app).await;
                return Ok(Json(Imported { things }));
            }
        }
    }
    Err(Refuse::because(Kind::SettingsChanged))
}

/// A file does not take its sender's own place away: nobody could put it right.
fn stays_operator(
    person: &Person,
    file: &File,
    after: &crate::config::Config,
) -> Result<(), Refuse> {
    let mut staff = after.staff.iter();
    let mine = staff.find(|m| m.id == person.id);
    if mine.is_some_and(|m| m.role == Role::Operator && !m.left) {
        return Ok(());
    }
    let reason = "takes the place of the operator who sends it".to_owned();
    let line = file.line(|t| t.kind == "staff" && t.id == person.id.as_str());
    Err(refused(match line {
        Some(line) => ImportError::Line(line, reason),
        None => ImportError::Together(reason),
    }))
}

fn refused(error: ImportError) -> Refuse {
    let mut problem = Problem::new(Kind::ImportRefused);
    problem.detail = Some(match error {
        ImportError::Store(e) => return e.into(),
        ImportError::Together(reason) => reason,
        ImportError::Line(line, reason) => {
            problem.errors.push(FieldError {
                pointer: "/text".into(),
                code: Fault::WrongValue,
                limit: u32::try_from(line).ok(),
            });
            reason
        }
    });
    problem.into()
}
