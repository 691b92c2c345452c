//! The maker's repository: a folder that any server of files can serve. What is signed offline waits in `.draft` until
//! enough have signed; what the online key signs is written at once, and the timestamp last, so that whoever reads
//! meanwhile sees the one state or the other.
//!
//! `metadata/` and `targets/` are TUF's, with consistent snapshots; `files/<sha256>` are the releases' own files.

mod draft;
mod online;

use crate::fault::Fault;
use crate::manifest::Manifest;
use crate::role;
use crate::stage::{self, Stage};
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use tough::schema::{Root, Signed, Target, Targets};

pub use draft::{Holders, Waiting};

/// A folder of releases. While it is held, no other program changes it.
pub struct Repository {
    folder: PathBuf,
    _alone: File,
}

impl Repository {
    /// Opens it, makes it where it is missing, and waits while another program changes it.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        for name in ["metadata", "targets", "files", ".draft"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).map_err(Fault::file(&path))?;
        }
        let path = folder.join(".lock");
        let file = File::create(&path).map_err(Fault::file(&path))?;
        file.lock().map_err(Fault::file(&path))?;
        Ok(Self {
            folder: folder.to_owned(),
            _alone: file,
        })
    }

    /// The root that holds now.
    ///
    /// # Errors
    /// When there is none.
    pub fn root(&self) -> Result<Signed<Root>, Fault> {
        let newest = self.newest("root")?;
        let version = newest.ok_or(Fault::Missing("root", "say `release root` first"))?;
        self.metadata(&format!("{version}.root.json"))
    }

    /// The bytes of the root that holds now: what ships with a car.
    ///
    /// # Errors
    /// When there is none.
    pub fn root_bytes(&self) -> Result<Vec<u8>, Fault> {
        let version = self.root()?.signed.version;
        let path = self.at(&format!("metadata/{version}.root.json"));
        fs::read(&path).map_err(Fault::file(&path))
    }

    fn targets(&self) -> Result<Option<Signed<Targets>>, Fault> {
        self.newest("targets")?
            .map(|version| self.metadata(&format!("{version}.targets.json")))
            .transpose()
    }

    /// Every signed release, the newest first.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn manifests(&self) -> Result<Vec<Manifest>, Fault> {
        let Some(targets) = self.targets()? else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for (name, target) in &targets.signed.targets {
            if Manifest::counter(name.raw()).is_some() {
                all.push(Manifest::parse(&self.target(name.raw(), target)?)?);
            }
        }
        all.sort_by_key(|manifest| std::cmp::Reverse(manifest.facts.counter));
        Ok(all)
    }

    /// Which car gets what now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stage(&self) -> Result<Stage, Fault> {
        let Some(version) = self.newest("stage")? else {
            return Ok(Stage::default());
        };
        let role: Signed<Targets> = self.metadata(&format!("{version}.stage.json"))?;
        let found = role.signed.targets.iter();
        let found = found
            .into_iter()
            .find(|(name, _)| name.raw() == stage::NAME);
        let Some((name, target)) = found else {
            return Ok(Stage::default());
        };
        let bytes = self.target(name.raw(), target)?;
        serde_json::from_slice(&bytes)
            .map_err(|e| Fault::Read(self.at("targets/stage.json"), e.to_string()))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn target(&self, name: &str, target: &Target) -> Result<Vec<u8>, Fault> {
        let hash = crate::manifest::hex(target.hashes.sha256.as_ref());
        let path = self.at(&format!("targets/{hash}.{name}"));
        fs::read(&path).map_err(Fault::file(&path))
    }

    /// Puts a target where the list of targets will name it.
    fn put_target(&self, name: &str, bytes: &[u8]) -> Result<Target, Fault> {
        let target = role::target(bytes);
        let hash = crate::manifest::sha256(bytes);
        self.put(&format!("targets/{hash}.{name}"), bytes)?;
        Ok(target)
    }

    fn metadata<T: DeserializeOwned>(&self, name: &str) -> Result<T, Fault> {
        self.read(&format!("metadata/{name}"))?
            .ok_or_else(|| Fault::Read(self.at(name), "it is not there".into()))
    }

    /// What is there, read; `None` where it is not there.
    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Fault> {
        let path = self.at(name);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|e| Fault::Read(path, e.to_string())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Fault::File(path, e)),
        }
    }

    /// Writes a file whole or not at all.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let (path, new) = (self.at(name), self.at(".draft/new"));
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&new, &path)?;
            match path.parent() {
                Some(folder) => File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        });
        written.map_err(Fault::file(&path))
    }

    /// The highest version of a role: `<version>.<role>.json`.
    fn newest(&self, role: &str) -> Result<Option<u64>, Fault> {
        let folder = self.at("metadata");
        let end = format!(".{role}.json");
        let mut newest = None;
        for entry in fs::read_dir(&folder).map_err(Fault::file(&folder))? {
            let name = entry.map_err(Fault::file(&folder))?.file_name();
            let version = name
                .to_str()
                .and_then(|name| name.strip_suffix(&end)?.parse().ok());
            newest = newest.max(version);
        }
        Ok(newest)
    }
}
