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
    line: Line,
}

/// What leads to one stream, from each of its keys; gone from all of them at once, since a stream that misses one
/// centre's frames and goes on with another's would never say so.
#[derive(Clone)]
struct Line(Arc<Mutex<Option<mpsc::Sender<Frame>>>>);

impl Line {
    fn is_gone(&self) -> bool {
        let line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.as_ref().is_none_or(mpsc::Sender::is_closed)
    }

    /// Whether it took the frame; one that has gone or fallen behind is cut, and its stream ends.
    fn takes(&self, frame: Frame) -> bool {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let took = line.as_ref().is_some_and(|l| l.try_send(frame).is_ok());
        if !took {
            *line = None;
        }
        took
    }
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
        let line = Line(Arc::new(Mutex::new(Some(send))));
        let mut keys = scope.keys();
        if keys.is_empty() {
            // Somebody without cases hears the beats: their page is as live as another's.
            keys.push(Key::Owner(person.clone()));
        }
        for key in keys {
            let here = all.entry(key).or_default();
            here.retain(|l| !l.line.is_gone());
            if here.iter().filter(|l| l.person == *person).count() >= most {
                return None;
            }
            here.push(Listener {
                person: person.clone(),
                line: line.clone(),
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
                here.retain(|l| l.line.takes((c.event.offset, bytes.clone())));
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
            .map(|l| l.iter().filter(|l| !l.line.is_gone()).count())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::writer::View;
    use contract::event::{Body, Event, Link, SCHEMA};
    use contract::id::{CaseId, CommandId};
    use contract::person::{Actor, Role};
    use contract::time::Timestamp;
    use std::collections::BTreeMap;
    use tokio::sync::mpsc::error::TryRecvError;

    fn centre(name: &str) -> CentreId {
        CentreId::parse(name).expect("a centre")
    }

    fn committed(offset: u64, at: &str) -> Committed {
        let (case, owner) = (CaseId::from_random(1), PersonId::parse("ines"));
        let link = Link {
            case: case.clone(),
            seq: 1,
            schema: SCHEMA,
            at: Timestamp(0),
            actor: Actor {
                role: Role::Advisor,
                name: None,
            },
            cause: CommandId::from_random(1),
            body: Body::Messaged {},
            sealed: Vec::new(),
            prev: String::new(),
        };
        Committed {
            event: Event {
                offset,
                hash: String::new(),
                link,
                parts: BTreeMap::new(),
            },
            from: None,
            view: View {
                id: case,
                owner: owner.expect("a person"),
                centre: centre(at),
                vin: None,
                seq: 1,
                head: String::new(),
                bytes: Bytes::new(),
                summary: Bytes::new(),
            },
        }
    }

    #[test]
    fn who_falls_behind_at_one_centre_hears_no_more_of_another_and_is_let_go() {
        let hub = Hub::default();
        let both = Scope::Centres(vec![centre("hamburg-hafen"), centre("oslo-sentrum")]);
        let who = PersonId::parse("petra").expect("a person");
        let mut live = hub.listen(&both, &who, 1).expect("a place");
        for offset in 1..=BEHIND as u64 + 1 {
            hub.publish("e", &[committed(offset, "hamburg-hafen")]);
        }
        for offset in 1..=BEHIND as u64 {
            assert_eq!(live.try_recv().map(|(offset, _)| offset), Ok(offset));
        }
        hub.publish("e", &[committed(BEHIND as u64 + 2, "oslo-sentrum")]);
        assert_eq!(live.try_recv(), Err(TryRecvError::Disconnected));
        assert_eq!(hub.listeners(), 0);
        assert!(hub.listen(&both, &who, 1).is_some(), "the place is free");
    }
}
