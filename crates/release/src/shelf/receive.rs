//! Taking a release in: a file at a time, each checked before it has its name, and the release's own name last.

use super::{BLOBS, Next, RELEASES, Shelf, at};
use crate::check::Refused;
use crate::manifest::{Blob, Entry, Manifest, sha256};
use contract::release::Trouble;
use contract::time::Timestamp;
use std::io::Read;

impl Shelf {
    /// The files of a release that are not here yet, each once.
    pub fn missing<'a>(&self, manifest: &'a Manifest) -> Vec<&'a Entry> {
        let mut seen = Vec::new();
        for entry in manifest.files.values() {
            if !entry.blobs().all(|blob| self.has(blob)) && !seen.contains(&entry) {
                seen.push(entry);
            }
        }
        seen
    }

    /// How much of a file came before the line broke, in bytes.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn part(&self, blob: &Blob) -> Result<u64, Refused> {
        let part = part(blob);
        let have = self.disk.length(&part).map_err(Refused::disk)?;
        if have > blob.length {
            self.disk.remove(&part).map_err(Refused::disk)?;
            return Ok(0);
        }
        Ok(have)
    }

    /// The next bytes of a file.
    ///
    /// # Errors
    /// When the disk refuses, or when this is more than the file has: what came is dropped then.
    pub fn take(&self, blob: &Blob, bytes: &[u8]) -> Result<(), Refused> {
        let have = self.part(blob)?;
        if have + bytes.len() as u64 > blob.length {
            self.drop_part(blob)?;
            return Err(Refused::new(
                Trouble::TooLarge,
                format!("{} is longer than {} bytes", blob.sha256, blob.length),
            ));
        }
        self.disk.append(&part(blob), bytes).map_err(Refused::disk)
    }

    /// Forgets what came of a file: the line cannot go on where it broke.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn drop_part(&self, blob: &Blob) -> Result<(), Refused> {
        self.disk.remove(&part(blob)).map_err(Refused::disk)
    }

    /// All of a file has come: it is checked, gets its name, and is unpacked.
    ///
    /// # Errors
    /// When it is not what was signed: what came is dropped then. Or when the disk refuses.
    pub fn finish(&self, entry: &Entry) -> Result<(), Refused> {
        let blob = entry.travels();
        let part = part(blob);
        if blob.length == 0 {
            self.disk.write(&part, b"").map_err(Refused::disk)?;
        }
        let bytes = self.disk.read(&part).map_err(Refused::disk)?;
        let plain = match sha256(&bytes) == blob.sha256 {
            true => unpack(entry, &bytes),
            false => None,
        };
        let Some(plain) = plain else {
            self.drop_part(blob)?;
            let what = format!("{} is not what was signed", blob.sha256);
            return Err(Refused::new(Trouble::NotAsSigned, what));
        };
        let named = || {
            if entry.brotli.is_some() {
                self.disk.put(&at(&entry.plain.sha256), &plain)?;
            }
            self.disk.sync(&part)?;
            self.disk.rename(&part, &at(&blob.sha256))?;
            self.disk.sync_folder(BLOBS)
        };
        named().map_err(Refused::disk)
    }

    /// A file that the car has already, from the portal that came with it.
    ///
    /// # Errors
    /// When it is not what was signed after all, or when the disk refuses.
    pub fn give(&self, entry: &Entry, bytes: &[u8]) -> Result<(), Refused> {
        self.drop_part(entry.travels())?;
        self.take(entry.travels(), bytes)?;
        self.finish(entry)
    }

    /// Every file of this release is here: it waits from now on, and everything that nothing needs goes.
    ///
    /// # Errors
    /// When one is missing, or when the disk refuses.
    pub fn offer(&mut self, manifest: &Manifest, now: Timestamp) -> Result<(), Refused> {
        if !self.missing(manifest).is_empty() {
            let what = format!("release {} is not here whole", manifest.facts.counter);
            return Err(Refused::new(Trouble::NotAsSigned, what));
        }
        let counter = manifest.facts.counter;
        let name = format!("{RELEASES}/{counter}.json");
        self.disk
            .put(&name, &manifest.bytes())
            .map_err(Refused::disk)?;
        let next = Next {
            counter,
            since: now,
            postponed: None,
        };
        self.change(|pointer| pointer.next = Some(next))
            .map_err(Refused::disk)?;
        self.clear().map_err(Refused::disk)
    }
}

fn part(blob: &Blob) -> String {
    format!("{}.part", at(&blob.sha256))
}

/// The file as a page sees it, where that is what was signed. Never more than was signed for, however small it came.
fn unpack(entry: &Entry, bytes: &[u8]) -> Option<Vec<u8>> {
    if entry.brotli.is_none() {
        return Some(Vec::new());
    }
    let mut plain = Vec::new();
    let mut reader = brotli::Decompressor::new(bytes, 4096).take(entry.plain.length + 1);
    reader.read_to_end(&mut plain).ok()?;
    let right = plain.len() as u64 == entry.plain.length && sha256(&plain) == entry.plain.sha256;
    right.then_some(plain)
}
