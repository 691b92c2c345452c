//! The wire, locked: a change of a shape shows up here before it meets an old outbox.

use contract::command::{Command, ConcernDraft, Drivable, DriveState, Report, Since, Surface};
use contract::event::{Body, Event, Link, Seal};
use contract::id::{CaseId, CentreId, CommandId, PersonId, ReleaseId};
use contract::person::{Actor, Role, Staff};
use contract::problem::{Fault, FieldError, Problem};
use contract::time::Timestamp;

fn id<T: TryFrom<String>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|_| panic!("{text} is no id"))
}

#[test]
fn a_command() {
    let command = Command {
        key: id::<CommandId>("0k"),
        contract: 1,
        release: id::<ReleaseId>("2026-11-22"),
        surface: Surface::Car,
        drive: DriveState::Parked,
        body: Report {
            vin: "WVWZZZ1JZXW000001".into(),
            centre: id::<CentreId>("hamburg-hafen"),
            concerns: vec![ConcernDraft {
                text: "Klappert".into(),
                since: Since::ThisWeek,
            }],
            drivable: Drivable::Unsure,
            place: None,
            signals: Vec::new(),
            repeat_of: None,
        },
    };
    insta::assert_json_snapshot!(command);
}

#[test]
fn an_event() {
    let link = Link {
        case: CaseId::from_random(1),
        seq: 2,
        schema: 1,
        at: Timestamp(1_795_334_400_000),
        actor: Actor {
            role: Role::Advisor,
            name: Some("Sam Okafor".into()),
        },
        cause: id("0k"),
        body: Body::Accepted {
            advisor: Staff {
                id: id::<PersonId>("sam"),
                name: "Sam Okafor".into(),
            },
            next_update: Timestamp(1_795_336_200_000),
            contacts: true,
        },
        sealed: vec![Seal {
            name: "text".into(),
            digest: "00".repeat(32),
        }],
        prev: "11".repeat(32),
    };
    let parts = [("text".to_owned(), "Guten Tag".to_owned())].into();
    insta::assert_json_snapshot!(Event {
        offset: 7,
        hash: "22".repeat(32),
        link,
        parts
    });
}

#[test]
fn a_problem() {
    let error = FieldError {
        pointer: "/body/text".into(),
        code: Fault::TooLong,
        limit: Some(2000),
    };
    insta::assert_json_snapshot!(Problem::invalid(vec![error]));
}
