//! A lane: a case with its log, moved by commands without a server.

use casework::terms::{CentreTerms, Terms};
use casework::{Ask, Context, Refusal, Slot, Who, chain, decide, evolve};
use contract::appointment::{Choice, Loan, Offer, VisitKind};
use contract::attachment::Attachment;
use contract::case::Case;
use contract::command::{
    Accept, Close, ConcernDraft, Diagnose, Drivable, Message, Progress, Promise, Report, Since,
    Surface,
};
use contract::estimate::{Authorise, Coverage, EstimateDraft, LineDraft, LineKind};
use contract::event::{Event, Link, SCHEMA, Seal};
use contract::id::{CaseId, CentreId, CommandId, LineId, PersonId};
use contract::money::{Currency, Money};
use contract::person::{Role, Staff};
use contract::problem::{Fault, Kind};
use contract::survey::{Answers, GiveSurvey, Satisfied};
use contract::time::Timestamp;
use contract::vehicle::{Campaign, Recall, VehicleRecord, Warranty};
use contract::vin::Vin;

/// 2026-11-22T08:00:00Z.
pub const START: Timestamp = Timestamp(1_795_334_400_000);
/// Ines's car.
pub const VIN: &str = "WVWZZZ1JZXW000001";
/// What the demonstration's recall is about.
pub const BATTERY: &str = "ELECTRICAL SYSTEM:PROPULSION SYSTEM:BATTERY PACK";

pub struct Lane {
    pub case: Option<Case>,
    pub log: Vec<Event>,
    pub stored: Vec<Vec<u8>>,
    pub now: Timestamp,
    pub terms: Terms,
    pub centres: Vec<CentreTerms>,
    pub vehicle: Option<VehicleRecord>,
    pub slots: Vec<Slot>,
    pub earlier: Option<Case>,
    pub components: Vec<String>,
    pub file: Option<Attachment>,
}

impl Lane {
    pub fn new() -> Self {
        Self {
            case: None,
            log: Vec::new(),
            stored: Vec::new(),
            now: START,
            terms: Terms::default(),
            centres: vec![
                centre_terms("hamburg-hafen", "EUR"),
                centre_terms("oslo-alna", "NOK"),
            ],
            vehicle: None,
            slots: Vec::new(),
            earlier: None,
            components: Vec::new(),
            file: None,
        }
    }

    pub fn reported() -> Self {
        Self::of(report(VIN, "hamburg-hafen", &["It rattles"]))
    }

    pub fn of(report: Report) -> Self {
        let mut lane = Self::new();
        lane.send(&owner(), &Ask::Report(report)).expect("a report");
        lane
    }

    pub fn accepted() -> Self {
        Self::reported().and(&advisor(), accept())
    }

    /// With a recall open on the battery.
    pub fn recalled() -> Self {
        let mut lane = Self::accepted();
        lane.vehicle = Some(record(true));
        lane
    }

    /// With an estimate of these lines sent.
    pub fn estimated(lines: Vec<LineDraft>) -> Self {
        Self::accepted().and(&advisor(), estimate(0, lines))
    }

    pub fn and(mut self, who: &Who, ask: Ask) -> Self {
        self.send(who, &ask)
            .unwrap_or_else(|refusal| panic!("{ask:?} was refused: {refusal:?}"));
        self
    }

    pub fn later(mut self, minutes: i64) -> Self {
        self.now = self.now.plus_minutes(minutes);
        self
    }

    pub fn case(&self) -> &Case {
        self.case.as_ref().expect("a case")
    }

    pub fn refused(&mut self, who: &Who, ask: Ask) -> Refusal {
        let before = self.case.clone();
        let refusal = self.send(who, &ask).expect_err("should be refused");
        assert_eq!(self.case, before, "a refusal changed something");
        refusal
    }

    pub fn refused_because(&mut self, who: &Who, ask: Ask) -> Kind {
        match self.refused(who, ask) {
            Refusal::Because(kind) | Refusal::Until(kind, _) => kind,
            Refusal::Locked(_) => Kind::DriveLocked,
            Refusal::Invalid(errors) => panic!("{errors:?}"),
        }
    }

    pub fn refused_at(&mut self, who: &Who, ask: Ask) -> Vec<(String, Fault)> {
        faults(&self.refused(who, ask))
    }

    /// Decides, chains and replays, as the server's writer does. The number of events.
    pub fn send(&mut self, who: &Who, ask: &Ask) -> Result<usize, Refusal> {
        let articles = ["mug".to_owned()];
        let cx = Context {
            now: self.now,
            who,
            surface: Surface::Phone,
            terms: &self.terms,
            centres: &self.centres,
            vehicle: self.vehicle.as_ref(),
            slots: &self.slots,
            opens: self.now,
            earlier: self.earlier.as_ref(),
            file: self.file.as_ref(),
            articles: &articles,
            components: &self.components,
        };
        let decided = decide(self.case.as_ref(), ask, &cx)?;
        let count = decided.len();
        for step in decided {
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
        Ok(count)
    }
}

pub fn faults(refusal: &Refusal) -> Vec<(String, Fault)> {
    match refusal {
        Refusal::Invalid(errors) => errors.iter().map(|e| (e.pointer.clone(), e.code)).collect(),
        Refusal::Because(kind) | Refusal::Until(kind, _) => panic!("{kind:?} has no fields"),
        Refusal::Locked(drive) => panic!("{drive:?} has no fields"),
    }
}

pub fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("id")
}

pub fn centre(id: &str) -> CentreId {
    CentreId::parse(id).expect("id")
}

pub fn line_id(id: &str) -> LineId {
    LineId::parse(id).expect("id")
}

pub fn money(minor: i64, code: &str) -> Money {
    let currency = Currency::try_from(code.to_owned()).expect("a code");
    Money { minor, currency }
}

pub fn eur(minor: i64) -> Money {
    money(minor, "EUR")
}

fn centre_terms(id: &str, currency: &str) -> CentreTerms {
    CentreTerms {
        id: centre(id),
        contacts: id == "hamburg-hafen",
        staff: vec![staff("sam", "Sam Okafor"), staff("tove", "Tove Lind")],
        discount: money(3700, currency),
    }
}

fn staff(id: &str, name: &str) -> Staff {
    Staff {
        id: person(id),
        name: name.into(),
    }
}

/// What the maker knows of the car: a recall on the battery, open or remedied, no warranty.
pub fn record(open: bool) -> VehicleRecord {
    let campaign = Campaign {
        number: "26V-001".into(),
        component: BATTERY.into(),
        summary: String::new(),
        consequence: String::new(),
        remedy: String::new(),
        park_it: false,
        park_outside: true,
        over_the_air: false,
    };
    VehicleRecord {
        vin: Vin::parse(VIN).expect("vin"),
        recalls: vec![Recall { campaign, open }],
        warranties: Vec::new(),
        paid: Vec::new(),
        signals: Vec::new(),
        components: Vec::new(),
    }
}

/// The same without a recall, under a warranty of this component until a day from now.
pub fn warranted(component: &str) -> VehicleRecord {
    let warranty = Warranty {
        name: "Drive unit".into(),
        until: START.plus_minutes(24 * 60),
        until_km: None,
        components: vec![component.into()],
    };
    VehicleRecord {
        recalls: Vec::new(),
        warranties: vec![warranty],
        ..record(false)
    }
}

pub fn owner() -> Who {
    owner_called("ines", VIN)
}

pub fn owner_called(id: &str, vin: &str) -> Who {
    Who::Owner {
        id: person(id),
        role: Role::Owner,
        owner: person(id),
        name: "Ines Morgen".into(),
        vehicles: vec![Vin::parse(vin).expect("vin")],
        approves: true,
        car: None,
    }
}

/// Somebody of Ines's household.
pub fn driver(approves: bool) -> Who {
    Who::Owner {
        id: person("ole"),
        role: Role::Driver,
        owner: person("ines"),
        name: "Ines Morgen".into(),
        vehicles: vec![Vin::parse(VIN).expect("vin")],
        approves,
        car: None,
    }
}

pub fn advisor() -> Who {
    advisor_at("sam", "hamburg-hafen")
}

pub fn advisor_at(id: &str, at: &str) -> Who {
    Who::Staff {
        staff: staff(id, "Sam Okafor"),
        role: Role::Advisor,
        centres: vec![centre(at)],
    }
}

pub fn staff_as(role: Role) -> Who {
    Who::Staff {
        staff: staff(role.slug(), "Greta Holm"),
        role,
        centres: vec![centre("hamburg-hafen"), centre("oslo-alna")],
    }
}

pub fn report(vin: &str, at: &str, concerns: &[&str]) -> Report {
    let concern = |text: &&str| ConcernDraft {
        text: (*text).into(),
        since: Since::Today,
    };
    Report {
        vin: vin.into(),
        centre: centre(at),
        concerns: concerns.iter().map(concern).collect(),
        drivable: Drivable::Yes,
        place: None,
        signals: Vec::new(),
        repeat_of: None,
    }
}

pub fn safety_report() -> Report {
    Report {
        drivable: Drivable::No,
        ..report(VIN, "hamburg-hafen", &["No brakes"])
    }
}

pub fn offer(at: &str, kind: VisitKind, minutes: i64) -> Offer {
    Offer {
        centre: centre(at),
        kind,
        starts: START.plus_minutes(minutes),
        minutes: 60,
        price: eur(0),
        loan: Loan::None,
    }
}

pub fn choice(offer: &Offer) -> Choice {
    Choice {
        centre: offer.centre.clone(),
        kind: offer.kind,
        starts: offer.starts,
        price: offer.price,
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

pub fn diagnose() -> Ask {
    Ask::Diagnose(Diagnose {
        text: "Cell 14 has failed".into(),
        component: Some(BATTERY.into()),
    })
}

pub fn progress(stage: contract::case::Stage) -> Ask {
    Ask::Progress(Progress {
        stage,
        next_update: START.plus_minutes(9000),
        text: None,
        until: None,
    })
}

/// A line of `parts` cents of parts, the owner pays.
pub fn line(id: &str, parts: i64) -> LineDraft {
    LineDraft {
        id: line_id(id),
        kind: LineKind::Work,
        title: format!("Work {id}"),
        reason: "It is worn".into(),
        evidence: None,
        component: None,
        parts: eur(parts),
        labour: eur(0),
        coverage: None,
    }
}

pub fn classed(id: &str, parts: i64, component: &str, coverage: Coverage) -> LineDraft {
    LineDraft {
        component: Some(component.into()),
        coverage: Some(coverage),
        ..line(id, parts)
    }
}

pub fn estimate(follows: u32, lines: Vec<LineDraft>) -> Ask {
    Ask::Estimate(EstimateDraft {
        follows,
        lines,
        note: (follows > 0).then(|| "More was found".into()),
        next_update: START.plus_minutes(9000),
    })
}

pub fn approve(revision: u32, lines: &[&str], total: i64) -> Ask {
    Ask::Authorise(Authorise {
        revision,
        approve: lines.iter().map(|l| line_id(l)).collect(),
        decline: Vec::new(),
        total: eur(total),
    })
}

pub fn close() -> Ask {
    Ask::Close(Close {
        cause: "A loose heat shield".into(),
        remedy: "Fastened".into(),
    })
}

pub fn answers(score: u8) -> Ask {
    Ask::GiveSurvey(GiveSurvey {
        answers: Answers {
            score: Some(score),
            satisfied: Some(Satisfied::No),
            ..Answers::default()
        },
    })
}
