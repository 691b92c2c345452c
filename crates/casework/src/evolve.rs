//! Replay: a case and its next event give the case after it. The server keeps the result, the
//! portal makes the same one from the live stream, and a check compares them.

use contract::case::{Case, Closure, Concern, Entry, EntryKind, PromiseView, Stage};
use contract::event::{Body, Event};

/// The case after `event`; `None` when the event does not follow (not the next sequence, or a first
/// event that is no report). A reader then loads the snapshot again.
pub fn evolve(case: Option<Case>, event: &Event) -> Option<Case> {
    let link = &event.link;
    let read = |name: &str| event.parts.get(name).cloned();
    let mut case = match (case, &link.body) {
        (
            None,
            Body::Reported {
                owner,
                centre,
                drivable,
                concerns,
            },
        ) if link.seq == 1 => Case {
            id: link.case.clone(),
            stage: Stage::Reported,
            owner: owner.clone(),
            owner_name: read("owner-name"),
            vin: read("vin"),
            centre: centre.clone(),
            drivable: *drivable,
            place: read("place"),
            concerns: concerns
                .iter()
                .enumerate()
                .map(|(i, since)| Concern {
                    text: read(&format!("concern-{i}")),
                    since: *since,
                })
                .collect(),
            advisor: None,
            promise: None,
            closure: None,
            timeline: Vec::new(),
            opened_at: link.at,
            changed_at: link.at,
            seq: 0,
            offset: 0,
            head: String::new(),
        },
        (Some(case), _) if case.id == link.case && case.seq.checked_add(1) == Some(link.seq) => {
            case
        }
        _ => return None,
    };
    let mut entry = Entry {
        seq: link.seq,
        at: link.at,
        actor: link.actor.clone(),
        kind: EntryKind::Reported,
        text: None,
        due: None,
    };
    match &link.body {
        Body::Reported { .. } => {}
        Body::Accepted {
            advisor,
            next_update,
        } => {
            entry.kind = EntryKind::Accepted;
            entry.due = Some(*next_update);
            case.stage = Stage::Accepted;
            case.advisor = Some(advisor.clone());
            case.promise = Some(PromiseView {
                due: *next_update,
                made_at: link.at,
            });
        }
        Body::Promised { due } => {
            entry.kind = EntryKind::Promised;
            entry.due = Some(*due);
            case.promise = Some(PromiseView {
                due: *due,
                made_at: link.at,
            });
        }
        Body::Messaged {} => {
            entry.kind = EntryKind::Messaged;
            entry.text = read("text");
        }
        Body::Closed {} => {
            entry.kind = EntryKind::Closed;
            case.stage = Stage::Closed;
            // A closed case owes no update.
            case.promise = None;
            case.closure = Some(Closure {
                at: link.at,
                cause: read("cause"),
                remedy: read("remedy"),
            });
        }
    }
    case.timeline.push(entry);
    case.changed_at = link.at;
    case.seq = link.seq;
    case.offset = event.offset;
    case.head = event.hash.clone();
    Some(case)
}
