//! Somebody who acts: what they do goes through the portal's own queue (crate `outbox`), over the line, until it is
//! answered. Now and then they close their browser and open it again: what was sealed is still there, and what was under
//! way is answered to nobody.

use crate::chance::one_of;
use crate::session::Session;
use contract::command::Receipt;
use contract::problem::Problem;
use outbox::{Entry, Next, Outcome, Queue};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_local;

/// What the key of a report begins with; its centre's id follows.
const REPORT: &str = "chaos-report-";

/// How a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// People act, and everything breaks.
    Chaos,
    /// Nobody begins anything, and nothing breaks.
    Calm,
}

/// What came of a command in the end.
pub type Answer = Result<Receipt, Problem>;
/// Of each, by its key.
pub type Answers = Rc<RefCell<HashMap<String, Answer>>>;
/// The cases there are.
pub type Cases = Rc<RefCell<Vec<Known>>>;

/// A case that somebody has reported.
#[derive(Debug, Clone)]
pub struct Known {
    id: String,
    owner: String,
    centre: &'static str,
}

/// A command, as it goes out each time.
struct Sealed {
    lane: String,
    number: u64,
    path: String,
    body: String,
}

/// Somebody.
pub struct Person {
    /// Where they are signed in.
    pub session: Session,
    /// Their cars and the centre each goes to, or the centre of an advisor.
    pub about: Vec<(&'static str, &'static str)>,
    /// Their chance.
    pub rng: fastrand::Rng,
    /// Distinguishes the browsers of one person.
    pub browser: usize,
    /// Everybody's.
    pub answers: Answers,
    /// Everybody's.
    pub cases: Cases,
}

impl Person {
    /// Acts until it is calm, and is done when nothing waits any more; how many commands they sent.
    pub async fn act(mut self, mut phase: watch::Receiver<Phase>) -> u64 {
        let began = Instant::now();
        let mut kept: BTreeMap<String, Sealed> = BTreeMap::new();
        let mut queue = Queue::default();
        queue.lead();
        let (told, mut came) = mpsc::unbounded_channel();
        let mut page = 0_u32;
        let mut number = 0_u64;
        let mut next_act = Duration::ZERO;
        let mut calm = false;
        loop {
            let now = began.elapsed();
            if !calm && *phase.borrow_and_update() == Phase::Calm {
                calm = true;
                queue.wake();
            }
            if calm && kept.is_empty() {
                return number;
            }
            if !calm && now >= next_act {
                next_act = now + Duration::from_millis(self.rng.u64(5..60));
                if kept.len() < 40 {
                    number += 1;
                    let (key, sealed) = self.command(number);
                    queue.put(&key, entry(&sealed));
                    kept.insert(key, sealed);
                }
                if self.rng.u32(0..400) == 0 {
                    page += 1;
                    queue = Queue::default();
                    kept.iter()
                        .for_each(|(key, sealed)| queue.put(key, entry(sealed)));
                    queue.lead();
                }
            }
            while let Next::Send(key) = queue.next(now.as_millis() as u64) {
                let Some(sealed) = kept.get(&key) else { break };
                let (session, told) = (self.session.clone(), told.clone());
                let (path, body) = (sealed.path.clone(), sealed.body.clone());
                spawn_local(async move {
                    let answer = send(&session, &path, body).await;
                    let _ = told.send((page, key, answer));
                });
            }
            let answered = tokio::time::timeout(Duration::from_millis(5), came.recv()).await;
            let Ok(Some((of, key, answer))) = answered else {
                continue;
            };
            if of != page {
                continue;
            }
            let outcome = match answer {
                None => Outcome::Silence,
                Some(answer) => {
                    self.note(&key, &answer);
                    kept.remove(&key);
                    self.answers.borrow_mut().insert(key.clone(), answer);
                    Outcome::Final
                }
            };
            let chance = self.rng.u64(..);
            let wakes = outcome == Outcome::Silence && (self.rng.bool() || calm);
            queue.came(&key, outcome, began.elapsed().as_millis() as u64, chance);
            if wakes {
                // As when the connection is back: nobody waits half a minute in a run of one.
                queue.wake();
            }
        }
    }

    fn note(&self, key: &str, answer: &Answer) {
        let centre = key.strip_prefix(REPORT).and_then(|rest| {
            let mut centres = self.about.iter().map(|(_, centre)| *centre);
            centres.find(|centre| rest.starts_with(centre))
        });
        if let (Ok(receipt), Some(centre)) = (answer, centre) {
            self.cases.borrow_mut().push(Known {
                id: receipt.case.to_string(),
                owner: self.session.person.clone(),
                centre,
            });
        }
    }

    /// The next thing they do.
    fn command(&mut self, number: u64) -> (String, Sealed) {
        let owner = self.session.prefix == "/api";
        let (car, centre) = self.about[self.rng.usize(0..self.about.len())];
        let case = {
            let cases = self.cases.borrow();
            let theirs = |case: &&Known| match owner {
                true => case.owner == self.session.person,
                false => self.about.iter().any(|(_, centre)| *centre == case.centre),
            };
            let theirs: Vec<_> = cases.iter().filter(theirs).collect();
            match theirs.len() {
                0 => None,
                count => Some(theirs[self.rng.usize(0..count)].id.clone()),
            }
        };
        let who = format!("{}-{}-{number}", self.session.person, self.browser);
        let report = owner && (case.is_none() || self.rng.u32(0..12) == 0);
        let (key, lane, path, body) = match case {
            Some(case) if !report => {
                let (what, body) = if owner {
                    self.owners(&who)
                } else {
                    self.desks(&who)
                };
                let path = format!("/cases/{case}/{what}");
                (format!("chaos-{who}"), case, path, body)
            }
            _ => {
                let key = format!("{REPORT}{centre}-{who}");
                let body = json!({ "vin": car, "centre": centre, "drivable": "yes",
                    "concerns": [{ "text": key, "since": "today" }] });
                // An advisor who has no case yet is refused: nobody reports at the desk.
                let lane = key.clone();
                (key, lane, "/cases".to_owned(), body)
            }
        };
        let body = json!({ "key": key, "contract": 1, "release": "chaos", "surface": "phone", "drive": "none",
            "body": body });
        let sealed = Sealed {
            lane,
            number,
            path,
            body: body.to_string(),
        };
        (key, sealed)
    }

    fn owners(&mut self, text: &str) -> (&'static str, Value) {
        let kind = one_of(
            &mut self.rng,
            &[
                (20, "messages"),
                (4, "reopening"),
                (1, "check-in"),
                (1, "withdrawal"),
            ],
        );
        match kind {
            "messages" => (kind, json!({ "text": text })),
            _ => (kind, json!({})),
        }
    }

    fn desks(&mut self, text: &str) -> (&'static str, Value) {
        let ahead = self.rng.u64(3_600..80_000);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let due = (now.as_secs() + ahead) * 1000;
        let kinds = [
            (12, "messages"),
            (8, "acceptance"),
            (6, "promises"),
            (4, "diagnosis"),
            (1, "closure"),
            (1, "check-in"),
        ];
        let kind = one_of(&mut self.rng, &kinds);
        let body = match kind {
            "messages" | "diagnosis" => json!({ "text": text }),
            "acceptance" => json!({ "next_update": due }),
            "promises" => json!({ "due": due }),
            "closure" => json!({ "cause": text, "remedy": "Two screws" }),
            _ => json!({}),
        };
        (kind, body)
    }
}

fn entry(sealed: &Sealed) -> Entry {
    Entry {
        lane: sealed.lane.clone(),
        number: sealed.number,
    }
}

/// The answer, or `None` where there is none that asking again could not change.
async fn send(session: &Session, path: &str, body: String) -> Option<Answer> {
    let answer = session.post(path, body).await.ok()?;
    let done = answer.status().is_success();
    let text = answer.text().await.ok()?;
    if done {
        return serde_json::from_str(&text).ok().map(Ok);
    }
    let problem: Problem = serde_json::from_str(&text).ok()?;
    problem.is_final().then_some(Err(problem))
}
