//! What cars said under their own credential: what their owners agreed to, for 72 hours, and never more
//! than so many rows for a car.

use super::StoreError;
use casework::signals::STORED;
use contract::time::Timestamp;
use contract::vehicle::{Signal, SignalKind};
use contract::vin::Vin;
use rusqlite::{Connection, params};

/// Newest signals of one path that are shown: enough to tell whether a range falls.
const SHOWN: u32 = 32;

/// Stores signals, each once however often it is sent; the oldest beyond the car's bound go.
pub fn store(db: &Connection, vin: &Vin, signals: &[Signal]) -> Result<(), StoreError> {
    let mut put =
        db.prepare_cached("INSERT OR REPLACE INTO signals VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for signal in signals {
        put.execute(params![
            vin.as_str(),
            signal.path,
            signal.at.0,
            SignalKind::of(&signal.path).slug(),
            signal.value
        ])?;
    }
    db.prepare_cached(
        "DELETE FROM signals WHERE (vin, path, at) IN (SELECT vin, path, at FROM signals \
         WHERE vin = ?1 ORDER BY at DESC, path LIMIT -1 OFFSET ?2)",
    )?
    .execute(params![vin.as_str(), STORED as i64])?;
    Ok(())
}

/// What is stored of a car and not yet too old, the newest of each path last.
pub fn of(db: &Connection, vin: &Vin, oldest: Timestamp) -> Result<Vec<Signal>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT path, value, at FROM (SELECT path, value, at, \
         row_number() OVER (PARTITION BY path ORDER BY at DESC) AS nth \
         FROM signals WHERE vin = ?1 AND at > ?2) WHERE nth <= ?3 ORDER BY path, at",
    )?;
    let signals = statement.query_map(params![vin.as_str(), oldest.0, SHOWN], |r| {
        Ok(Signal {
            path: r.get(0)?,
            value: r.get(1)?,
            at: Timestamp(r.get(2)?),
        })
    })?;
    Ok(signals.collect::<Result<_, _>>()?)
}

/// Forgets what a car said, but for these kinds.
pub fn forget(db: &Connection, vin: &Vin, but: &[SignalKind]) -> Result<(), StoreError> {
    let but: Vec<&str> = but.iter().map(|kind| kind.slug()).collect();
    db.prepare_cached(
        "DELETE FROM signals WHERE vin = ?1 AND kind NOT IN (SELECT value FROM json_each(?2))",
    )?
    .execute(params![vin.as_str(), serde_json::to_string(&but)?])?;
    Ok(())
}

/// Whether anything was said by then, or before.
pub fn any_old(db: &Connection, oldest: Timestamp) -> Result<bool, StoreError> {
    let mut statement = db.prepare_cached("SELECT 1 FROM signals WHERE at <= ?1 LIMIT 1")?;
    Ok(statement.exists([oldest.0])?)
}

/// Forgets what was said by then, or before.
pub fn prune(db: &Connection, oldest: Timestamp) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM signals WHERE at <= ?1")?
        .execute([oldest.0])?;
    Ok(())
}
