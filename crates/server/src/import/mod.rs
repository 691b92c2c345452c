//! Centres, people, cars, campaigns, articles and settings from a file: a JSON object to a line, with
//! `servicelane import FILE` or at the desk. All of it or nothing; a line that is not right is named
//! with its reason.
//!
//! ```text
//! {"kind":"centre","id":"bergen","name":"Bergen", …}
//! {"kind":"vehicle","vin":"WVWZZZ1JZXW000009","open":["21V650000"]}
//! {"kind":"campaigns","Count":1,"results":[{"NHTSACampaignNumber":"21V650000", …}]}
//! {"kind":"components","names":["STEERING", …]}
//! {"kind":"contacts","centre":"bergen","on":true}
//! {"kind":"terms","reopen_days":21, …}
//! ```
//! What is imported takes the place of what has the same id, in the configuration too; `components` and
//! `terms` take the place of all of theirs. [`entry`] reads a line, [`merge`] lays what was kept over
//! the configuration.

pub(crate) mod entry;
pub(crate) mod merge;

pub use merge::MergeError;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::registry::{Note, Thing, keep};
use crate::store::{self, StoreError};
use contract::settings::Changed;
use contract::vehicle::PaidRepair;
use std::collections::HashSet;
use std::path::Path;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A line is not right.
    #[error("line {0}: {1}")]
    Line(usize, String),
    /// Each line is right, and together they are not.
    #[error("{0}")]
    Together(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file, read: its things, and the line of each.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub things: Vec<Thing>,
    lines: Vec<usize>,
}

impl File {
    /// Reads each line by itself.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        let mut file = Self::default();
        for (i, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let found = entry::read(line).map_err(|reason| ImportError::Line(i + 1, reason))?;
            file.lines.extend(found.iter().map(|_| i + 1));
            file.things.extend(found);
        }
        Ok(file)
    }

    /// How many things.
    pub fn count(&self) -> u32 {
        u32::try_from(self.things.len()).unwrap_or(u32::MAX)
    }

    /// Names the line that a fault of the whole is about.
    pub fn blame(&self, error: MergeError) -> ImportError {
        let (error, of) = match error {
            MergeError::Store(e) => return ImportError::Store(e),
            MergeError::Config(error, of) => (error, of),
        };
        let (kind, id) = of.unwrap_or_default();
        // The thing itself; or what has taken its id; or the list that does not have its component.
        let line = self
            .line(|t| t.kind == kind && t.id == id)
            .or_else(|| self.line(|t| !id.is_empty() && t.id == id))
            .or_else(|| self.line(|t| t.kind == "components" && error.key.contains(".component")));
        match line {
            Some(line) => ImportError::Line(line, error.to_string()),
            None => ImportError::Together(error.to_string()),
        }
    }

    /// The line of the last thing like this.
    pub fn line(&self, is: impl Fn(&Thing) -> bool) -> Option<usize> {
        let mut all = self.things.iter().zip(&self.lines).rev();
        all.find(|(thing, _)| is(thing)).map(|(_, line)| *line)
    }

    /// What was paid for its cars before.
    pub fn paid(&self, merged: &Config) -> Vec<(String, PaidRepair)> {
        let cars = self.things.iter().filter(|t| t.kind == "vehicle");
        let cars: HashSet<&str> = cars.map(|t| t.id.as_str()).collect();
        let records = merged.records.iter();
        records
            .filter(|r| cars.contains(r.vin.as_str()))
            .flat_map(|r| {
                r.paid
                    .iter()
                    .map(move |p| (r.vin.as_str().to_owned(), p.clone()))
            })
            .collect()
    }
}

/// Imports a file's text into the store of `data`; how many things. The server, where it runs, takes
/// them up within a second.
pub fn import(base: &Config, data: &Path, text: &str) -> Result<usize, ImportError> {
    let file = File::read(text)?;
    let mut db = store::open(data)?;
    let tx = db.transaction().map_err(StoreError::from)?;
    let merged = merge::merged(base, &tx, &file.things).map_err(|e| file.blame(e))?;
    if file.things.is_empty() {
        return Ok(0);
    }
    let note = Note {
        person: String::new(),
        name: "servicelane import".into(),
        centres: None,
        what: Changed::Imported {
            things: file.count(),
        },
    };
    let paid = file.paid(&merged);
    keep(&tx, Clock::System.now(), &file.things, &paid, &note)?;
    tx.commit().map_err(StoreError::from)?;
    Ok(file.things.len())
}
