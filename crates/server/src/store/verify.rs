//! The check of a whole store: every link, every sealed text, every view against its replay.

use super::command::Answered;
use super::{StoreError, file, read_only, rebuild, row};
use crate::files::shelf;
use casework::chain;
use contract::case::Case;
use contract::event::Event;
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;

/// What a check counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Events read.
    pub events: u64,
    /// Cases replayed.
    pub cases: u64,
    /// What does not fit, a sentence each; empty when all is well.
    pub faults: Vec<String>,
}

/// Checks the store in `data`. It may be in use: one transaction sees one moment.
pub fn verify(data: &Path) -> Result<Report, StoreError> {
    verify_file(&file(data), &shelf::folder(data))
}

/// Checks the store in this file, and that the files of its cases are in this folder.
pub(super) fn verify_file(path: &Path, files: &Path) -> Result<Report, StoreError> {
    let db = read_only(path)?;
    let tx = db.unchecked_transaction()?;
    let mut report = Report::default();
    let integrity: String = tx.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if integrity != "ok" {
        report
            .faults
            .push(format!("the file is damaged: {integrity}"));
        return Ok(report);
    }
    let cases = replay(&tx, &mut report)?;
    match rebuild::fresh(&tx)? {
        true => compare(&tx, &cases, &mut report)?,
        false => report.faults.push(
            "the views are of another version of this program: start the server once, which makes \
             them anew, and check again"
                .into(),
        ),
    }
    receipts(&tx, &cases, &mut report)?;
    attachments(&cases, files, &mut report);
    Ok(report)
}

/// Reads the log from its start and follows each case's chain.
fn replay(db: &Connection, report: &mut Report) -> Result<HashMap<String, Case>, StoreError> {
    let mut cases: HashMap<String, Case> = HashMap::new();
    let mut texts = db.prepare("SELECT name, salt, text FROM sealed WHERE offset = ?1")?;
    let mut log = db.prepare(
        "SELECT offset, hash, link, case_id, seq, owner, centre FROM events ORDER BY offset",
    )?;
    let mut rows = log.query([])?;
    let mut sealed_rows = 0;
    while let Some(r) = rows.next()? {
        report.events += 1;
        let offset: i64 = r.get(0)?;
        let (hash, bytes): (String, Vec<u8>) = (r.get(1)?, r.get(2)?);
        let (id, seq): (String, u32) = (r.get(3)?, r.get(4)?);
        let (owner, centre): (String, String) = (r.get(5)?, r.get(6)?);
        let mut fault = |what: String| {
            report
                .faults
                .push(format!("offset {offset}, case {id}: {what}"))
        };
        if offset != report.events as i64 {
            fault(format!("the offset should be {}", report.events));
        }
        let before = cases.remove(&id);
        let prev = before
            .as_ref()
            .map_or(chain::GENESIS, |c| &c.head)
            .to_owned();
        let link = match chain::check(seq, &bytes, &hash, &prev) {
            Ok(link) => link,
            Err(broken) => {
                fault(broken.to_string());
                continue;
            }
        };
        let mut parts = std::collections::BTreeMap::new();
        let mut kept = texts.query([offset])?;
        while let Some(t) = kept.next()? {
            sealed_rows += 1;
            let (name, salt, text): (String, Vec<u8>, String) = (t.get(0)?, t.get(1)?, t.get(2)?);
            let digest = <[u8; 16]>::try_from(salt.as_slice())
                .ok()
                .map(|s| chain::seal(&s, &text));
            if link
                .sealed
                .iter()
                .any(|s| s.name == name && Some(&s.digest) == digest.as_ref())
            {
                parts.insert(name, text);
            } else {
                fault(chain::Broken::Text { seq, name }.to_string());
            }
        }
        // Erased texts are gone with their rows; that is what the digests are for.
        let event = Event {
            offset: offset as u64,
            hash,
            link,
            parts,
        };
        match casework::evolve(before, &event) {
            Some(case) => {
                if case.id.as_str() != id
                    || case.owner.as_str() != owner
                    || case.centre.as_str() != centre
                {
                    fault("it is filed under another case, owner or centre".into());
                }
                cases.insert(id, case);
            }
            None => fault("it does not follow the case's last event".into()),
        }
    }
    let all: i64 = db.query_row("SELECT count(*) FROM sealed", [], |r| r.get(0))?;
    if all != sealed_rows {
        report.faults.push(format!(
            "{} sealed texts belong to no event",
            all - sealed_rows
        ));
    }
    report.cases = cases.len() as u64;
    Ok(cases)
}

/// Every view is what its events give.
fn compare(
    db: &Connection,
    cases: &HashMap<String, Case>,
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut statement = db.prepare(
        "SELECT id, owner, centre, closed, due, offset, view, summary, wake, vin FROM cases",
    )?;
    let mut rows = statement.query([])?;
    let mut seen = 0;
    while let Some(r) = rows.next()? {
        seen += 1;
        let id: String = r.get(0)?;
        let Some(case) = cases.get(&id) else {
            report.faults.push(format!(
                "case {id}: there is a view and no event that gives it"
            ));
            continue;
        };
        let expected = row::encode(case)?;
        let fits = r.get::<_, String>(1)? == case.owner.as_str()
            && r.get::<_, String>(2)? == case.centre.as_str()
            && r.get::<_, bool>(3)? == (case.stage == contract::case::Stage::Closed)
            && r.get::<_, i64>(4)? == row::due(case)
            && r.get::<_, i64>(5)? == case.offset as i64
            && r.get::<_, Vec<u8>>(6)? == expected.view
            && r.get::<_, Vec<u8>>(7)? == expected.summary
            && r.get::<_, Option<i64>>(8)? == casework::wake(case).map(|at| at.0)
            && r.get::<_, Option<String>>(9)? == case.vin;
        if !fits {
            report
                .faults
                .push(format!("case {id}: its view is not what its events give"));
        }
    }
    if seen != cases.len() {
        report.faults.push(format!(
            "{} cases in the log have no view",
            cases.len().saturating_sub(seen)
        ));
    }
    Ok(())
}

/// Every photo and video of a case is there, and is what it was.
fn attachments(cases: &HashMap<String, Case>, folder: &Path, report: &mut Report) {
    for (id, case) in cases {
        for file in &case.attachments {
            let path = folder.join(id).join(file.digest.as_str());
            let fault = match shelf::look(&path, &file.digest) {
                Ok(found) if found == *file => continue,
                Ok(_) => "is another than the log says".to_owned(),
                Err(e) => e.to_string(),
            };
            report
                .faults
                .push(format!("case {id}: file {}: {fault}", file.digest));
        }
    }
}

/// Every receipt speaks of an event that is there, caused by its command.
fn receipts(
    db: &Connection,
    cases: &HashMap<String, Case>,
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut statement = db.prepare(
        "SELECT k.key, k.answer, e.hash, e.link FROM keys k \
         LEFT JOIN events e ON e.offset = CASE WHEN json_valid(k.answer) \
         THEN json_extract(k.answer, '$.offset') END",
    )?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let (key, answer): (String, String) = (r.get(0)?, r.get(1)?);
        let (hash, link): (Option<String>, Option<Vec<u8>>) = (r.get(2)?, r.get(3)?);
        let receipt = match serde_json::from_str(&answer).ok() {
            Some(Answered::Refused(_)) => continue,
            Some(Answered::Done(receipt)) => Some(receipt),
            None => None,
        };
        let link: Option<contract::event::Link> =
            link.and_then(|l| serde_json::from_slice(&l).ok());
        let fits = match (receipt, hash, link) {
            (Some(receipt), Some(hash), Some(link)) => {
                receipt.head == hash
                    && receipt.seq == link.seq
                    && receipt.case == link.case
                    && link.cause.as_str() == key
                    && cases.contains_key(link.case.as_str())
            }
            _ => false,
        };
        if !fits {
            report.faults.push(format!(
                "command {key}: its receipt speaks of no event of the log"
            ));
        }
    }
    Ok(())
}
