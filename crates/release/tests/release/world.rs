//! A maker, and what lies between the maker and a car.

use async_trait::async_trait;
use bytes::Bytes;
use contract::release::{ReleaseFacts, STABLE, Trouble};
use contract::time::Timestamp;
use release::check::{Kept, Verified, look};
use release::key::Key;
use release::make::{Made, Said, make};
use release::repository::{Holders, Repository};
use release::stage::{Channel, Rollout, Stage};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tough::{FilesystemTransport, Transport, TransportError, TransportErrorKind, TransportStream};
use url::Url;

/// A maker with two holders of each offline role, who must both sign.
pub struct Maker {
    pub folder: TempDir,
    pub root: [Key; 2],
    pub targets: [Key; 2],
    pub online: Key,
    pub shipped: Vec<u8>,
}

/// The machine's time now: what is signed is judged by it.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

pub fn days_ago(days: i64) -> Timestamp {
    now().plus_minutes(-days * 24 * 60)
}

impl Maker {
    /// With release 1 out for everybody.
    pub fn new() -> Self {
        Self::at(now())
    }

    pub fn at(now: Timestamp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join(".keys");
        fs::create_dir(&keys).unwrap();
        let key = |name: &str| Key::make(&keys.join(name)).unwrap();
        let mut maker = Self {
            root: [key("root-a"), key("root-b")],
            targets: [key("targets-a"), key("targets-b")],
            online: key("online"),
            shipped: Vec::new(),
            folder,
        };
        let repository = maker.repository();
        repository
            .draft_root(&maker.holders(&maker.online), now)
            .unwrap();
        repository.add(&portal(1, "one"), now).unwrap();
        for key in maker.root.iter().chain(&maker.targets) {
            repository.sign(key).unwrap();
        }
        repository.publish(&maker.online, now).unwrap();
        maker.shipped = repository.root_bytes().unwrap();
        drop(repository);
        maker.gives(steady(1), now);
        maker
    }

    pub fn holders(&self, online: &Key) -> Holders {
        Holders {
            root: self.root.iter().map(Key::public).collect(),
            root_threshold: 2,
            targets: self.targets.iter().map(Key::public).collect(),
            targets_threshold: 2,
            online: online.public(),
        }
    }

    pub fn repository(&self) -> Repository {
        Repository::open(self.folder.path()).unwrap()
    }

    /// Signs and publishes one more release.
    pub fn releases(&self, made: &Made) {
        let repository = self.repository();
        repository.add(made, now()).unwrap();
        for key in &self.targets {
            repository.sign(key).unwrap();
        }
        repository.publish(&self.online, now()).unwrap();
    }

    pub fn gives(&self, stage: Stage, at: Timestamp) {
        self.repository().restage(&stage, &self.online, at).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn base(&self) -> Url {
        Url::from_directory_path(self.folder.path()).unwrap()
    }

    pub async fn look(&self, kept: &Kept) -> Result<Verified, Trouble> {
        self.look_over(kept, &Line::default()).await
    }

    pub async fn look_over(&self, kept: &Kept, line: &Line) -> Result<Verified, Trouble> {
        let looked = look(&self.shipped, kept, &self.base(), line.clone()).await;
        looked.map_err(|e| e.trouble)
    }

    /// What a car keeps that has looked once.
    pub async fn seen(&self) -> Kept {
        self.look(&Kept::default()).await.unwrap().kept
    }
}

pub fn steady(counter: u64) -> Stage {
    let channel = Channel {
        steady: counter,
        rollout: None,
    };
    Stage {
        channels: BTreeMap::from([(STABLE.into(), channel)]),
    }
}

pub fn rollout(steady: u64, counter: u64, percent: u8) -> Stage {
    let rollout = Rollout {
        counter,
        percent,
        ..Default::default()
    };
    let channel = Channel {
        steady,
        rollout: Some(rollout),
    };
    Stage {
        channels: BTreeMap::from([(STABLE.into(), channel)]),
    }
}

/// A portal of two files, one of which every release has.
pub fn portal(counter: u64, says: &str) -> Made {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), format!("<p>{says}</p>")).unwrap();
    fs::write(folder.path().join("same.js"), "go()".repeat(100)).unwrap();
    let mut packed = Vec::new();
    let text = "go()".repeat(100);
    let params = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &params).unwrap();
    fs::write(folder.path().join("same.js.br"), packed).unwrap();
    make(folder.path(), said(counter)).unwrap()
}

pub fn said(counter: u64) -> Said {
    Said {
        facts: ReleaseFacts {
            counter,
            version: format!("1.{counter}.0"),
            notes: BTreeMap::from([("en".into(), format!("Release {counter}."))]),
        },
        min_agent: "0.1.0".to_owned().try_into().unwrap(),
        models: vec![],
    }
}

/// What lies between: files as they are, but for those of which it says something else.
#[derive(Debug, Clone, Default)]
pub struct Line(Arc<Mutex<BTreeMap<String, Says>>>);

#[derive(Debug, Clone)]
pub enum Says {
    Bytes(Vec<u8>),
    Endless,
    Broken,
}

impl Line {
    /// Of `metadata/timestamp.json` it says this.
    pub fn saying(name: &str, says: Says) -> Self {
        let line = Self::default();
        line.0.lock().unwrap().insert(name.to_owned(), says);
        line
    }
}

#[async_trait]
impl Transport for Line {
    async fn fetch(&self, url: Url) -> Result<TransportStream, TransportError> {
        let said = {
            let all = self.0.lock().unwrap();
            all.iter()
                .find(|(name, _)| url.path().ends_with(name.as_str()))
                .map(|(_, says)| says.clone())
        };
        match said {
            None => FilesystemTransport.fetch(url).await,
            Some(Says::Bytes(bytes)) => Ok(Box::pin(futures_util::stream::iter([Ok(
                Bytes::from(bytes),
            )]))),
            Some(Says::Endless) => Ok(Box::pin(futures_util::stream::repeat_with(|| {
                Ok(Bytes::from_static(&[b' '; 65536]))
            }))),
            Some(Says::Broken) => Err(TransportError::new(TransportErrorKind::Other, url.as_str())),
        }
    }
}
