//! The directory in force: the configuration with what was imported over it, taken up anew when
//! something was imported.

use crate::config::Config;
use crate::directory::Directory;
use crate::import::{MergeError, merged};
use crate::store::StoreError;
use crate::store::read::Reader;
use rusqlite::Connection;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// The directory, and the import it is of.
pub struct Registry {
    base: Config,
    current: RwLock<Arc<Directory>>,
    version: AtomicI64,
}

impl Registry {
    /// As the configuration and the store have it.
    pub fn load(base: Config, db: &Connection) -> Result<Self, MergeError> {
        let directory = Directory::new(&merged(&base, db)?);
        Ok(Self {
            base,
            current: RwLock::new(Arc::new(directory)),
            version: AtomicI64::new(version(db)?),
        })
    }

    /// The directory in force.
    pub fn now(&self) -> Arc<Directory> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes up what was imported since. What does not go together with the configuration any more is
    /// left out and said in the log: the directory in force stays.
    pub fn refresh(&self, reader: &Reader) -> Result<(), MergeError> {
        reader.with(|db| {
            let found = version(db)?;
            if self.version.swap(found, Ordering::Relaxed) == found {
                return Ok(Ok(()));
            }
            Ok(merged(&self.base, db).map(|config| {
                let new = Arc::new(Directory::new(&config));
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
                tracing::info!(version = found, "an import was taken up");
            }))
        })?
    }
}

fn version(db: &Connection) -> Result<i64, StoreError> {
    Ok(db
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'registry'")?
        .query_row([], |r| r.get(0))?)
}
