//! The store: one SQLite file, one writer, several readers.
//!
//! [`writer`] commits in groups what [`command`] decides; [`beside`] holds what is not in the log,
//! [`registry`] what was imported and set, [`pairing`] and [`signals`] what cars may do and have said, [`files`] which photos and videos have arrived, [`fleet`] what cars say of releases, [`wishes`] how people want to be told and [`notices`] what waits for that; [`read`] and [`survey`] answer from connections of their own;
//! [`verify`] checks the log and rebuilds the views, [`backup`] copies all of it and brings a copy back. An event and the view it changes are one
//! transaction, and what was acknowledged survives a power cut (WAL, synchronous=FULL).

pub mod backup;
pub(crate) mod beside;
mod command;
pub(crate) mod files;
pub(crate) mod fleet;
pub(crate) mod notices;
pub(crate) mod pairing;
pub mod read;
pub(crate) mod rebuild;
pub(crate) mod registry;
mod row;
pub mod session;
pub(crate) mod signals;
pub mod survey;
pub mod verify;
pub(crate) mod wishes;
pub mod writer;

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The schema's migrations, in order; the file's `user_version` counts those it has.
const MIGRATIONS: [&str; 8] = [
    include_str!("schema.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
    include_str!("schema-6.sql"),
    include_str!("schema-7.sql"),
    include_str!("schema-8.sql"),
];

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made.
    #[error("cannot make the folder {0}")]
    Folder(PathBuf, #[source] std::io::Error),
    /// The file was written by a newer program.
    #[error(
        "the database is of version {found}, this program knows up to {known}: use a newer program"
    )]
    Newer {
        /// The file's version.
        found: usize,
        /// The newest this program knows.
        known: usize,
    },
    /// SQLite's own words.
    #[error("the database refused")]
    Sqlite(#[from] rusqlite::Error),
    /// A row of ours does not read.
    #[error("a stored row does not read: {0}")]
    Row(#[from] serde_json::Error),
    /// No randomness to be had.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

impl StoreError {
    /// No room left: nothing was changed, and it may work again later.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Sqlite(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull))
    }
}

/// How long one connection waits for another.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database file in a data folder.
pub fn file(data: &Path) -> PathBuf {
    data.join("servicelane.sqlite")
}

/// Opens for writing: makes the folder and file, brings the schema up to date.
pub fn open(data: &Path) -> Result<Connection, StoreError> {
    std::fs::create_dir_all(data).map_err(|e| StoreError::Folder(data.to_owned(), e))?;
    let mut db = Connection::open(file(data))?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "wal_autocheckpoint", 4000)?;
    // What is erased is overwritten, not left on a free page.
    db.pragma_update(None, "secure_delete", "ON")?;
    migrate(&mut db)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Opens for reading.
pub fn open_reader(data: &Path) -> Result<Connection, StoreError> {
    read_only(&file(data))
}

/// Opens a database file for reading.
fn read_only(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    let found = found as usize;
    if found > MIGRATIONS.len() {
        return Err(StoreError::Newer {
            found,
            known: MIGRATIONS.len(),
        });
    }
    for (i, sql) in MIGRATIONS.iter().enumerate().skip(found) {
        let tx = db.transaction()?;
        tx.execute_batch(sql)?;
        if i == 0 {
            let epoch = format!("{:016x}", random_u128()? as u64);
            tx.execute("INSERT INTO meta VALUES ('epoch', ?1)", [epoch])?;
        }
        tx.pragma_update(None, "user_version", i as u32 + 1)?;
        tx.commit()?;
    }
    Ok(())
}

/// 128 random bits from the system.
pub fn random_u128() -> Result<u128, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(StoreError::Random)?;
    Ok(u128::from_le_bytes(bytes))
}
