//! A row of the inbox and the case's next event give the row after it, without asking the server.

use contract::case::{CaseSummary, Stage};
use contract::event::{Body, Event};

/// What an event means for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// The row after it.
    Row(CaseSummary),
    /// The row has it already.
    Known,
    /// Something is missing in between: ask the server.
    Gap,
}

/// Applies `event` to the row of its case, `None` when the list has none.
pub fn apply(row: Option<&CaseSummary>, event: &Event) -> Applied {
    let link = &event.link;
    let Some(row) = row else {
        return match casework::evolve(None, event) {
            Some(case) => Applied::Row(CaseSummary::from(&case)),
            None => Applied::Gap,
        };
    };
    if link.seq <= row.seq {
        return Applied::Known;
    }
    if link.seq != row.seq.saturating_add(1) {
        return Applied::Gap;
    }
    let mut row = row.clone();
    match &link.body {
        Body::Accepted {
            advisor,
            next_update,
            ..
        } => {
            row.stage = Stage::Accepted;
            row.advisor = Some(advisor.name.clone());
            row.due = Some(*next_update);
            row.missed = None;
        }
        Body::Promised { due } => {
            row.due = Some(*due);
            row.missed = None;
        }
        Body::Messaged {} => {}
        Body::Closed {} => {
            row.stage = Stage::Closed;
            row.due = None;
            row.missed = None;
        }
        // What changes more of a row than its event tells is asked of the server.
        _ => return Applied::Gap,
    }
    row.seq = link.seq;
    row.changed_at = link.at;
    Applied::Row(row)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::inbox::order::tests::row;
    use contract::event::Link;
    use contract::id::{CaseId, CommandId};
    use contract::person::{Actor, Role};
    use contract::time::Timestamp;

    fn event(seq: u32, body: Body) -> Event {
        Event {
            offset: 9,
            hash: String::new(),
            link: Link {
                case: CaseId::parse("a").expect("an id"),
                seq,
                schema: 1,
                at: Timestamp(9),
                actor: Actor {
                    role: Role::Advisor,
                    name: None,
                },
                cause: CommandId::from_random(1),
                body,
                sealed: Vec::new(),
                prev: String::new(),
            },
            parts: Default::default(),
        }
    }

    #[test]
    fn a_row_follows_its_events_and_notices_a_gap() {
        let before = row("a", Stage::Accepted, 0, Some(5));
        let due = Timestamp(77);
        let Applied::Row(promised) = apply(Some(&before), &event(2, Body::Promised { due })) else {
            panic!("the next event is applied");
        };
        assert_eq!((promised.due, promised.seq), (Some(due), 2));
        assert_eq!(
            apply(Some(&promised), &event(2, Body::Closed {})),
            Applied::Known
        );
        assert_eq!(
            apply(Some(&promised), &event(4, Body::Closed {})),
            Applied::Gap
        );
        assert_eq!(apply(None, &event(2, Body::Closed {})), Applied::Gap);
        let Applied::Row(closed) = apply(Some(&promised), &event(3, Body::Closed {})) else {
            panic!("the next event is applied");
        };
        assert_eq!((closed.stage, closed.due), (Stage::Closed, None));
    }
}
