//! The directory in force: the configuration with what was imported and set over it, taken up anew when
//! something was.

use crate::config::Config;
use crate::directory::Directory;
use crate::import::MergeError;
use crate::import::merge::merged;
use crate::store::read::Reader;
use crate::store::registry::{Thing, settled, version};
use contract::id::PersonId;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The directory, and what it is made of.
pub struct Registry {
    base: Config,
    current: RwLock<Arc<Directory>>,
    /// The version looked at last. Held while one is taken up, so that who comes second finds it there.
    seen: Mutex<u64>,
}

/// What a change would make.
pub struct Checked {
    /// The version that it was checked over.
    pub version: u64,
    /// The one that people change over; see [`settled`].
    pub settled: u64,
    /// The configuration after it.
    pub config: Config,
}

impl Registry {
    /// As the configuration and the store have it.
    pub fn load(base: Config, db: &Connection) -> Result<Self, MergeError> {
        let version = version(db)?;
        let directory = Directory::new(&merged(&base, db, &[])?, settled(db)?);
        Ok(Self {
            base,
            current: RwLock::new(Arc::new(directory)),
            seen: Mutex::new(version),
        })
    }

    /// The directory in force.
    pub fn now(&self) -> Arc<Directory> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whether these things go together with all the others; nothing is kept.
    pub fn check(&self, reader: &Reader, things: &[Thing]) -> Result<Checked, MergeError> {
        reader.with(|db| {
            let at_once = db.unchecked_transaction()?;
            let (version, settled) = (version(&at_once)?, settled(&at_once)?);
            let config = merged(&self.base, &at_once, things);
            Ok(config.map(|config| Checked {
                version,
                settled,
                config,
            }))
        })?
    }

    /// Takes up what was changed since; whose rights are others than before. What does not go together
    /// with the configuration any more is left out: the directory in force stays.
    pub fn refresh(&self, reader: &Reader) -> Result<Vec<PersonId>, MergeError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        reader.with(|db| {
            let at_once = db.unchecked_transaction()?;
            let found = version(&at_once)?;
            if *seen == found {
                return Ok(Ok(Vec::new()));
            }
            *seen = found;
            let settled = settled(&at_once)?;
            Ok(merged(&self.base, &at_once, &[]).map(|config| self.take_up(&config, settled)))
        })?
    }

    fn take_up(&self, config: &Config, version: u64) -> Vec<PersonId> {
        let new = Arc::new(Directory::new(config, version));
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let moved = current.others_in(&new);
        *current = new;
        tracing::info!(version, "a change was taken up");
        moved
    }
}
