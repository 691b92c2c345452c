//! A file of the maker's registry, from the operator's screen.

use super::change::{check, write};
use super::view::newest;
use crate::directory::Person;
use crate::identity::DeskSession;
use crate::import::{File, ImportError};
use crate::state::App;
use crate::store::writer::Failed;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header;
use casework::{Refusal, may};
use contract::person::Role;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::settings::{Changed, Import, Imported};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::Duration;

/// Largest file, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;
/// The same as JSON's text: its quotes and line ends take two bytes each.
const BODY: usize = 2 * LARGEST + 1024;
/// How long it may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is checked anew because something else was changed meanwhile.
const TRIES: usize = 5;

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
    let Import { text, check_only } = body(request).await?;
    if text.len() > LARGEST {
        return Err(Refuse::because(Kind::TooLarge));
    }
    let read = tokio::task::spawn_blocking(move || File::read(&text)).await;
    let file = read.map_err(|_| Refuse::because(Kind::Internal))?;
    let file = file.map_err(refused)?;
    let things = file.count();
    for _ in 0..TRIES {
        let checked = check(&app, file.things.clone()).await?;
        let checked = checked.map_err(|e| refused(file.blame(e)))?;
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
    let mine = staff.find(|m| m.staff.id == person.id);
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

async fn body(request: Request) -> Result<Import, Refuse> {
    let media = request.headers().get(header::CONTENT_TYPE);
    let media = media.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Refuse::because(Kind::WrongMediaType));
    }
    let limited = Limited::new(request.into_body(), BODY).collect();
    let bytes = match tokio::time::timeout(PATIENCE, limited).await {
        Ok(Ok(collected)) => collected.to_bytes(),
        Ok(Err(e)) if e.downcast_ref::<LengthLimitError>().is_some() => {
            return Err(Refuse::because(Kind::TooLarge));
        }
        Ok(Err(_)) | Err(_) => return Err(Refuse::because(Kind::MalformedJson)),
    };
    serde_json::from_slice(&bytes).map_err(|e| {
        let field = FieldError {
            pointer: "/".into(),
            code: Fault::WrongValue,
            limit: None,
        };
        match e.is_data() {
            true => Problem::invalid(vec![field]).into(),
            false => Refuse::because(Kind::MalformedJson),
        }
    })
}
