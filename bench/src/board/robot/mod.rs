//! The robot: does what a person would do at a screen, by the same requests, signed in as that person. Owners and staff
//! have cookies of different names, so it is both at once.
//!
//! Map: [`owner`] is what owners do, [`centre`] what a centre's people do, [`world`] what happens around them. Here: being
//! somebody, sending a command, and the words for what went wrong.

mod centre;
mod owner;
mod world;

use super::act::Act;
use super::cast::Company;
use super::state::Board;
use contract::case::Case;
use contract::command::{Command, DriveState, Receipt, Surface};
use contract::id::{CommandId, ReleaseId};
use contract::person::{Session, SignInCode};
use contract::problem::{Kind, Problem};
use contract::version::CONTRACT;
use platform::http::{self, Failure};
use serde::Serialize;

/// How often a command is sent again when nobody answers, under the same key: it is done once.
const TRIES: u32 = 3;

/// Which side of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The owners' portal.
    Owners,
    /// The desk.
    Desk,
}

impl Door {
    fn session(self) -> &'static str {
        match self {
            Self::Owners => "/session",
            Self::Desk => "/desk/session",
        }
    }
}

/// Why something was not done.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// The server refused it.
    Refused(Problem),
    /// Nobody answered.
    Silence,
    /// It cannot be done on this bench.
    Here(&'static str),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Network => Self::Silence,
            Failure::Problem(problem) => Self::Refused(problem),
        }
    }
}

impl Trouble {
    /// What happened and what to do, in words.
    pub fn words(&self, board: Board) -> String {
        match self {
            Self::Here(words) => (*words).to_owned(),
            Self::Silence => "Nobody answered. Nothing is lost: see that the demonstration still runs, then try again.".into(),
            Self::Refused(problem) if problem.kind == Kind::TooManyRequests => {
                "The server takes no more for the moment, as for any hurried client. Try again in a minute.".into()
            }
            Self::Refused(problem) => {
                let mut words = format!("The server refused it: {}", board.words.refusal(problem));
                for fault in &problem.errors {
                    words = format!("{words} {} ({})", board.words.fault(fault), fault.pointer);
                }
                words
            }
        }
    }
}

/// Carries an act out.
///
/// # Errors
/// Why it is not done.
pub async fn carry_out(board: Board, act: Act, company: &mut Company) -> Result<(), Trouble> {
    match act {
        Act::Report { .. } | Act::Book { .. } | Act::Decide { .. } => {
            owner::does(act, company).await
        }
        Act::Dispute { .. } | Act::Survey { .. } | Act::Reward => owner::does(act, company).await,
        Act::Accept { .. } | Act::Write { .. } | Act::Diagnose { .. } => {
            centre::does(act, company).await
        }
        Act::Estimate { .. } | Act::Stopped { .. } | Act::Answer { .. } => {
            centre::does(act, company).await
        }
        Act::Progress { .. } | Act::Close { .. } => centre::does(act, company).await,
        Act::Told => owner::told(company).await,
        Act::Forward { .. } | Act::Wait { .. } | Act::Line { .. } | Act::Pair => {
            world::happens(board, act).await
        }
        Act::Scene(_) | Act::Signals(_) | Act::Drive(_) | Act::Park | Act::Hears => {
            world::happens(board, act).await
        }
    }
}

pub use world::{happens, pair};

/// Is somebody: signs in unless it is them already.
///
/// # Errors
/// When the server knows nobody of that id, or does not answer.
pub async fn be(person: &str, door: Door) -> Result<Session, Trouble> {
    if let Ok(session) = http::get::<Session>(door.session()).await
        && session.person.as_str() == person
    {
        return Ok(session);
    }
    let code = SignInCode {
        code: person.to_owned(),
    };
    Ok(http::post(door.session(), &code).await?)
}

/// Sends a command to a path below `/api`, as whoever it is now.
async fn send<T: Serialize>(path: &str, body: T) -> Result<Receipt, Trouble> {
    let release = ReleaseId::parse("bench").map_err(|_| Trouble::Silence)?;
    let command = Command {
        key: CommandId::from_random(platform::random()),
        contract: CONTRACT,
        release,
        surface: Surface::Desktop,
        drive: DriveState::None,
        body,
    };
    let mut tries = 1;
    loop {
        match http::post(path, &command).await {
            Err(Failure::Network) if tries < TRIES => tries += 1,
            answer => return Ok(answer?),
        }
        platform::sleep(1000).await;
    }
}

/// The case as it stands, to the owner.
async fn case(company: &Company) -> Result<Case, Trouble> {
    be(company.owner.id.as_str(), Door::Owners).await?;
    Ok(http::get(&format!("/cases/{}", known(company)?)).await?)
}

/// The case's id.
fn known(company: &Company) -> Result<&contract::id::CaseId, Trouble> {
    let none = Trouble::Here("There is no case yet: begin with the first step.");
    company.case.as_ref().ok_or(none)
}
