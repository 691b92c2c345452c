//! The floor that creates are compared with: bare SQLite in this process, one row to each commit, every
//! commit flushed to the disk. What commits in groups may be faster than that.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::Fault;

/// Bytes in each: about a case as it is kept.
const ROW: usize = 2048;

/// Rows in a second, one to a commit, with the server's own settings (WAL, synchronous=FULL).
pub fn inserts(file: &Path, length: Duration) -> Result<u64, Fault> {
    let _ = std::fs::remove_file(file);
    let db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "wal_autocheckpoint", 4000)?;
    db.execute_batch("CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;
    let mut insert = db.prepare("INSERT INTO rows (bytes) VALUES (?1)")?;
    let row = vec![7_u8; ROW];
    let start = Instant::now();
    let mut count = 0.0;
    while start.elapsed() < length {
        insert.execute([&row])?;
        count += 1.0;
    }
    Ok((count / start.elapsed().as_secs_f64()) as u64)
}
