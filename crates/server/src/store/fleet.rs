//! What cars say of releases: a row for each car, and one for each release that was tried on it, so that a car counts
//! once however often it speaks. For 30 days, and no longer than the car is paired.

use super::StoreError;
use contract::release::{ReleaseReport, Trouble};
use contract::time::Timestamp;
use contract::vin::Vin;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// How long a car counts that says nothing more, in minutes.
const KEPT_MINUTES: i64 = 30 * 24 * 60;

/// What cars have said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many cars run a release.
    pub running: BTreeMap<u64, u64>,
    /// On how many cars a release was tried, and on how many of them it did not start.
    pub tried: BTreeMap<u64, (u64, u64)>,
    /// How many cars took nothing, by reason.
    pub troubles: BTreeMap<Trouble, u64>,
}

/// Keeps a car's word. What is said of a release that does not count (`counts`) is left out.
pub fn report(
    db: &Connection,
    vin: &Vin,
    said: &ReleaseReport,
    counts: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let trouble = said.trouble.map(|trouble| slug(&trouble));
    db.prepare_cached("INSERT OR REPLACE INTO release_cars VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            vin.as_str(),
            said.running as i64,
            trouble,
            said.agent,
            now.0
        ])?;
    if let Some(tried) = said.tried.filter(|_| counts) {
        db.prepare_cached("INSERT OR REPLACE INTO release_tries VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                tried.counter as i64,
                vin.as_str(),
                tried.ready,
                now.0
            ])?;
    }
    Ok(())
}

/// What all cars have said.
pub fn rows(db: &Connection, now: Timestamp) -> Result<Rows, StoreError> {
    let oldest = now.plus_minutes(-KEPT_MINUTES).0;
    let mut rows = Rows::default();
    let mut cars = db.prepare_cached(
        "SELECT running, trouble, count(*) FROM release_cars WHERE at > ?1 GROUP BY running, trouble",
    )?;
    let mut found = cars.query([oldest])?;
    while let Some(row) = found.next()? {
        let (running, cars): (i64, i64) = (row.get(0)?, row.get(2)?);
        let trouble: Option<String> = row.get(1)?;
        let cars = cars.unsigned_abs();
        *rows.running.entry(running.unsigned_abs()).or_default() += cars;
        if let Some(trouble) = trouble.and_then(|slug| serde_json::from_value(slug.into()).ok()) {
            *rows.troubles.entry(trouble).or_default() += cars;
        }
    }
    let mut tries = db.prepare_cached(
        "SELECT counter, count(*), sum(1 - ready) FROM release_tries WHERE at > ?1 GROUP BY counter",
    )?;
    let mut found = tries.query([oldest])?;
    while let Some(row) = found.next()? {
        let (counter, tried, failed): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        rows.tried.insert(
            counter.unsigned_abs(),
            (tried.unsigned_abs(), failed.unsigned_abs()),
        );
    }
    Ok(rows)
}

/// Forgets a car.
pub fn forget(db: &Connection, vin: &Vin) -> Result<(), StoreError> {
    for table in ["release_cars", "release_tries"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE vin = ?1"))?
            .execute([vin.as_str()])?;
    }
    Ok(())
}

/// Forgets what is too old.
pub fn prune(db: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let oldest = now.plus_minutes(-KEPT_MINUTES).0;
    for table in ["release_cars", "release_tries"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE at <= ?1"))?
            .execute([oldest])?;
    }
    Ok(())
}

/// As it stands in JSON.
fn slug(trouble: &Trouble) -> String {
    let slug = serde_json::to_value(trouble).ok();
    slug.and_then(|slug| slug.as_str().map(str::to_owned))
        .unwrap_or_default()
}
