//! What must hold afterwards, by the log itself: every command that was answered is in it once, none twice and none that
//! was refused; every page saw every event once and in order, and shows what the server has.

use crate::Fault;
use crate::person::Answer;
use crate::watcher::Watcher;
use contract::case::Case;
use contract::event::Link;
use rusqlite::{Connection, OpenFlags};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// One event of the log.
pub struct Logged {
    /// Its place.
    pub offset: u64,
    /// Whose case it is.
    pub owner: String,
    /// The centre that has it.
    pub centre: String,
    /// What is hashed.
    pub link: Link,
}

/// The log, in its order.
pub fn log(data: &Path) -> Result<Vec<Logged>, Fault> {
    let file = data.join("servicelane.sqlite");
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut all = db.prepare("SELECT offset, owner, centre, link FROM events ORDER BY offset")?;
    let mut rows = all.query([])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        log.push(Logged {
            offset: row.get::<_, i64>(0)? as u64,
            owner: row.get(1)?,
            centre: row.get(2)?,
            link: serde_json::from_slice(&row.get::<_, Vec<u8>>(3)?)?,
        });
    }
    Ok(log)
}

/// What is wrong with the commands.
pub fn commands(log: &[Logged], answers: &HashMap<String, Answer>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut caused: BTreeMap<&str, Vec<&Logged>> = BTreeMap::new();
    // The head of a case's chain after an event, as the next event of the case says it.
    let mut heads: HashMap<(&str, u32), &str> = HashMap::new();
    for event in log {
        let link = &event.link;
        caused.entry(link.cause.as_str()).or_default().push(event);
        if link.seq > 1 {
            heads.insert((link.case.as_str(), link.seq - 1), &link.prev);
        }
    }
    for (key, answer) in answers {
        match (answer, caused.get(key.as_str())) {
            (Ok(receipt), Some(events)) => {
                let head = heads.get(&(receipt.case.as_str(), receipt.seq));
                let told = events
                    .iter()
                    .any(|e| e.link.case == receipt.case && e.link.seq == receipt.seq)
                    && head.is_none_or(|head| *head == receipt.head);
                if !told {
                    faults.push(format!("{key}: its receipt speaks of another event"));
                }
                // What one command does, it does at one moment, without anything between.
                let together = events.windows(2).all(|two| {
                    two[1].offset == two[0].offset + 1 && two[1].link.at == two[0].link.at
                });
                if !together {
                    faults.push(format!("{key}: was carried out twice"));
                }
            }
            (Ok(_), None) => faults.push(format!("{key}: was answered and is not in the log")),
            (Err(problem), Some(_)) => faults.push(format!(
                "{key}: was refused ({}) and carried out",
                problem.title
            )),
            (Err(_), None) => {}
        }
    }
    for key in caused.keys().filter(|key| key.starts_with("chaos-")) {
        if !answers.contains_key(*key) {
            faults.push(format!("{key}: is in the log, and nobody was told"));
        }
    }
    faults
}

/// What is wrong with what a page saw, where these are the events that it should have seen.
pub fn seen(who: &str, watcher: &Watcher, log: &[&Logged]) -> Vec<String> {
    let offsets = log.iter().map(|event| event.offset);
    let should: Vec<u64> = offsets.filter(|offset| *offset > watcher.from).collect();
    if watcher.seen == should {
        return Vec::new();
    }
    let saw: HashSet<u64> = watcher.seen.iter().copied().collect();
    let missed = should.iter().filter(|offset| !saw.contains(offset)).count();
    let out_of_order = watcher
        .seen
        .windows(2)
        .filter(|two| two[0] >= two[1])
        .count();
    vec![format!(
        "{who}: saw {} of {} events, {missed} missed, {out_of_order} twice or out of order",
        watcher.seen.len(),
        should.len()
    )]
}

/// What a page shows of a case and the server says otherwise.
pub fn shown(who: &str, shown: &Case, now: &Case) -> Result<Option<String>, Fault> {
    if shown == now {
        return Ok(None);
    }
    let (shown, now) = (serde_json::to_value(shown)?, serde_json::to_value(now)?);
    let fields = now.as_object().into_iter().flatten();
    let others = fields.filter(|(name, value)| shown[*name] != **value);
    let others: Vec<_> = others
        .map(|(name, value)| format!("{name} {} is {}", brief(&shown[name]), brief(value)))
        .collect();
    Ok(Some(format!(
        "{who}, case {}: {}",
        now["id"],
        others.join(", ")
    )))
}

fn brief(value: &serde_json::Value) -> String {
    value.to_string().chars().take(60).collect()
}
