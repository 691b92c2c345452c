//! One look for a release: what is signed is read and checked, and what this car should have is taken in.

use super::{Source, Updater, now, own_version};
use contract::release::Trouble;
use release::check::{Kept, Refused, Verified, look};
use release::manifest::{Blob, Entry, Manifest, sha256};
use release::stage::Car;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A tester is offered so many releases, the newest.
const OFFERED: usize = 12;

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There is nothing for this car.
    Nothing,
    /// This one waits now.
    Waits(u64),
    /// There is one, and the line is metered.
    Metered(u64),
}

impl Updater {
    /// Looks once. What is shown stays as it is, whatever comes.
    ///
    /// # Errors
    /// Why nothing was taken; the page is told the same.
    pub async fn look(&self, vin: &str) -> Result<Found, Refused> {
        let Some(source) = &self.source else {
            return Ok(Found::Nothing);
        };
        let found = self.look_at(source, vin).await;
        let mut seen = self.seen();
        seen.trouble = found.as_ref().err().map(|e| e.trouble);
        if found.is_ok() {
            seen.looked = Some(now());
        }
        found
    }

    async fn look_at(&self, source: &Source, vin: &str) -> Result<Found, Refused> {
        let kept = self.on_disk(|shelf| shelf.kept()).await?;
        let verified = look(&source.root, &kept, &source.base, self.line.clone()).await?;
        self.keep(&kept, &verified).await?;
        if source.tester {
            self.offer_choices(&verified).await;
        }
        let car = Car {
            vehicle: vin,
            model: &source.model,
            region: &source.region,
        };
        let pinned = self
            .shelf()
            .pointer()
            .choice
            .counter
            .filter(|_| source.tester);
        let wanted = pinned.unwrap_or_else(|| verified.stage.wanted(&self.channel(), car));
        let (wants, waits) = {
            let shelf = self.shelf();
            (
                shelf.pointer().wants(wanted),
                shelf.pointer().next.map(|next| next.counter),
            )
        };
        if !wants {
            // Halted since, or another was chosen.
            self.on_disk(|shelf| shelf.withdraw())
                .await?
                .map_err(Refused::disk)?;
            return Ok(Found::Nothing);
        }
        if waits == Some(wanted) {
            return Ok(Found::Waits(wanted));
        }
        let manifest = verified.manifest(wanted).await?;
        for_this_car(&manifest, source)?;
        if source.metered.as_deref().is_some_and(Path::exists) {
            return Ok(Found::Metered(wanted));
        }
        self.take(source, &manifest).await?;
        self.on_disk(move |shelf| shelf.offer(&manifest, now()))
            .await??;
        Ok(Found::Waits(wanted))
    }

    async fn keep(&self, before: &Kept, verified: &Verified) -> Result<(), Refused> {
        if *before == verified.kept {
            return Ok(());
        }
        let kept = verified.kept.clone();
        self.on_disk(move |shelf| shelf.keep(&kept))
            .await?
            .map_err(Refused::disk)
    }

    /// Fetches what is not here.
    async fn take(&self, source: &Source, manifest: &Manifest) -> Result<(), Refused> {
        let shipped = self.shipped.clone();
        let manifest_ = manifest.clone();
        let missing = self
            .on_disk(move |shelf| {
                let missing: Vec<Entry> = shelf.missing(&manifest_).into_iter().cloned().collect();
                match missing.is_empty() {
                    true => Ok(missing),
                    false => from_the_car(shelf, missing, &shipped),
                }
            })
            .await??;
        for entry in missing {
            self.fetch(source, entry).await?;
        }
        Ok(())
    }

    async fn fetch(&self, source: &Source, entry: Entry) -> Result<(), Refused> {
        let blob: Blob = entry.travels().clone();
        let url = source.base.join(&format!("files/{}", blob.sha256));
        let url = url.map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
        let have = self.shelf().part(&blob)?;
        if have < blob.length || blob.length == 0 {
            let mut coming = self.line.get(&url, have).await?;
            if !coming.goes_on {
                self.shelf().drop_part(&blob)?;
            }
            while let Some(bytes) = coming.next().await? {
                self.shelf().take(&blob, &bytes)?;
            }
        }
        self.on_disk(move |shelf| shelf.finish(&entry)).await?
    }

    /// What a tester may choose from. Where a release cannot be read it is not among it.
    async fn offer_choices(&self, verified: &Verified) {
        let mut releases = BTreeMap::new();
        for counter in verified.releases().into_iter().rev().take(OFFERED) {
            let known = self.seen().releases.get(&counter).cloned();
            let facts = match known {
                Some(facts) => Some(facts),
                None => verified
                    .manifest(counter)
                    .await
                    .ok()
                    .map(|manifest| manifest.facts),
            };
            releases.extend(facts.map(|facts| (counter, facts)));
        }
        let mut seen = self.seen();
        seen.channels = verified.stage.channels.keys().cloned().collect();
        seen.releases = releases;
    }
}

fn for_this_car(manifest: &Manifest, source: &Source) -> Result<(), Refused> {
    let not = |what: String| Err(Refused::new(Trouble::NotForThisCar, what));
    if !manifest.models.is_empty() && !manifest.models.contains(&source.model) {
        return not(format!("it is for {}", manifest.models.join(", ")));
    }
    match own_version() {
        Some(own) if own >= manifest.min_agent => Ok(()),
        _ => not(format!(
            "it needs a companion of {}",
            String::from(manifest.min_agent)
        )),
    }
}

/// Gives what came with the car and has not changed; what is still missing.
fn from_the_car(
    shelf: &mut release::shelf::Shelf,
    missing: Vec<Entry>,
    shipped: &Path,
) -> Result<Vec<Entry>, Refused> {
    let mut files = Vec::new();
    list(shipped, &mut files);
    let lengths: BTreeMap<u64, Vec<PathBuf>> =
        files
            .into_iter()
            .fold(BTreeMap::new(), |mut all, (length, path)| {
                all.entry(length).or_insert_with(Vec::new).push(path);
                all
            });
    let mut left = Vec::new();
    for entry in missing {
        let blob = entry.travels();
        let mut alike = lengths.get(&blob.length).into_iter().flatten();
        let found = alike.find_map(|path| {
            std::fs::read(path)
                .ok()
                .filter(|bytes| sha256(bytes) == blob.sha256)
        });
        match found {
            Some(bytes) => shelf.give(&entry, &bytes)?,
            None => left.push(entry),
        }
    }
    Ok(left)
}

fn list(folder: &Path, files: &mut Vec<(u64, PathBuf)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(found) if found.is_dir() => list(&entry.path(), files),
            Ok(found) if found.is_file() => files.push((found.len(), entry.path())),
            _ => {}
        }
    }
}
