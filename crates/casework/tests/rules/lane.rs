//! A lane: a case with its log, moved by commands without a server.
#![allow(dead_code, missing_docs)]

use casework::{Ask, Context, Refusal, Who, chain, decide, evolve};
use contract::case::Case;
use contract::command::{Accept, Close, ConcernDraft, Drivable, Message, Promise, Report, Since};
use contract::event::{Event, Link, SCHEMA, Seal};
use contract::id::{CaseId, CentreId, CommandId, PersonId};
use contract::person::Staff;
use contract::time::Timestamp;
use contract::vin::Vin;

/// 2026-11-22T08:00:00Z.
pub const START: Timestamp = Timestamp(1_795_334_400_000);

pub struct Lane {
    pub case: Option<Case>,
    pub log: Vec<Event>,
    pub stored: Vec<Vec<u8>>,
    pub now: Timestamp,
}

impl Lane {
    pub fn new() -> Self {
        Self {
            case: None,
            log: Vec::new(),
            stored: Vec::new(),
            now: START,
        }
    }

    pub fn reported() -> Self {
        let mut lane = Self::new();
        let ask = Ask::Report(report(
            "WVWZZZ1JZXW000001",
            "hamburg-hafen",
            &["It rattles"],
        ));
        lane.send(&owner(), &ask).expect("a report");
        lane
    }

    /// Decides, chains and replays, as the server's writer does.
    pub fn send(&mut self, who: &Who, ask: &Ask) -> Result<(), Refusal> {
        let centres = ["hamburg-hafen", "oslo-alna"].map(|c| CentreId::parse(c).expect("id"));
        let cx = Context {
            now: self.now,
            who,
            centres: &centres,
        };
        for step in decide(self.case.as_ref(), ask, &cx)? {
            let n = self.log.len() as u64 + 1;
            let salt = [n as u8; 16];
            let seals = step.parts.iter().map(|p| Seal {
                name: p.name.clone(),
                digest: chain::seal(&salt, &p.text),
            });
            let link = Link {
                case: self
                    .case
                    .as_ref()
                    .map_or(CaseId::from_random(7), |c| c.id.clone()),
                seq: n as u32,
                schema: SCHEMA,
                at: self.now,
                actor: who.actor(),
                cause: CommandId::from_random(u128::from(n)),
                body: step.body,
                sealed: seals.collect(),
                prev: self
                    .log
                    .last()
                    .map_or(chain::GENESIS.into(), |e| e.hash.clone()),
            };
            let bytes = chain::canonical(&link).expect("canonical");
            let event = Event {
                offset: n,
                hash: chain::head(&bytes),
                link,
                parts: step.parts.into_iter().map(|p| (p.name, p.text)).collect(),
            };
            self.case = Some(evolve(self.case.take(), &event).expect("follows"));
            self.stored.push(bytes);
            self.log.push(event);
        }
        Ok(())
    }
}

pub fn owner() -> Who {
    owner_called("ines", "WVWZZZ1JZXW000001")
}

pub fn owner_called(id: &str, vin: &str) -> Who {
    Who::Owner {
        id: PersonId::parse(id).expect("id"),
        name: "Ines Morgen".into(),
        vehicles: vec![Vin::parse(vin).expect("vin")],
    }
}

pub fn advisor() -> Who {
    advisor_at("sam", "hamburg-hafen")
}

pub fn advisor_at(id: &str, centre: &str) -> Who {
    let staff = Staff {
        id: PersonId::parse(id).expect("id"),
        name: "Sam Okafor".into(),
    };
    Who::Advisor {
        staff,
        centre: CentreId::parse(centre).expect("id"),
    }
}

pub fn report(vin: &str, centre: &str, concerns: &[&str]) -> Report {
    let concern = |text: &&str| ConcernDraft {
        text: (*text).into(),
        since: Since::Today,
    };
    Report {
        vin: vin.into(),
        centre: CentreId::parse(centre).expect("id"),
        concerns: concerns.iter().map(concern).collect(),
        drivable: Drivable::Yes,
        place: None,
    }
}

pub fn accept() -> Ask {
    Ask::Accept(Accept {
        next_update: START.plus_minutes(30),
    })
}

pub fn promise() -> Ask {
    Ask::Promise(Promise {
        due: START.plus_minutes(90),
    })
}

pub fn message() -> Ask {
    Ask::Message(Message {
        text: "When is it ready?".into(),
    })
}

pub fn close() -> Ask {
    Ask::Close(Close {
        cause: "A loose heat shield".into(),
        remedy: "Fastened".into(),
    })
}
