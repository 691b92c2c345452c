//! The commands: `POST` to a noun, answered by a receipt once they are safe on the disk. One table
//! names them all; routes, OpenAPI and the rights' matrix in the documentation come from it.

use crate::directory::Person;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::store::writer::{Job, Sender, Write};
use crate::web::body::{Body, Fingerprint};
use crate::web::problem::Refuse;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::routing::{MethodRouter, post};
use axum::{Json, Router};
use casework::{Ask, drive};
use contract::appointment::{Choice, Offers};
use contract::attachment::Attach;
use contract::command::{
    Accept, Close, Command, Diagnose, HandOver, Message, Nothing, Progress, Promise, Receipt,
    Report,
};
use contract::estimate::{Authorise, EstimateDraft, GiveRefund, InvoiceDraft, Sign};
use contract::id::CaseId;
use contract::manager::{AnswerDispute, AppealPause, OpenDispute, PauseContact, RecordContact};
use contract::person::Audience;
use contract::problem::Kind;
use contract::reward::ClaimReward;
use contract::survey::GiveSurvey;
use contract::version;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A command's row in the table.
pub struct Row {
    /// Whose it is.
    pub audience: Audience,
    /// Its path; `{id}` is the case.
    pub path: &'static str,
    /// What it does, in a sentence.
    pub says: &'static str,
    /// The schema of its body's name.
    pub body: String,
    /// The schemas it needs.
    pub schemas: fn(&mut Vec<(String, RefOr<Schema>)>),
}

macro_rules! commands {
    ($($session:ident $path:literal $body:ty => $ask:expr, $says:literal;)*) => {
        /// The commands' routes.
        pub fn router() -> Router<App> {
            Router::new()$(.route($path, command::<$session, $body>($ask)))*
        }

        /// The commands' table.
        pub fn table() -> Vec<Row> {
            vec![$(Row {
                audience: <$session>::AUDIENCE,
                path: $path,
                says: $says,
                body: envelope(&<$body>::name()),
                schemas: |all| {
                    // Of the generic envelope the library knows one name, for all bodies.
                    all.push((envelope(&<$body>::name()), Command::<$body>::schema()));
                    Command::<$body>::schemas(all);
                    all.push((<$body>::name().into_owned(), <$body>::schema()));
                    <$body>::schemas(all);
                },
            },)*]
        }
    };
}

commands! {
    OwnerSession "/api/cases" Report => Ask::Report, "Opens a case.";
    OwnerSession "/api/cases/{id}/messages" Message => Ask::Message, "The owner writes.";
    OwnerSession "/api/cases/{id}/attachments" Attach => Ask::Attach, "A photo or a video that has arrived belongs to the case.";
    OwnerSession "/api/cases/{id}/appointment" Choice => Ask::Book, "Takes a visit, or moves to another.";
    OwnerSession "/api/cases/{id}/appointment-cancellation" Nothing => |_| Ask::CancelVisit, "Calls the visit off.";
    OwnerSession "/api/cases/{id}/check-in" Nothing => |_| Ask::CheckIn, "The car is there.";
    OwnerSession "/api/cases/{id}/withdrawal" Nothing => |_| Ask::Withdraw, "Takes the report back.";
    OwnerSession "/api/cases/{id}/authorisations" Authorise => Ask::Authorise, "Approves and declines lines.";
    OwnerSession "/api/cases/{id}/disputes" OpenDispute => Ask::Dispute, "Disagrees.";
    OwnerSession "/api/cases/{id}/contacts" RecordContact => Ask::Contact, "A manager was called or written to.";
    OwnerSession "/api/cases/{id}/contact-appeal" AppealPause => Ask::AppealPause, "Appeals against the pause.";
    OwnerSession "/api/cases/{id}/reopening" Nothing => |_| Ask::Reopen, "Opens the case again.";
    OwnerSession "/api/cases/{id}/erasure" Nothing => |_| Ask::Erase, "Erases what was said in a closed case, and its photos.";
    OwnerSession "/api/cases/{id}/survey" GiveSurvey => Ask::GiveSurvey, "Hands the survey in.";
    OwnerSession "/api/cases/{id}/reward" ClaimReward => Ask::ClaimReward, "Claims the reward.";
    DeskSession "/api/desk/cases/{id}/acceptance" Accept => Ask::Accept, "The centre takes the case: intake.";
    DeskSession "/api/desk/cases/{id}/advisor" HandOver => Ask::HandOver, "Somebody else has it from here.";
    DeskSession "/api/desk/cases/{id}/promises" Promise => Ask::Promise, "Promises the next update.";
    DeskSession "/api/desk/cases/{id}/messages" Message => Ask::Message, "The centre writes.";
    DeskSession "/api/desk/cases/{id}/attachments" Attach => Ask::Attach, "The same from the centre.";
    DeskSession "/api/desk/cases/{id}/offers" Offers => Ask::Offer, "Makes visits for this case.";
    DeskSession "/api/desk/cases/{id}/check-in" Nothing => |_| Ask::CheckIn, "The car is there.";
    DeskSession "/api/desk/cases/{id}/progress" Progress => Ask::Progress, "The work moved on.";
    DeskSession "/api/desk/cases/{id}/diagnosis" Diagnose => Ask::Diagnose, "The cause.";
    DeskSession "/api/desk/cases/{id}/signatures" Sign => Ask::Sign, "A manager signs that a recalled component is not covered.";
    DeskSession "/api/desk/cases/{id}/estimates" EstimateDraft => Ask::Estimate, "Sends the estimate, or its next revision.";
    DeskSession "/api/desk/cases/{id}/invoices" InvoiceDraft => Ask::Invoice, "Charges what was approved.";
    DeskSession "/api/desk/cases/{id}/refunds" GiveRefund => Ask::Refund, "The money has gone back.";
    DeskSession "/api/desk/cases/{id}/dispute-answers" AnswerDispute => Ask::AnswerDispute, "A manager answers a dispute.";
    DeskSession "/api/desk/cases/{id}/contact-pause" PauseContact => Ask::PauseContact, "A manager pauses contact.";
    DeskSession "/api/desk/cases/{id}/contact-resumption" Nothing => |_| Ask::ResumeContact, "A manager ends the pause.";
    DeskSession "/api/desk/cases/{id}/closure" Close => Ask::Close, "Closes the case, with cause and remedy.";
}

/// The name of the schema of an envelope around such a body.
fn envelope(body: &str) -> String {
    format!("{body}Command")
}

type Answer = Result<(StatusCode, Json<Receipt>), Refuse>;

/// The handler of a command: the person from the session, the case from the path, the rest from the
/// body.
fn command<S, T>(ask: fn(T) -> Ask) -> MethodRouter<App>
where
    S: FromRequestParts<App, Rejection = Refuse> + Into<Arc<Person>> + Send + 'static,
    T: DeserializeOwned + Send + 'static,
{
    post(
        move |State(app): State<App>,
              session: S,
              case: Option<Path<String>>,
              Body(command, print): Body<Command<T>>| async move {
            let case = case.as_ref().map(|Path(id)| id.as_str());
            carry_out(&app, session.into(), case, command, print, ask).await
        },
    )
}

async fn carry_out<T>(
    app: &App,
    person: Arc<Person>,
    case: Option<&str>,
    command: Command<T>,
    Fingerprint(fingerprint): Fingerprint,
    ask: fn(T) -> Ask,
) -> Answer {
    app.buckets.command(&person.id)?;
    match version::accepted(command.contract, app.clock.now()) {
        version::Accepted::Yes => {}
        version::Accepted::TooOld => return Err(Refuse::because(Kind::VersionTooOld)),
        version::Accepted::Unknown => return Err(Refuse::because(Kind::VersionUnknown)),
    }
    let case = case
        .map(CaseId::parse)
        .transpose()
        .map_err(|_| Refuse::because(Kind::CaseNotFound))?;
    let ask = ask(command.body);
    if person.who.car().is_some() {
        drive::check(command.drive, &ask)?;
    }
    let job = Job {
        sender: Sender::Person(person),
        key: command.key,
        fingerprint,
        surface: command.surface,
        case,
        ask,
    };
    let receipt = app
        .write(|reply| Write::Command(Box::new(job), reply))
        .await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}
