//! Who listens to what. One event becomes bytes once, however many streams it goes to.

use crate::store::read::Scope;
use crate::store::writer::Committed;
use bytes::Bytes;
use contract::id::PersonId;
use contract::live::Position;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// Frames a stream may be behind before it is dropped; its client then resumes from the log.
const BEHIND: usize = 64;

/// A frame with the offset of its event.
pub type Frame = (u64, Bytes);

/// The listeners, by scope.
#[derive(Default)]
pub struct Hub {
    listeners: Mutex<HashMap<Scope, Vec<Listener>>>,
}

struct Listener {
    person: PersonId,
    send: mpsc::Sender<Frame>,
}

impl Hub {
    /// A new listener; `None` when the person has `most` of them already.
    pub fn listen(
        &self,
        scope: Scope,
        person: &PersonId,
        most: usize,
    ) -> Option<mpsc::Receiver<Frame>> {
        let mut all = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let here = all.entry(scope).or_default();
        here.retain(|l| !l.send.is_closed());
        if here.iter().filter(|l| l.person == *person).count() >= most {
            return None;
        }
        let (send, receive) = mpsc::channel(BEHIND);
        here.push(Listener {
            person: person.clone(),
            send,
        });
        Some(receive)
    }

    /// Hands on what was committed, in its order. Called by the writer after each commit.
    pub fn publish(&self, epoch: &str, committed: &[Committed]) {
        let mut all = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return;
        }
        for c in committed {
            let mut bytes = None;
            for scope in [
                Scope::Owner(c.view.owner.clone()),
                Scope::Centre(c.view.centre.clone()),
            ] {
                let Some(here) = all.get_mut(&scope) else {
                    continue;
                };
                let bytes = bytes.get_or_insert_with(|| frame(epoch, &c.event));
                let Some(bytes) = bytes.as_ref() else {
                    continue;
                };
                // A listener that has gone or fallen behind is dropped: its stream ends.
                here.retain(|l| l.send.try_send((c.event.offset, bytes.clone())).is_ok());
                if here.is_empty() {
                    all.remove(&scope);
                }
            }
        }
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        let all = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.values()
            .map(|l| l.iter().filter(|l| !l.send.is_closed()).count())
            .sum()
    }
}

/// `event: case`, ready to be sent. `None` only if an event could not be written as JSON.
pub fn frame(epoch: &str, event: &contract::event::Event) -> Option<Bytes> {
    let id = Position {
        epoch: epoch.to_owned(),
        offset: event.offset,
    };
    let data = serde_json::to_string(event).ok()?;
    Some(format!("id: {id}\nevent: case\ndata: {data}\n\n").into())
}

/// The hub, shared.
pub type SharedHub = Arc<Hub>;
