//! Who listens to what. One event becomes bytes once, however many streams it goes to.

use crate::store::read::Scope;
use crate::store::writer::Committed;
use bytes::Bytes;
use contract::id::{CentreId, PersonId};
use contract::live::Position;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// Frames a stream may be behind before it is dropped; its client then resumes from the log.
const BEHIND: usize = 64;

/// A frame with the offset of its event.
pub type Frame = (u64, Bytes);

/// The listeners, by whose events they hear.
#[derive(Default)]
pub struct Hub {
    listeners: Mutex<HashMap<Key, Vec<Listener>>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Owner(PersonId),
    Car(PersonId, String),
    Centre(CentreId),
}

impl Scope {
    fn keys(&self) -> Vec<Key> {
        match self {
            Self::Owner(id) => vec![Key::Owner(id.clone())],
            Self::Car(id, vin) => vec![Key::Car(id.clone(), vin.as_str().to_owned())],
            Self::Centres(ids) => ids.iter().cloned().map(Key::Centre).collect(),
        }
    }
}

struct Listener {
    person: PersonId,
    send: mpsc::Sender<Frame>,
}

impl Hub {
    /// A new listener; `None` when the person has `most` of them already.
    pub fn listen(
        &self,
        scope: &Scope,
        person: &PersonId,
        most: usize,
    ) -> Option<mpsc::Receiver<Frame>> {
        let mut all = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (send, receive) = mpsc::channel(BEHIND);
        let mut keys = scope.keys();
        if keys.is_empty() {
            // Somebody without cases hears the beats: their page is as live as another's.
            keys.push(Key::Owner(person.clone()));
        }
        for key in keys {
            let here = all.entry(key).or_default();
            here.retain(|l| !l.send.is_closed());
            if here.iter().filter(|l| l.person == *person).count() >= most {
                return None;
            }
            here.push(Listener {
                person: person.clone(),
                send: send.clone(),
            });
        }
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
            // A centre that a case leaves is told so too.
            let keys = [
                Some(Key::Owner(c.view.owner.clone())),
                c.view
                    .vin
                    .clone()
                    .map(|vin| Key::Car(c.view.owner.clone(), vin)),
                Some(Key::Centre(c.view.centre.clone())),
                c.from.clone().map(Key::Centre),
            ];
            for key in keys.into_iter().flatten() {
                let Some(here) = all.get_mut(&key) else {
                    continue;
                };
                let bytes = bytes.get_or_insert_with(|| frame(epoch, &c.event));
                let Some(bytes) = bytes.as_ref() else {
                    continue;
                };
                // A listener that has gone or fallen behind is dropped: its stream ends.
                here.retain(|l| l.send.try_send((c.event.offset, bytes.clone())).is_ok());
                if here.is_empty() {
                    all.remove(&key);
                }
            }
        }
    }

    /// Ends all streams of somebody: they have signed out, or their rights are others now.
    pub fn end(&self, person: &PersonId) {
        let mut all = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, here| {
            here.retain(|l| l.person != *person);
            !here.is_empty()
        });
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
