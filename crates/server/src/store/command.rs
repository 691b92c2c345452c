//! One command inside a transaction: what the rules need is looked up, they decide, and the events,
//! the view and what stands beside them are written.

use super::writer::{Committed, Failed, Job, Sender, View};
use super::{StoreError, beside, files, notices, pairing, random_u128, row};
use crate::calendar;
use crate::directory::{Directory, Person};
use casework::{Ask, Context, Decided, Refusal, Slot, Who, chain};
use contract::attachment::Attachment;
use contract::case::Case;
use contract::command::Receipt;
use contract::event::{Body, Event, Link, SCHEMA, Seal};
use contract::id::CaseId;
use contract::problem::{Kind, Problem};
use contract::time::Timestamp;
use contract::vehicle::VehicleRecord;
use contract::vin::Vin;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What one group of commands has done so far and not yet committed.
#[derive(Default)]
pub struct Group {
    cases: HashMap<CaseId, Case>,
    pub committed: Vec<Committed>,
}

/// Carries a command out. A refusal writes no event; a failure is to undo the whole group.
pub fn command(
    tx: &Transaction<'_>,
    offset: &mut u64,
    directory: &Directory,
    now: Timestamp,
    job: &Job,
    group: &mut Group,
) -> Result<Result<Receipt, Failed>, StoreError> {
    // Rights as they are now: they may have changed while the body was on its way.
    let person = match &job.sender {
        Sender::Person(person) => match now_of(tx, directory, person)? {
            Some(now) => Some(now),
            None => return Ok(Err(Failed::Refused(Refusal::Because(Kind::SignInNeeded)))),
        },
        Sender::Shop | Sender::Clock => None,
    };
    let who = person.as_ref().map_or(job.sender.who(), |p| &p.who);
    if let Some(known) = answered(tx, job)? {
        return Ok(known);
    }
    let case = match &job.case {
        Some(id) => load(tx, id, group)?,
        None => None,
    };
    let needs = Needs::look_up(tx, directory, now, job, case.as_ref(), group)?;
    let cx = Context {
        now,
        who,
        surface: job.surface,
        terms: directory.terms(),
        centres: directory.centre_terms(),
        vehicle: needs.vehicle.as_deref(),
        slots: &needs.slots,
        opens: needs.opens.unwrap_or(now),
        earlier: needs.earlier.as_ref(),
        file: needs.file.as_ref(),
        articles: directory.article_ids(),
        components: directory.components(),
    };
    let decided = match casework::decide(case.as_ref(), &job.ask, &cx) {
        Ok(decided) => decided,
        Err(refusal) => {
            // Whoever was refused may have changed what they asked for and sent it under another key: a late copy
            // of the first must not be carried out then, whatever has become possible since.
            let refused = Answered::Refused(refusal);
            if refused.is_final() {
                keep_answer(tx, job, &refused, now)?;
            }
            return Ok(refused.into());
        }
    };
    // Where all is as asked already nothing is kept: asked again, it still will be.
    let news = !decided.is_empty();
    let case = write(tx, offset, now, (job, who), case, decided, group)?;
    let receipt = Receipt {
        case: case.id.clone(),
        seq: case.seq,
        offset: case.offset,
        head: case.head.clone(),
    };
    let answer = Answered::Done(receipt);
    if news {
        keep_answer(tx, job, &answer, now)?;
    }
    group.cases.insert(case.id.clone(), case);
    Ok(answer.into())
}

/// What was answered under a key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Answered {
    /// It was carried out.
    Done(Receipt),
    /// It was refused for good.
    Refused(Refusal),
}

impl Answered {
    fn is_final(&self) -> bool {
        match self {
            Self::Done(_) => true,
            Self::Refused(refusal) => Problem::from(refusal.clone()).is_final(),
        }
    }
}

impl From<Answered> for Result<Receipt, Failed> {
    fn from(answered: Answered) -> Self {
        match answered {
            Answered::Done(receipt) => Ok(receipt),
            Answered::Refused(refusal) => Err(Failed::Refused(refusal)),
        }
    }
}

/// Whoever sends it, with the rights of now; nobody where the registry or the owner has ended them.
fn now_of(
    tx: &Transaction<'_>,
    directory: &Directory,
    person: &Person,
) -> Result<Option<Arc<Person>>, StoreError> {
    let Some(own) = &person.pairing else {
        return Ok(directory.person(person.audience, &person.id));
    };
    let paired = pairing::of_id(tx, &own.id)?;
    Ok(paired.and_then(|paired| paired.person(directory)))
}

/// The same command again gets the first answer; another one under its key is refused.
fn answered(
    tx: &Transaction<'_>,
    job: &Job,
) -> Result<Option<Result<Receipt, Failed>>, StoreError> {
    let Some(person) = job.sender.who().id() else {
        return Ok(None);
    };
    let known = tx
        .prepare_cached("SELECT fingerprint, answer FROM keys WHERE person = ?1 AND key = ?2")?
        .query_row([person.as_str(), job.key.as_str()], |r| {
            Ok((r.get::<_, [u8; 32]>(0)?, r.get::<_, String>(1)?))
        })
        .optional()?;
    Ok(match known {
        None => None,
        Some((print, answer)) if print == job.fingerprint => {
            Some(serde_json::from_str::<Answered>(&answer)?.into())
        }
        Some(_) => Some(Err(Failed::Refused(Refusal::Because(Kind::KeyReused)))),
    })
}

fn keep_answer(
    tx: &Transaction<'_>,
    job: &Job,
    answer: &Answered,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(person) = job.sender.who().id() else {
        return Ok(());
    };
    tx.prepare_cached("INSERT INTO keys VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            person.as_str(),
            job.key.as_str(),
            job.fingerprint,
            serde_json::to_string(answer)?,
            now.0
        ])?;
    Ok(())
}

/// What a rule may look at beside the case.
#[derive(Default)]
struct Needs<'a> {
    vehicle: Option<Cow<'a, VehicleRecord>>,
    slots: Vec<Slot>,
    opens: Option<Timestamp>,
    earlier: Option<Case>,
    file: Option<Attachment>,
}

impl<'a> Needs<'a> {
    fn look_up(
        tx: &Transaction<'_>,
        directory: &'a Directory,
        now: Timestamp,
        job: &Job,
        case: Option<&Case>,
        group: &Group,
    ) -> Result<Self, StoreError> {
        let mut needs = Self::default();
        match (&job.ask, case) {
            (Ask::Report(report), _) => {
                // Records are kept under the number as it is written, not as somebody types it.
                let vin = Vin::parse(&report.vin).ok();
                if let Some(known) = vin.and_then(|vin| directory.record(vin.as_str())) {
                    let mut vehicle = known.clone();
                    vehicle.paid = beside::paid(tx, vehicle.vin.as_str())?;
                    needs.vehicle = Some(Cow::Owned(vehicle));
                }
                let centre = directory.centre(&report.centre);
                needs.opens = centre.and_then(|c| calendar::opens(c, now));
                if let Some(id) = &report.repeat_of {
                    needs.earlier = load(tx, id, group)?;
                }
            }
            (Ask::Attach(attach), Some(case)) => {
                needs.file = files::get(tx, &case.id, &attach.digest)?;
            }
            (Ask::Sign(_) | Ask::Estimate(_) | Ask::Invoice(_), Some(case)) => {
                let vin = case.vin.as_deref().unwrap_or_default();
                needs.vehicle = directory.record(vin).map(Cow::Borrowed);
            }
            (Ask::Book(_), Some(case)) => {
                let near: Vec<_> = directory
                    .in_reach(&case.centre, calendar::REACH_KM)
                    .collect();
                let ids: Vec<_> = near.iter().map(|c| &c.centre.id).collect();
                let booked = beside::booked(tx, &ids, now, case)?;
                let slots = near.iter().flat_map(|c| calendar::slots(c, now, &booked));
                needs.slots = slots.collect();
            }
            _ => {}
        }
        Ok(needs)
    }
}

/// Writes what was decided; the case after it. Nothing decided leaves it as it is.
fn write(
    tx: &Transaction<'_>,
    offset: &mut u64,
    now: Timestamp,
    by: (&Job, &Who),
    mut case: Option<Case>,
    decided: Vec<Decided>,
    group: &mut Group,
) -> Result<Case, StoreError> {
    let known = case.as_ref().map(|c| c.id.clone());
    let id = match &known {
        Some(id) => id.clone(),
        None => CaseId::from_random(random_u128()?),
    };
    let mut events = Vec::with_capacity(decided.len());
    for step in decided {
        *offset += 1;
        let from = case.as_ref().map(|c| c.centre.clone());
        let event = append(tx, *offset, now, by, &id, case.as_ref(), step)?;
        let after =
            casework::evolve(case, &event).ok_or_else(|| bug("an event that does not follow"))?;
        beside::follow(tx, &by.0.ask, &event.link.body, &after)?;
        notices::news(tx, &event, &after)?;
        events.push((event, from.filter(|from| *from != after.centre)));
        case = Some(after);
    }
    let case = case.ok_or_else(|| bug("a command that decided nothing about no case"))?;
    if events.is_empty() {
        return Ok(case);
    }
    // The view once, however many events led to it.
    let bytes = row::encode(&case)?;
    match known {
        None => row::insert_case(tx, &case, &bytes)?,
        Some(_) => row::update_case(tx, &case, &bytes)?,
    }
    let view = View::new(&case, bytes);
    let committed = events.into_iter().map(|(event, from)| Committed {
        event,
        from,
        view: view.clone(),
    });
    group.committed.extend(committed);
    Ok(case)
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
fn append(
    tx: &Transaction<'_>,
    offset: u64,
    now: Timestamp,
    (job, who): (&Job, &Who),
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
    let owner = match (&step.body, case) {
        (_, Some(case)) => case.owner.clone(),
        (Body::Reported { owner, .. }, None) => owner.clone(),
        (_, None) => return Err(bug("a first event that is no report")),
    };
    let centre = step.body.moves_to().or(case.map(|c| &c.centre));
    let centre = centre.ok_or_else(|| bug("a case at no centre"))?.clone();
    let link = Link {
        case: id.clone(),
        seq: case.map_or(1, |c| c.seq + 1),
        schema: SCHEMA,
        at: now,
        actor: who.actor(),
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

/// Something the rules rule out. It undoes the group rather than the server.
fn bug(what: &str) -> StoreError {
    StoreError::Row(serde::de::Error::custom(what))
}
