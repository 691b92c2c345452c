//! A page that is open: it follows the live stream from where it broke off, and replays what it hears with the rules, as
//! the portal does. What it shows in the end is compared with the server's own.

use crate::session::Session;
use contract::case::Case;
use contract::event::Event;
use contract::live::{Beat, Position, Reset};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What a page has seen.
#[derive(Default)]
pub struct Watcher {
    /// Each case as it was replayed.
    pub cases: BTreeMap<String, Case>,
    /// The offsets of the events, in the order in which they came.
    pub seen: Vec<u64>,
    /// Cases that could not be replayed and were fetched.
    pub fetched: BTreeSet<String>,
    /// How often the stream was opened.
    pub opened: u64,
    /// How often the server said that it cannot send everything since.
    pub resets: u64,
    /// After which event it was opened.
    pub from: u64,
    position: String,
}

impl Watcher {
    /// One that has seen everything up to a position.
    pub fn at(position: String) -> Self {
        Self {
            from: offset(&position),
            position,
            ..Self::default()
        }
    }

    /// Follows the stream until it is at `until` (once that is known) or later.
    pub async fn follow(
        mut self,
        session: Session,
        until: tokio::sync::watch::Receiver<Option<u64>>,
    ) -> Self {
        let arrived = |watcher: &Self| {
            let end = *until.borrow();
            end.is_some_and(|end| offset(&watcher.position) >= end)
        };
        while !arrived(&self) {
            let answer = timeout(Duration::from_secs(5), session.live(&self.position)).await;
            match answer {
                Ok(Ok(answer)) if answer.status().is_success() => {
                    self.opened += 1;
                    self.read(answer, &session, &arrived).await;
                }
                _ => sleep(Duration::from_millis(50)).await,
            }
        }
        self
    }

    /// One stream, to its end.
    async fn read(
        &mut self,
        mut answer: reqwest::Response,
        session: &Session,
        arrived: &impl Fn(&Self) -> bool,
    ) {
        let mut rest = Vec::new();
        loop {
            // Silence is looked at now and then: the end may have been reached already.
            match timeout(Duration::from_millis(200), answer.chunk()).await {
                Err(_) => {}
                Ok(Ok(Some(chunk))) => rest.extend_from_slice(&chunk),
                Ok(_) => return,
            }
            // What is not whole is as good as not sent.
            while let Some(end) = rest.windows(2).position(|w| w == b"\n\n") {
                let message: Vec<u8> = rest.drain(..end + 2).collect();
                self.hear(&String::from_utf8_lossy(&message), session).await;
            }
            if arrived(self) {
                return;
            }
        }
    }

    async fn hear(&mut self, message: &str, session: &Session) {
        let field = |name: &str| message.lines().find_map(|line| line.strip_prefix(name));
        let data = field("data: ").unwrap_or_default();
        match field("event: ") {
            Some("case") => {
                if let (Some(at), Ok(event)) = (field("id: "), serde_json::from_str(data)) {
                    self.take(&event, session).await;
                    self.position = at.to_owned();
                }
            }
            Some("beat") => {
                if let Ok(beat) = serde_json::from_str::<Beat>(data) {
                    self.position = beat.position;
                }
            }
            Some("reset") => {
                if let Ok(reset) = serde_json::from_str::<Reset>(data) {
                    self.resets += 1;
                    self.position = reset.position;
                    // Whatever it shows may have changed since.
                    for (id, case) in &mut self.cases {
                        *case = fetch(session, id).await;
                    }
                }
            }
            _ => {}
        }
    }

    async fn take(&mut self, event: &Event, session: &Session) {
        self.seen.push(event.offset);
        let id = event.link.case.to_string();
        let case = self.cases.remove(&id);
        if case.as_ref().is_some_and(|case| event.link.seq <= case.seq) {
            self.cases.extend(case.map(|case| (id, case)));
            return;
        }
        let case = match casework::evolve(case, event) {
            Some(case) => case,
            None => {
                self.fetched.insert(id.clone());
                fetch(session, &id).await
            }
        };
        self.cases.insert(id, case);
    }
}

fn offset(position: &str) -> u64 {
    Position::parse(position).map_or(0, |at| at.offset)
}

/// A case by the server's own word, however often one has to ask.
pub async fn fetch(session: &Session, id: &str) -> Case {
    loop {
        if let Ok(answer) = session.get(&format!("/cases/{id}")).await
            && answer.status().is_success()
            && let Ok(case) = answer.json().await
        {
            return case;
        }
        sleep(Duration::from_millis(50)).await;
    }
}
