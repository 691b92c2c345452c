//! What a car keeps: releases by their files' hashes, and one small file, the pointer, that says which of them is shown.
//! The pointer changes by one atomic rename, so that whenever the power is cut one whole release is shown next.
//!
//! ```text
//! pointer.json              which release is shown, and which were tried
//! kept.json                 what of the repository's metadata was right the last time
//! releases/<counter>.json   the manifests of what lies here whole
//! blobs/<sha256>            files, each whole and checked; <sha256>.part while it comes
//! ```
//!
//! Release 0 is the portal that came with the car: it lies elsewhere, is never removed, and is what remains.

mod pointer;
mod receive;

pub use pointer::{BOOTS, Next, Pointer, Trying};

use crate::check::Kept;
use crate::disk::Disk;
use crate::manifest::{Blob, Manifest, sha256};
use contract::release::{ReleaseChoice, ReleaseFacts};
use contract::time::Timestamp;
use std::collections::BTreeSet;
use std::io;

const POINTER: &str = "pointer.json";
const KEPT: &str = "kept.json";
const BLOBS: &str = "blobs";
const RELEASES: &str = "releases";

/// A car's releases.
pub struct Shelf {
    disk: Box<dyn Disk>,
    pointer: Pointer,
}

/// One file of a release, as a page is given it.
pub struct Served {
    /// Below the portal's folder.
    pub path: String,
    /// As a page sees it.
    pub plain: Vec<u8>,
    /// The same by brotli.
    pub brotli: Option<Vec<u8>>,
}

impl Shelf {
    /// Opens what the car keeps. A pointer that cannot be read, or that names what is not here whole, is no reason not to
    /// start: the release before is shown then, or the one that came with the car.
    ///
    /// # Errors
    /// When the folder cannot be used at all.
    pub fn open(disk: impl Disk + 'static) -> io::Result<Self> {
        disk.make_folder(BLOBS)?;
        disk.make_folder(RELEASES)?;
        disk.sync_folder("")?;
        let read = disk.read(POINTER).ok();
        let pointer = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut shelf = Self {
            disk: Box::new(disk),
            pointer: pointer.unwrap_or_default(),
        };
        let Pointer {
            running, before, ..
        } = shelf.pointer;
        let whole = [running, before].into_iter().find(|n| shelf.is_whole(*n));
        shelf.pointer.running = whole.unwrap_or(0);
        Ok(shelf)
    }

    /// Which release is shown, and what else is known of releases.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// What people may know of a release that lies here; `None` for the one that came with the car.
    pub fn facts(&self, counter: u64) -> Option<ReleaseFacts> {
        self.manifest(counter).map(|manifest| manifest.facts)
    }

    /// A release that lies here.
    pub fn manifest(&self, counter: u64) -> Option<Manifest> {
        let bytes = self.disk.read(&format!("{RELEASES}/{counter}.json")).ok()?;
        let read = Manifest::parse(&bytes).ok()?;
        (read.facts.counter == counter).then_some(read)
    }

    /// All files of a release, each checked; `None` where one is missing or is not what was signed.
    pub fn load(&self, counter: u64) -> Option<Vec<Served>> {
        let manifest = self.manifest(counter)?;
        let read = |blob: &Blob| {
            let bytes = self.disk.read(&at(&blob.sha256)).ok()?;
            (sha256(&bytes) == blob.sha256).then_some(bytes)
        };
        let served = manifest.files.iter().map(|(path, entry)| {
            Some(Served {
                path: path.clone(),
                plain: read(&entry.plain)?,
                brotli: match &entry.brotli {
                    Some(blob) => Some(read(blob)?),
                    None => None,
                },
            })
        });
        served.collect()
    }

    /// Whether every file of it is here; the one that came with the car is.
    fn is_whole(&self, counter: u64) -> bool {
        counter == 0
            || self
                .manifest(counter)
                .is_some_and(|m| m.blobs().into_iter().all(|b| self.has(b)))
    }

    fn has(&self, blob: &Blob) -> bool {
        // An empty file is no name with nothing behind it: its name came after its bytes.
        let length = self.disk.length(&at(&blob.sha256));
        length.is_ok_and(|n| n == blob.length)
            && (blob.length > 0 || self.disk.read(&at(&blob.sha256)).is_ok())
    }

    /// A page is opened: which release it gets. While one is tried, that counts as one of its starts, and is written down
    /// before the page gets anything; where that is refused, the release before is shown, and nothing has changed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open_page(&mut self) -> io::Result<u64> {
        if self
            .pointer
            .trying
            .is_some_and(|trying| trying.boots >= BOOTS)
        {
            self.fail()?;
        }
        self.change(|pointer| {
            if let Some(trying) = &mut pointer.trying {
                trying.boots += 1;
            }
        })?;
        Ok(self.pointer.shown())
    }

    /// The release that waits is tried from now on.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn switch(&mut self) -> io::Result<()> {
        self.change(|pointer| {
            if let Some(next) = pointer.next.take() {
                let counter = next.counter;
                pointer.trying = Some(Trying { counter, boots: 0 });
            }
        })
    }

    /// The release that is tried has reported itself ready. It is the running one from now on.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn ready(&mut self) -> io::Result<()> {
        let Some(Trying { counter, .. }) = self.pointer.trying else {
            return Ok(());
        };
        self.change(|pointer| {
            pointer.trying = None;
            pointer.before = std::mem::replace(&mut pointer.running, counter);
        })?;
        self.clear()
    }

    /// The release that is tried has not reported itself ready in time. Once it has had its starts it is not tried again;
    /// whether that is so.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn not_ready(&mut self) -> io::Result<bool> {
        let over = self
            .pointer
            .trying
            .is_some_and(|trying| trying.boots >= BOOTS);
        if over {
            self.fail()?;
        }
        Ok(over)
    }

    /// Goes back, and never tries it again.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn fail(&mut self) -> io::Result<()> {
        let Some(Trying { counter, .. }) = self.pointer.trying else {
            return Ok(());
        };
        let facts = self.facts(counter).unwrap_or(ReleaseFacts {
            counter,
            ..Default::default()
        });
        self.change(|pointer| {
            pointer.trying = None;
            pointer.failed = Some(facts);
            pointer.never.insert(counter);
        })
    }

    /// Nothing is shown before then.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn postpone(&mut self, until: Option<Timestamp>) -> io::Result<()> {
        self.change(|pointer| {
            if let Some(next) = &mut pointer.next {
                next.postponed = until;
            }
        })
    }

    /// A tester chose.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn choose(&mut self, choice: ReleaseChoice) -> io::Result<()> {
        self.change(|pointer| pointer.choice = choice)
    }

    /// What was on offer is not any more: halted, or another was chosen.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn withdraw(&mut self) -> io::Result<()> {
        match self.pointer.next {
            Some(_) => self.change(|pointer| pointer.next = None),
            None => Ok(()),
        }
    }

    /// What of the metadata was right the last time.
    pub fn kept(&self) -> Kept {
        let read = self.disk.read(KEPT).ok();
        let kept = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        kept.unwrap_or_default()
    }

    /// Keeps it for the next time.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, kept: &Kept) -> io::Result<()> {
        self.disk.put(KEPT, &serde_json::to_vec(kept)?)
    }

    /// Changes the pointer on the disk first: what is in memory is never ahead of it.
    fn change(&mut self, change: impl FnOnce(&mut Pointer)) -> io::Result<()> {
        let mut pointer = self.pointer.clone();
        change(&mut pointer);
        if pointer != self.pointer {
            self.disk.put(POINTER, &serde_json::to_vec(&pointer)?)?;
            self.pointer = pointer;
        }
        Ok(())
    }

    /// Removes what no release needs that may still be shown.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear(&self) -> io::Result<()> {
        let needed = self.pointer.needed();
        let manifests: Vec<_> = needed.iter().filter_map(|n| self.manifest(*n)).collect();
        let blobs: BTreeSet<&str> = manifests
            .iter()
            .flat_map(Manifest::blobs)
            .map(|blob| blob.sha256.as_str())
            .collect();
        for name in self.disk.list(RELEASES)? {
            let counter = name.strip_suffix(".json").and_then(|n| n.parse().ok());
            if !counter.is_some_and(|n| needed.contains(&n)) {
                self.disk.remove(&format!("{RELEASES}/{name}"))?;
            }
        }
        for name in self.disk.list(BLOBS)? {
            if !blobs.contains(name.as_str()) {
                self.disk.remove(&at(&name))?;
            }
        }
        Ok(())
    }
}

fn at(hash: &str) -> String {
    format!("{BLOBS}/{hash}")
}
