//! The one writer: takes commands in their order, decides, and commits as many as wait in one
//! transaction, so that a disk's flush is paid once for all of them.

use super::{StoreError, random_u128, row};
use crate::clock::Clock;
use crate::directory::{Directory, Person};
use bytes::Bytes;
use casework::{Ask, Context, Decided, Refusal, chain};
use contract::case::Case;
use contract::command::Receipt;
use contract::event::{Body, Event, Link, SCHEMA, Seal};
use contract::id::{CaseId, CentreId, CommandId, PersonId};
use contract::person::Audience;
use contract::problem::Kind;
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Most commands in one transaction: bounds how long the first of them waits.
const GROUP: usize = 256;

/// A command on its way to the store.
pub struct Job {
    /// Who sends it, from the session.
    pub person: Arc<Person>,
    /// Its idempotency key.
    pub key: CommandId,
    /// SHA-256 over method, path and body.
    pub fingerprint: [u8; 32],
    /// The case it is for; `None` for a report.
    pub case: Option<CaseId>,
    /// What is asked.
    pub ask: Ask,
}

/// Something for the writer to do, with where to answer.
pub enum Write {
    /// A command.
    Command(Box<Job>, oneshot::Sender<Result<Receipt, Failed>>),
    /// Keep a session: hash of its token, front end, person, until when.
    OpenSession(
        [u8; 32],
        Audience,
        PersonId,
        Timestamp,
        oneshot::Sender<Result<(), Failed>>,
    ),
    /// Forget a session.
    EndSession([u8; 32], oneshot::Sender<Result<(), Failed>>),
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The rules said no.
    #[error(transparent)]
    Refused(Refusal),
    /// The disk is full; nothing changed, and it may work later.
    #[error("no room on the disk")]
    Full,
    /// The database failed; nothing changed. The cause is in the log.
    #[error("the store failed")]
    Store,
}

impl From<&StoreError> for Failed {
    fn from(e: &StoreError) -> Self {
        if e.is_full() { Self::Full } else { Self::Store }
    }
}

/// What was committed: the event, and the case after it as it is sent.
pub struct Committed {
    /// The event.
    pub event: Event,
    /// The case after it.
    pub view: View,
}

/// A case's view, ready to be sent.
#[derive(Debug, Clone)]
pub struct View {
    /// The case.
    pub id: CaseId,
    /// Its owner.
    pub owner: PersonId,
    /// Its centre.
    pub centre: CentreId,
    /// The sequence it stands at.
    pub seq: u32,
    /// The chain's head: the entity tag.
    pub head: String,
    /// The JSON.
    pub bytes: Bytes,
}

/// The writer's state: the connection, and where the log ends.
pub struct Writer<F> {
    db: Connection,
    offset: u64,
    clock: Clock,
    directory: Arc<Directory>,
    publish: F,
}

/// An answer held back until its transaction is safe on the disk.
enum Held {
    Command(
        oneshot::Sender<Result<Receipt, Failed>>,
        Result<Receipt, Failed>,
    ),
    Session(oneshot::Sender<Result<(), Failed>>, Result<(), Failed>),
}

/// What one group has done so far and not yet committed.
#[derive(Default)]
struct Group {
    cases: HashMap<CaseId, Case>,
    committed: Vec<Committed>,
    held: Vec<Held>,
}

impl<F: Fn(&[Committed])> Writer<F> {
    /// A writer on this connection. `publish` is called after each commit, before it is answered.
    pub fn new(
        db: Connection,
        clock: Clock,
        directory: Arc<Directory>,
        publish: F,
    ) -> Result<Self, StoreError> {
        let offset: i64 = db.query_row("SELECT coalesce(max(offset), 0) FROM events", [], |r| {
            r.get(0)
        })?;
        Ok(Self {
            db,
            offset: offset as u64,
            clock,
            directory,
            publish,
        })
    }

    /// Works until every sender is gone.
    pub fn run(mut self, mut jobs: mpsc::Receiver<Write>) {
        while let Some(first) = jobs.blocking_recv() {
            let mut batch = vec![first];
            while batch.len() < GROUP
                && let Ok(next) = jobs.try_recv()
            {
                batch.push(next);
            }
            self.group(batch);
        }
    }

    fn group(&mut self, batch: Vec<Write>) {
        let start = self.offset;
        let mut group = Group::default();
        let outcome = self.carry_out(batch, &mut group);
        if let Err(e) = &outcome {
            tracing::error!(error = ?e, "a group of commands was not committed");
            self.offset = start;
        } else {
            (self.publish)(&group.committed);
        }
        // A receiver that has gone away gets its answer when it asks again with the same key.
        let failed = outcome.as_ref().err().map(Failed::from);
        for held in group.held {
            match held {
                Held::Command(reply, answer) => {
                    let _ = reply.send(failed.clone().map_or(answer, Err));
                }
                Held::Session(reply, answer) => {
                    let _ = reply.send(failed.clone().map_or(answer, Err));
                }
            }
        }
    }

    /// One transaction for the whole batch. A refusal writes nothing; a failure undoes everything.
    fn carry_out(&mut self, batch: Vec<Write>, group: &mut Group) -> Result<(), StoreError> {
        let mut failure = None;
        let now = self.clock.now();
        let tx = match self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
        {
            Ok(tx) => Some(tx),
            Err(e) => {
                failure = Some(StoreError::from(e));
                None
            }
        };
        for write in batch {
            let tx = tx.as_ref().filter(|_| failure.is_none());
            match write {
                Write::Command(job, reply) => {
                    let answer = tx
                        .map(|tx| command(tx, &mut self.offset, &self.directory, now, &job, group));
                    let answer = unfailed(answer, &mut failure);
                    group.held.push(Held::Command(reply, answer));
                }
                Write::OpenSession(token, audience, person, expires, reply) => {
                    let done =
                        tx.map(|tx| open_session(tx, now, &token, audience, &person, expires));
                    group.held.push(Held::Session(
                        reply,
                        unfailed(done.map(|d| d.map(Ok)), &mut failure),
                    ));
                }
                Write::EndSession(token, reply) => {
                    let done = tx.map(|tx| end_session(tx, &token));
                    group.held.push(Held::Session(
                        reply,
                        unfailed(done.map(|d| d.map(Ok)), &mut failure),
                    ));
                }
            }
        }
        match (failure, tx) {
            (None, Some(tx)) => Ok(tx.commit()?),
            (Some(e), _) => Err(e),
            (None, None) => Ok(()),
        }
    }
}

/// Takes a failure out of a step's result; the whole group then fails with it.
fn unfailed<T>(
    step: Option<Result<Result<T, Failed>, StoreError>>,
    failure: &mut Option<StoreError>,
) -> Result<T, Failed> {
    match step {
        Some(Ok(answer)) => answer,
        Some(Err(e)) => {
            *failure = Some(e);
            Err(Failed::Store)
        }
        None => Err(Failed::Store),
    }
}

fn command(
    tx: &Transaction<'_>,
    offset: &mut u64,
    directory: &Directory,
    now: Timestamp,
    job: &Job,
    group: &mut Group,
) -> Result<Result<Receipt, Failed>, StoreError> {
    let person = job.person.who.id().as_str();
    let known = tx
        .prepare_cached("SELECT fingerprint, answer FROM keys WHERE person = ?1 AND key = ?2")?
        .query_row([person, job.key.as_str()], |r| {
            Ok((r.get::<_, [u8; 32]>(0)?, r.get::<_, String>(1)?))
        })
        .optional()?;
    if let Some((fingerprint, answer)) = known {
        if fingerprint != job.fingerprint {
            return Ok(Err(Failed::Refused(Refusal::Because(Kind::KeyReused))));
        }
        return Ok(Ok(serde_json::from_str(&answer)?));
    }
    let mut case = match &job.case {
        Some(id) => load(tx, id, group)?,
        None => None,
    };
    let cx = Context {
        now,
        who: &job.person.who,
        centres: directory.centres(),
    };
    let decided = match casework::decide(case.as_ref(), &job.ask, &cx) {
        Ok(decided) => decided,
        Err(refusal) => return Ok(Err(Failed::Refused(refusal))),
    };
    let new_id = match &case {
        Some(case) => case.id.clone(),
        None => CaseId::from_random(random_u128()?),
    };
    for step in decided {
        *offset += 1;
        let event = write_event(tx, *offset, now, job, &new_id, case.as_ref(), step)?;
        let after =
            casework::evolve(case, &event).ok_or_else(|| bug("an event that does not follow"))?;
        let bytes = row::encode(&after)?;
        row::put_case(tx, &after, &bytes)?;
        group.committed.push(Committed {
            event,
            view: View {
                id: after.id.clone(),
                owner: after.owner.clone(),
                centre: after.centre.clone(),
                seq: after.seq,
                head: after.head.clone(),
                bytes: bytes.view.into(),
            },
        });
        case = Some(after);
    }
    let case = case.ok_or_else(|| bug("a command that decided nothing"))?;
    let receipt = Receipt {
        case: case.id.clone(),
        seq: case.seq,
        offset: *offset,
        head: case.head.clone(),
    };
    tx.prepare_cached("INSERT INTO keys VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            person,
            job.key.as_str(),
            job.fingerprint,
            serde_json::to_string(&receipt)?,
            now.0
        ])?;
    group.cases.insert(case.id.clone(), case);
    Ok(Ok(receipt))
}

fn load(tx: &Transaction<'_>, id: &CaseId, group: &Group) -> Result<Option<Case>, StoreError> {
    if let Some(case) = group.cases.get(id) {
        return Ok(Some(case.clone()));
    }
    let view: Option<Vec<u8>> = tx
        .prepare_cached("SELECT view FROM cases WHERE id = ?1")?
        .query_row([id.as_str()], |r| r.get(0))
        .optional()?;
    Ok(view.map(|v| serde_json::from_slice(&v)).transpose()?)
}

/// Seals the texts, links the event to its case's head, and appends it.
fn write_event(
    tx: &Transaction<'_>,
    offset: u64,
    now: Timestamp,
    job: &Job,
    id: &CaseId,
    case: Option<&Case>,
    step: Decided,
) -> Result<Event, StoreError> {
    let mut seals = Vec::with_capacity(step.parts.len());
    let mut put = tx.prepare_cached("INSERT INTO sealed VALUES (?1, ?2, ?3, ?4)")?;
    for part in &step.parts {
        let salt = random_u128()?.to_le_bytes();
        put.execute(params![offset as i64, part.name, salt, part.text])?;
        seals.push(Seal {
            name: part.name.clone(),
            digest: chain::seal(&salt, &part.text),
        });
    }
    let (owner, centre) = match (&step.body, case) {
        (_, Some(case)) => (case.owner.clone(), case.centre.clone()),
        (Body::Reported { owner, centre, .. }, None) => (owner.clone(), centre.clone()),
        (_, None) => return Err(bug("a first event that is no report")),
    };
    let link = Link {
        case: id.clone(),
        seq: case.map_or(1, |c| c.seq + 1),
        schema: SCHEMA,
        at: now,
        actor: job.person.who.actor(),
        cause: job.key.clone(),
        body: step.body,
        sealed: seals,
        prev: case.map_or(chain::GENESIS, |c| &c.head).to_owned(),
    };
    let bytes = chain::canonical(&link)?;
    let hash = chain::head(&bytes);
    tx.prepare_cached("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            offset as i64,
            id.as_str(),
            link.seq,
            owner.as_str(),
            centre.as_str(),
            hash,
            bytes
        ])?;
    let parts = step.parts.into_iter().map(|p| (p.name, p.text)).collect();
    Ok(Event {
        offset,
        hash,
        link,
        parts,
    })
}

fn open_session(
    tx: &Transaction<'_>,
    now: Timestamp,
    token: &[u8; 32],
    audience: Audience,
    person: &PersonId,
    expires: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM sessions WHERE expires <= ?1")?
        .execute([now.0])?;
    tx.prepare_cached("INSERT INTO sessions VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![token, audience.name(), person.as_str(), expires.0])?;
    Ok(())
}

fn end_session(tx: &Transaction<'_>, token: &[u8; 32]) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM sessions WHERE token = ?1")?
        .execute([token])?;
    Ok(())
}

/// Something the rules rule out. It undoes the group rather than the server.
fn bug(what: &str) -> StoreError {
    StoreError::Row(serde::de::Error::custom(what))
}
