//! A copy of a store, taken while it is used, and a store made of a copy.

use super::verify::{self, Report};
use super::{StoreError, file, files, random_u128};
use crate::files::shelf;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why there is no copy, or no store of it. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// What is there stays.
    #[error("{0} is there already: name another file, or move it away")]
    There(PathBuf),
    /// There is no store to copy.
    #[error("{0} is not there")]
    Nothing(PathBuf),
    /// The disk.
    #[error("{0} cannot be written")]
    Disk(PathBuf, #[source] io::Error),
    /// The store.
    #[error("the store cannot be read")]
    Store(#[from] StoreError),
    /// The copy's log does not hold.
    #[error("the copy does not hold together: {0}")]
    Broken(String),
}

impl From<rusqlite::Error> for BackupError {
    fn from(e: rusqlite::Error) -> Self {
        Self::Store(e.into())
    }
}

/// Copies the store in `data` into one file, and its photos and videos into a folder of that name and `.files`, as it is
/// at one moment. Owners and staff go on meanwhile, and the copy has
/// nothing of what they do. It is there whole or not at all, readable by its owner alone: it holds personal data.
///
/// # Errors
/// A file of that name, no store, no room.
pub fn back_up(data: &Path, to: &Path) -> Result<(), BackupError> {
    let own = file(data);
    if !own.is_file() {
        return Err(BackupError::Nothing(own));
    }
    arrive(to, |beside| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&own, flags)?;
        db.busy_timeout(Duration::from_secs(5))?;
        // One read transaction, which no writer waits for. Copying page by page would begin again at each commit.
        db.execute("VACUUM INTO ?1", [beside.to_string_lossy()])?;
        // A file is there before the log names it, and never changes.
        let copy = Connection::open(beside)?;
        bring(&copy, &shelf::folder(data), &files_of(to))
    })
}

/// Makes a store in `data` of a copy, after checking all of its log. The store gets an epoch of its own, so that every
/// open page learns that what it has seen since may not have been, and asks again. Everybody signs in again: whoever
/// has signed out since would be signed in.
///
/// # Errors
/// A store that is there already, a copy that does not hold together.
pub fn restore(from: &Path, data: &Path) -> Result<Report, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Nothing(from.to_owned()));
    }
    let to = file(data);
    fs::create_dir_all(data).map_err(|e| BackupError::Disk(data.to_owned(), e))?;
    arrive(&to, |beside| {
        let disk = |e| BackupError::Disk(beside.to_owned(), e);
        let mut copy = OpenOptions::new().write(true).open(beside).map_err(disk)?;
        let mut source = File::open(from).map_err(disk)?;
        io::copy(&mut source, &mut copy).map_err(disk)?;
        drop(copy);
        let db = Connection::open(beside)?;
        let epoch = format!("{:016x}", random_u128()? as u64);
        db.execute("UPDATE meta SET value = ?1 WHERE name = 'epoch'", [epoch])?;
        db.execute("DELETE FROM sessions", [])?;
        // What waited when the copy was made has been told since.
        db.execute("DELETE FROM notices", [])?;
        let report = verify::verify_file(beside, &files_of(from))?;
        match report.faults.first() {
            None => bring(&db, &files_of(from), &shelf::folder(data)).map(|()| report),
            Some(fault) => Err(BackupError::Broken(fault.clone())),
        }
    })
}

/// Where the photos and videos of a copy are: beside it.
fn files_of(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".files");
    name.into()
}

/// Copies the files that a store names, from one folder to another, readable by their owner alone.
fn bring(db: &Connection, from: &Path, to: &Path) -> Result<(), BackupError> {
    for (case, digest) in files::all(db)? {
        let (from, to) = (from.join(case.as_str()), to.join(case.as_str()));
        let (from, to) = (from.join(digest.as_str()), to.join(digest.as_str()));
        let disk = |e| BackupError::Disk(to.clone(), e);
        let folder = to.parent().unwrap_or(&to);
        let mut make = DirBuilder::new();
        make.recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(disk)?;
        let mut source = match File::open(&from) {
            Ok(source) => source,
            // One that belongs to no case may have been taken away since; `verify` misses one that does.
            Err(e) if e.kind() == ErrorKind::NotFound => continue,
            Err(e) => return Err(disk(e)),
        };
        let mut options = OpenOptions::new();
        let copy = options.write(true).create(true).truncate(true).mode(0o600);
        let mut copy = copy.open(&to).map_err(disk)?;
        io::copy(&mut source, &mut copy).map_err(disk)?;
        copy.sync_all().map_err(disk)?;
    }
    Ok(())
}

/// Has a file made beside its place, and puts it there when it is safe on the disk. What was begun and not finished goes
/// away.
fn arrive<T>(
    to: &Path,
    make: impl FnOnce(&Path) -> Result<T, BackupError>,
) -> Result<T, BackupError> {
    let disk = |e| BackupError::Disk(to.to_owned(), e);
    if to.try_exists().map_err(disk)? {
        return Err(BackupError::There(to.to_owned()));
    }
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    let beside = PathBuf::from(name);
    let begun = begin(&beside).map_err(disk);
    let made = begun.and_then(|()| make(&beside));
    let placed = made.and_then(|made| {
        place(&beside, to).map_err(disk)?;
        Ok(made)
    });
    if placed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    placed
}

/// An empty file that nobody else may read; SQLite takes it for an empty database.
fn begin(beside: &Path) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = OpenOptions::new();
    let file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(beside)?;
    file.set_permissions(Permissions::from_mode(0o600))
}

/// Its bytes first, then its name; a link does not replace what somebody else has put there meanwhile.
fn place(beside: &Path, to: &Path) -> io::Result<()> {
    File::open(beside)?.sync_all()?;
    fs::hard_link(beside, to)?;
    fs::remove_file(beside)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
