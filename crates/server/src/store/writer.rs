//! The one writer: takes what is to be written in its order, and commits as much as waits in one
//! transaction, so that a disk's flush is paid once for all of it.

use super::StoreError;
use super::command::{Group, command};
use super::row::ViewBytes;
use crate::clock::Clock;
use crate::directory::Person;
use crate::registry::Registry;
use bytes::Bytes;
use casework::{Ask, Refusal, Who};
use contract::case::Case;
use contract::command::{Receipt, Surface};
use contract::event::{Body, Event};
use contract::id::{CaseId, CentreId, CommandId, PersonId};
use contract::time::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Most commands in one transaction: bounds how long the first of them waits.
const GROUP: usize = 256;

/// Who sends a command.
pub enum Sender {
    /// Somebody, from their session.
    Person(Arc<Person>),
    /// The shop.
    Shop,
    /// The server itself.
    Clock,
}

impl Sender {
    /// For the rules.
    pub fn who(&self) -> &Who {
        match self {
            Self::Person(person) => &person.who,
            Self::Shop => &Who::Shop,
            Self::Clock => &Who::Clock,
        }
    }
}

/// A command on its way to the store.
pub struct Job {
    /// Who sends it.
    pub sender: Sender,
    /// Its idempotency key; kept for persons only.
    pub key: CommandId,
    /// SHA-256 over method, path and body.
    pub fingerprint: [u8; 32],
    /// Where it was touched.
    pub surface: Surface,
    /// The case it is for; `None` for a report.
    pub case: Option<CaseId>,
    /// What is asked.
    pub ask: Ask,
}

/// Answers when the transaction is safe on the disk, or has failed.
type Answer = Box<dyn FnOnce(Option<Failed>) + Send>;
/// Something written that is no event: sessions, drafts of surveys.
type Plain = Box<dyn FnOnce(&Transaction<'_>, Timestamp) -> Result<Answer, StoreError> + Send>;

/// Something for the writer to do, with where to answer.
pub enum Write {
    /// A command.
    Command(Box<Job>, oneshot::Sender<Result<Receipt, Failed>>),
    /// Anything else; see [`Write::plain`].
    Plain(Plain),
}

impl Write {
    /// Something that is no event. A refusal is to write nothing.
    pub fn plain<T: Send + 'static>(
        work: impl FnOnce(&Transaction<'_>, Timestamp) -> Result<Result<T, Failed>, StoreError>
        + Send
        + 'static,
        reply: oneshot::Sender<Result<T, Failed>>,
    ) -> Self {
        Self::Plain(Box::new(move |tx, now| {
            let answer = work(tx, now)?;
            Ok(Box::new(move |failed| {
                let _ = reply.send(failed.map_or(answer, Err));
            }))
        }))
    }
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
    /// The centre the case was at before, where it has moved.
    pub from: Option<CentreId>,
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
    /// The car it is about; unknown once that was erased.
    pub vin: Option<String>,
    /// The sequence it stands at.
    pub seq: u32,
    /// The chain's head: the entity tag.
    pub head: String,
    /// The case's JSON.
    pub bytes: Bytes,
    /// Its summary's JSON, for lists.
    pub summary: Bytes,
}

impl View {
    pub(super) fn new(case: &Case, bytes: ViewBytes) -> Self {
        Self {
            id: case.id.clone(),
            owner: case.owner.clone(),
            centre: case.centre.clone(),
            vin: case.vin.clone(),
            seq: case.seq,
            head: case.head.clone(),
            bytes: bytes.view.into(),
            summary: bytes.summary.into(),
        }
    }
}

/// The writer's state: the connection, and where the log ends.
pub struct Writer<F> {
    db: Connection,
    offset: u64,
    clock: Clock,
    registry: Arc<Registry>,
    publish: F,
    /// Something was erased, and may still stand in the journal.
    erased: bool,
}

impl<F: Fn(&[Committed])> Writer<F> {
    /// A writer on this connection. `publish` is called after each commit, before it is answered.
    pub fn new(
        mut db: Connection,
        clock: Clock,
        registry: Arc<Registry>,
        publish: F,
    ) -> Result<Self, StoreError> {
        let offset: i64 = db.query_row("SELECT coalesce(max(offset), 0) FROM events", [], |r| {
            r.get(0)
        })?;
        let tx = db.transaction()?;
        for (vin, paid) in registry.now().paid() {
            super::beside::import_paid(&tx, vin, paid)?;
        }
        tx.commit()?;
        Ok(Self {
            db,
            offset: offset as u64,
            clock,
            registry,
            publish,
            erased: false,
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
        let mut held = Vec::with_capacity(batch.len());
        let outcome = self.carry_out(batch, &mut group, &mut held);
        if let Err(e) = &outcome {
            tracing::error!(error = ?e, "a group of commands was not committed");
            self.offset = start;
        } else {
            (self.publish)(&group.committed);
            let erased = |c: &Committed| matches!(c.event.link.body, Body::Erased {});
            self.erased |= group.committed.iter().any(erased);
        }
        let failed = outcome.as_ref().err().map(Failed::from);
        for answer in held {
            answer(failed.clone());
        }
        if self.erased {
            self.erased = !self.empty_the_journal();
        }
    }

    /// Moves what the journal (WAL) holds into the database and cuts it to nothing: pages of before an erasure stand in
    /// it. Whether that was possible; while somebody reads it is not, and is tried again after the next group.
    fn empty_the_journal(&self) -> bool {
        let busy = |wait: Duration| self.db.busy_timeout(wait);
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let emptied = busy(Duration::from_millis(50))
            .and_then(|()| self.db.query_row(checkpoint, [], |r| r.get::<_, i64>(0)));
        let restored = busy(super::PATIENCE);
        matches!((emptied, restored), (Ok(0), Ok(())))
    }

    /// One transaction for the whole batch. A refusal writes no event; a failure undoes everything,
    /// and everybody in the batch is told so.
    fn carry_out(
        &mut self,
        batch: Vec<Write>,
        group: &mut Group,
        held: &mut Vec<Answer>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let directory = self.registry.now();
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate);
        let mut failure = None;
        let tx = tx.map_err(|e| failure = Some(StoreError::from(e))).ok();
        for write in batch {
            let tx = tx.as_ref().filter(|_| failure.is_none());
            match write {
                Write::Command(job, reply) => {
                    let step =
                        tx.map(|tx| command(tx, &mut self.offset, &directory, now, &job, group));
                    let answer = match step {
                        Some(Ok(answer)) => answer,
                        Some(Err(e)) => {
                            failure = Some(e);
                            Err(Failed::Store)
                        }
                        None => Err(Failed::Store),
                    };
                    // A receiver that has gone away gets its answer when it asks again with the
                    // same key.
                    held.push(Box::new(move |failed: Option<Failed>| {
                        let _ = reply.send(failed.map_or(answer, Err));
                    }));
                }
                // Where it is not even tried, its receiver learns so by the dropped sender.
                Write::Plain(work) => match tx.map(|tx| work(tx, now)) {
                    Some(Ok(answer)) => held.push(answer),
                    Some(Err(e)) => failure = Some(e),
                    None => {}
                },
            }
        }
        match (failure, tx) {
            (None, Some(tx)) => Ok(tx.commit()?),
            (Some(e), _) => Err(e),
            (None, None) => Ok(()),
        }
    }
}
