//! Requests as the portal and the desk word them, from a person who has signed in.

use std::sync::atomic::{AtomicU64, Ordering};

use contract::command::{
    Command, ConcernDraft, Drivable, DriveState, Message, Receipt, Report, Since, Surface,
};
use contract::id::{CaseId, CentreId, CommandId, ReleaseId};
use contract::person::{Audience, SignInCode};
use contract::version::CONTRACT;
use serde::Serialize;

use crate::Fault;
use crate::http::Connection;

/// Demo people of `demo.toml`, and the car and the centre that they share.
const OWNER: &str = "ines";
const ADVISOR: &str = "sam";
const VIN: &str = "WVWZZZ1JZXW000001";
const CENTRE: &str = "hamburg-hafen";

/// Keys already given out. The store is new in each run.
static KEYS: AtomicU64 = AtomicU64::new(1);

/// Somebody who has signed in.
pub struct Person {
    /// The server's port.
    pub port: u16,
    prefix: &'static str,
    /// Host, Origin and cookie, as each request carries them.
    headers: String,
}

impl Person {
    /// Signs the demo owner in.
    pub async fn owner(port: u16) -> Result<Self, Fault> {
        Self::sign_in(port, Audience::Owner, OWNER).await
    }

    /// Signs the demo advisor in.
    pub async fn desk(port: u16) -> Result<Self, Fault> {
        Self::sign_in(port, Audience::Desk, ADVISOR).await
    }

    async fn sign_in(port: u16, audience: Audience, code: &str) -> Result<Self, Fault> {
        let prefix = audience.api();
        let headers = format!("host: 127.0.0.1:{port}\r\norigin: http://127.0.0.1:{port}\r\n");
        let mut person = Self {
            port,
            prefix,
            headers,
        };
        let code = SignInCode { code: code.into() };
        let request = person.post("/session", &serde_json::to_string(&code)?);
        let mut connection = Connection::open(port).await?;
        let answer = connection.call(&request).await?;
        let cookie = answer.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let cookie = value.split(';').next()?;
            name.eq_ignore_ascii_case("set-cookie").then_some(cookie)
        });
        let cookie = cookie.ok_or("signing in brought no cookie")?;
        person.headers.push_str(&format!("cookie: {cookie}\r\n"));
        Ok(person)
    }

    /// A `GET` below this person's part of the API.
    pub fn get(&self, path: &str) -> Vec<u8> {
        let Self {
            prefix, headers, ..
        } = self;
        format!("GET {prefix}{path} HTTP/1.1\r\n{headers}\r\n").into_bytes()
    }

    /// A `POST` of JSON.
    fn post(&self, path: &str, body: &str) -> Vec<u8> {
        let Self {
            prefix, headers, ..
        } = self;
        let length = body.len();
        format!(
            "POST {prefix}{path} HTTP/1.1\r\n{headers}content-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    /// A report with two concerns, under a key of its own.
    pub fn report(&self) -> Result<Vec<u8>, Fault> {
        let concern = |text: &str, since| ConcernDraft {
            text: text.into(),
            since,
        };
        let body = Report {
            signals: Vec::new(),
            repeat_of: None,
            vin: VIN.into(),
            centre: CentreId::parse(CENTRE)?,
            concerns: vec![
                concern(
                    "Knocks at the front left when I turn out of the yard, more when it is cold.",
                    Since::ThisWeek,
                ),
                concern("The rear window takes long to clear.", Since::Longer),
            ],
            drivable: Drivable::Yes,
            place: Some("In the yard behind the house".into()),
        };
        Ok(self.post("/cases", &envelope(body)?))
    }

    /// A message on a case, under a key of its own.
    pub fn message(&self, case: &CaseId, text: &str) -> Result<Vec<u8>, Fault> {
        let body = Message { text: text.into() };
        Ok(self.post(&format!("/cases/{case}/messages"), &envelope(body)?))
    }

    /// Opens a case on a connection of its own.
    pub async fn open_case(&self) -> Result<CaseId, Fault> {
        let mut connection = Connection::open(self.port).await?;
        let answer = connection.call(&self.report()?).await?;
        Ok(receipt(answer.body)?.case)
    }
}

/// The receipt of a command that was carried out; otherwise the server's words.
pub fn receipt(body: &[u8]) -> Result<Receipt, Fault> {
    serde_json::from_slice(body)
        .map_err(|_| format!("refused: {}", String::from_utf8_lossy(body)).into())
}

fn envelope<T: Serialize>(body: T) -> Result<String, Fault> {
    let key = format!("load-{}", KEYS.fetch_add(1, Ordering::Relaxed));
    let command = Command {
        key: CommandId::parse(&key)?,
        contract: CONTRACT,
        release: ReleaseId::parse("load")?,
        surface: Surface::Desktop,
        drive: DriveState::None,
        body,
    };
    Ok(serde_json::to_string(&command)?)
}
