//! A car's disk, as far as releases need one: so that a test can be a disk whose power is cut.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

/// A folder of files. What is written may be lost when the power goes, until `sync` was called on it; a name, until
/// `sync_folder` was called on its folder.
pub trait Disk: Send + Sync {
    /// All of a file.
    ///
    /// # Errors
    /// As the system's; `NotFound` where it is not there.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
    /// A file's length in bytes; 0 where it is not there.
    ///
    /// # Errors
    /// As the system's.
    fn length(&self, name: &str) -> io::Result<u64>;
    /// Makes a file of these bytes, in the place of what is there.
    ///
    /// # Errors
    /// As the system's.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Adds to a file; it need not be there yet.
    ///
    /// # Errors
    /// As the system's.
    fn append(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file's bytes survive a power cut.
    ///
    /// # Errors
    /// As the system's.
    fn sync(&self, name: &str) -> io::Result<()>;
    /// Gives a file another name, in the place of what has it.
    ///
    /// # Errors
    /// As the system's.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// As the system's.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// The names of the files in a folder; none where it is not there.
    ///
    /// # Errors
    /// As the system's.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;
    /// Makes a folder; one that is there is no error.
    ///
    /// # Errors
    /// As the system's.
    fn make_folder(&self, folder: &str) -> io::Result<()>;
    /// Waits until the names in a folder survive a power cut. `""` is the folder of all.
    ///
    /// # Errors
    /// As the system's.
    fn sync_folder(&self, folder: &str) -> io::Result<()>;

    /// Writes a file whole or not at all: when this has returned, it survives; when the power goes before, there is what
    /// was there before, or this.
    ///
    /// # Errors
    /// As the system's.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let new = format!("{name}.new");
        self.write(&new, bytes)?;
        self.sync(&new)?;
        self.rename(&new, name)?;
        self.sync_folder(name.rsplit_once('/').map_or("", |(folder, _)| folder))
    }
}

/// A real folder.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Disk for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }

    fn length(&self, name: &str) -> io::Result<u64> {
        match fs::metadata(self.0.join(name)) {
            Ok(found) => Ok(found.len()),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(0),
            Err(e) => Err(e),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(self.0.join(name), bytes)
    }

    fn append(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(self.0.join(name))?;
        file.write_all(bytes)
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        File::open(self.0.join(name))?.sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        absent(fs::remove_file(self.0.join(name)))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(self.0.join(folder)) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.extend(entry.file_name().into_string().ok());
            }
        }
        Ok(names)
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        fs::create_dir_all(self.0.join(folder))
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        File::open(self.0.join(folder))?.sync_all()
    }
}

fn absent(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
