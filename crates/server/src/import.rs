//! `servicelane import FILE`: centres, people, cars, campaigns and articles from the maker's registry,
//! a JSON object to a line. All of it or nothing; a line that is not right is named with its reason.
//!
//! ```text
//! {"kind":"centre","id":"bergen","name":"Bergen", …}
//! {"kind":"vehicle","vin":"WVWZZZ1JZXW000009","open":["21V650000"]}
//! {"kind":"campaigns","Count":1,"results":[{"NHTSACampaignNumber":"21V650000", …}]}
//! ```
//! What is imported takes the place of what has the same id, in the configuration too.

use crate::config::{CentreConfig, Config, ConfigError, Driver, Owner, Record, StaffConfig};
use crate::store::{self, StoreError, beside};
use contract::money::Money;
use contract::reward::Article;
use contract::vehicle::Campaign;
use rusqlite::{Connection, params};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

/// One line of a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Entry {
    Centre(Box<CentreConfig>),
    Owner(Owner),
    Driver(Driver),
    Staff(Box<StaffConfig>),
    Vehicle(Record),
    Campaign(Campaign),
    Campaigns(Feed),
    Article(Article),
    Discount(Money),
}

/// The public feed, as `recallsByVehicle` serves it. Absent results are an error and never "no
/// recalls".
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feed {
    results: Vec<FeedItem>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FeedItem {
    #[serde(rename = "NHTSACampaignNumber")]
    number: String,
    component: String,
    summary: String,
    consequence: String,
    remedy: String,
    #[serde(default, rename = "parkIt")]
    park_it: Option<bool>,
    #[serde(default, rename = "parkOutSide")]
    park_outside: Option<bool>,
    #[serde(default, rename = "overTheAirUpdate")]
    over_the_air: Option<bool>,
}

impl From<FeedItem> for Campaign {
    fn from(item: FeedItem) -> Self {
        Self {
            number: item.number,
            component: item.component,
            summary: item.summary,
            consequence: item.consequence,
            remedy: item.remedy,
            park_it: item.park_it.unwrap_or(false),
            park_outside: item.park_outside.unwrap_or(false),
            over_the_air: item.over_the_air.unwrap_or(false),
        }
    }
}

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

/// A thing to keep: its kind, its id, its JSON.
type Row = (&'static str, String, String);

/// Imports a file's text into the store of `data`; how many things. The server, where it runs, takes
/// them up within a second.
pub fn import(base: &Config, data: &Path, text: &str) -> Result<usize, ImportError> {
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let found = read(line).map_err(|reason| ImportError::Line(i + 1, reason))?;
        lines.extend(found.iter().map(|_| i + 1));
        rows.extend(found);
    }
    let mut db = store::open(data)?;
    let tx = db.transaction().map_err(StoreError::from)?;
    for (kind, id, json) in &rows {
        tx.execute(
            "INSERT OR REPLACE INTO registry VALUES (?1, ?2, ?3)",
            params![kind, id, json],
        )
        .map_err(StoreError::from)?;
    }
    let config = merged(base, &tx).map_err(|e| match e {
        MergeError::Config(e) => blame(&e, &rows, &lines),
        MergeError::Store(e) => ImportError::Store(e),
    })?;
    for record in &config.records {
        for paid in &record.paid {
            beside::import_paid(&tx, record.vin.as_str(), paid)?;
        }
    }
    tx.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'registry'",
        [],
    )
    .map_err(StoreError::from)?;
    tx.commit().map_err(StoreError::from)?;
    Ok(rows.len())
}

/// The things of one line.
fn read(line: &str) -> Result<Vec<Row>, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("is not JSON: {e}"))?;
    let entry: Entry = serde_json::from_value(value.clone()).map_err(|e| e.to_string())?;
    let row = |kind, id: &str| vec![(kind, id.to_owned(), line.to_owned())];
    Ok(match &entry {
        Entry::Centre(centre) => row("centre", centre.centre.id.as_str()),
        Entry::Owner(owner) => row("owner", owner.id.as_str()),
        Entry::Driver(driver) => row("driver", driver.id.as_str()),
        Entry::Staff(staff) => row("staff", staff.staff.id.as_str()),
        Entry::Vehicle(record) => row("vehicle", record.vin.as_str()),
        Entry::Campaign(campaign) => row("campaign", &campaign.number),
        Entry::Article(article) => row("article", &article.id),
        Entry::Discount(money) => row("discount", money.currency.as_str()),
        Entry::Campaigns(feed) => {
            let one = |item: &FeedItem| {
                let campaign = Campaign::from(item.clone());
                let mut json = serde_json::to_value(&campaign).map_err(|e| e.to_string())?;
                json["kind"] = "campaign".into();
                Ok(("campaign", campaign.number, json.to_string()))
            };
            feed.results
                .iter()
                .map(one)
                .collect::<Result<_, String>>()?
        }
    })
}

/// Finds the line that a fault of the whole is about: the last part of the file that names it.
fn blame(error: &ConfigError, rows: &[Row], lines: &[usize]) -> ImportError {
    let named = rows.iter().zip(lines).rev().find(|((_, id, json), _)| {
        error.reason.contains(id.as_str())
            || error
                .reason
                .split(['"', ' '])
                .filter(|word| word.len() > 2)
                .any(|word| json.contains(&format!("\"{word}\"")))
    });
    match named {
        Some((_, line)) => ImportError::Line(*line, error.to_string()),
        None => ImportError::Together(error.to_string()),
    }
}

/// Why the configuration and what was imported do not go together.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// They contradict one another.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The configuration with everything imported over it, checked.
pub fn merged(base: &Config, db: &Connection) -> Result<Config, MergeError> {
    let mut config = base.clone();
    let mut statement = db
        .prepare("SELECT json FROM registry ORDER BY kind, id")
        .map_err(StoreError::from)?;
    let rows = statement
        .query_map([], |r| r.get::<_, String>(0))
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(StoreError::from)?;
    for json in rows {
        match serde_json::from_str(&json).map_err(StoreError::Row)? {
            Entry::Centre(new) => put(&mut config.centres, *new, |c| c.centre.id.to_string()),
            Entry::Owner(new) => put(&mut config.owners, new, |o| o.id.to_string()),
            Entry::Driver(new) => put(&mut config.drivers, new, |d| d.id.to_string()),
            Entry::Staff(new) => put(&mut config.staff, *new, |s| s.staff.id.to_string()),
            Entry::Vehicle(new) => put(&mut config.records, new, |r| r.vin.as_str().to_owned()),
            Entry::Campaign(new) => put(&mut config.campaigns, new, |c| c.number.clone()),
            Entry::Article(new) => put(&mut config.articles, new, |a| a.id.clone()),
            Entry::Discount(new) => {
                put(&mut config.discounts, new, |d| {
                    d.currency.as_str().to_owned()
                });
            }
            Entry::Campaigns(_) => {}
        }
    }
    config.check()?;
    Ok(config)
}

/// Puts a thing in the place of the one with its id, or at the end.
fn put<T>(all: &mut Vec<T>, new: T, id: impl Fn(&T) -> String) {
    let name = id(&new);
    match all.iter_mut().find(|old| id(old) == name) {
        Some(old) => *old = new,
        None => all.push(new),
    }
}
