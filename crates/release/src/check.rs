//! What a car believes: TUF's own client (`tough`) over whatever transport reaches the repository, with what this car has
//! seen before, so that nothing older is taken. Nothing is trusted that is not signed; nothing is kept unless all was right.
//!
//! The clock that was seen last is not kept: a car whose clock once jumped years ahead would refuse everything from then
//! on. What this gives up is in docs/OTA.md.

use crate::manifest::{self, Manifest};
use crate::stage::{self, Stage};
use contract::release::Trouble;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use tempfile::TempDir;
use tough::error::Error as Tuf;
use tough::schema::{Root, Signed};
use tough::{
    IntoVec, Limits, Repository, RepositoryLoader, TargetName, Transport, TransportErrorKind,
};
use url::Url;

/// No root, timestamp or snapshot is longer, in bytes.
const LONGEST: u64 = 256 * 1024;
/// So many rotations of the root are followed at once.
const ROTATIONS: u64 = 64;
/// What of tough's store is kept from one look to the next.
const KEPT: [&str; 4] = [
    "root.json",
    "timestamp.json",
    "snapshot.json",
    "targets.json",
];

/// Why something was refused: for people by its kind, for the log in words.
#[derive(Debug, thiserror::Error)]
#[error("{trouble:?}")]
pub struct Refused {
    /// The kind.
    pub trouble: Trouble,
    #[source]
    source: Box<dyn Error + Send + Sync>,
}

impl Refused {
    /// With what was wrong.
    pub fn new(trouble: Trouble, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            trouble,
            source: source.into(),
        }
    }

    /// The disk refused.
    pub fn disk(source: io::Error) -> Self {
        Self::new(Trouble::NoSpace, source)
    }
}

/// A transport's own reason, where it has one: it comes back as the trouble of the whole look.
#[derive(Debug, thiserror::Error)]
#[error("{0:?}")]
pub struct Because(pub Trouble);

/// The metadata that was right the last time, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(pub BTreeMap<String, serde_json::Value>);

/// What is signed, checked and not older than what this car has seen.
pub struct Verified {
    repository: Repository,
    /// Where tough writes while it reads.
    _store: TempDir,
    /// To be kept for the next look.
    pub kept: Kept,
    /// Who gets what.
    pub stage: Stage,
}

/// Asks the repository at `base`, which ends in `/`, for its newest state.
///
/// # Errors
/// See [`Trouble`]; `kept` holds as it was.
pub async fn look<T>(
    shipped: &[u8],
    kept: &Kept,
    base: &Url,
    transport: T,
) -> Result<Verified, Refused>
where
    T: Transport + Send + Sync + 'static,
{
    let store = tempfile::tempdir().map_err(Refused::disk)?;
    for (name, value) in kept
        .0
        .iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()))
    {
        std::fs::write(store.path().join(name), value.to_string()).map_err(Refused::disk)?;
    }
    let root = newer(shipped, kept)?;
    let at = |name: &str| {
        base.join(name)
            .map_err(|e| Refused::new(Trouble::NotUnderstood, e))
    };
    let loader = RepositoryLoader::new(&root, at("metadata/")?, at("targets/")?);
    let limits = Limits {
        max_root_size: LONGEST,
        max_targets_size: manifest::LONGEST,
        max_timestamp_size: LONGEST,
        max_snapshot_size: LONGEST,
        max_root_updates: ROTATIONS,
    };
    let loaded = loader
        .transport(transport)
        .limits(limits)
        .datastore(store.path())
        .load();
    let repository = loaded.await.map_err(refused)?;
    let mut seen = BTreeMap::new();
    for name in KEPT {
        let bytes = std::fs::read(store.path().join(name)).map_err(Refused::disk)?;
        let value =
            serde_json::from_slice(&bytes).map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
        seen.insert(name.to_owned(), value);
    }
    let mut verified = Verified {
        repository,
        _store: store,
        kept: Kept(seen),
        stage: Stage::default(),
    };
    if let Some(bytes) = verified.read(stage::NAME).await? {
        let stage = serde_json::from_slice(&bytes);
        verified.stage = stage.map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
    }
    Ok(verified)
}

/// The root that shipped with the car, or a later one that it led to.
fn newer(shipped: &[u8], kept: &Kept) -> Result<Vec<u8>, Refused> {
    let version = |bytes: &[u8]| {
        let root: Result<Signed<Root>, _> = serde_json::from_slice(bytes);
        root.map(|root| root.signed.version)
    };
    let own = version(shipped).map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
    let later = kept
        .0
        .get("root.json")
        .map(|value| value.to_string().into_bytes());
    let later = later.filter(|bytes| version(bytes).is_ok_and(|kept| kept > own));
    Ok(later.unwrap_or_else(|| shipped.to_owned()))
}

impl Verified {
    /// The counters of all releases that are signed.
    pub fn releases(&self) -> Vec<u64> {
        let names = self.repository.targets().signed.targets.keys();
        let mut all: Vec<_> = names
            .filter_map(|name| Manifest::counter(name.raw()))
            .collect();
        all.sort_unstable();
        all
    }

    /// One release.
    ///
    /// # Errors
    /// When it is not signed, or not what was signed.
    pub async fn manifest(&self, counter: u64) -> Result<Manifest, Refused> {
        let name = Manifest::name(counter);
        let bytes = self.read(&name).await?;
        let bytes = bytes
            .ok_or_else(|| Refused::new(Trouble::NotSigned, format!("{name} is not signed")))?;
        let read = Manifest::parse(&bytes).map_err(|e| Refused::new(Trouble::NotUnderstood, e))?;
        match read.facts.counter == counter {
            true => Ok(read),
            false => Err(Refused::new(
                Trouble::NotUnderstood,
                format!("{name} is of counter {}", read.facts.counter),
            )),
        }
    }

    /// A target; `None` where none of that name is signed by whom it is for.
    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let name = TargetName::new(name).map_err(refused)?;
        let targets = &self.repository.targets().signed;
        let length = match targets.find_target(&name, false) {
            Ok(target) => target.length,
            Err(_) => return Ok(None),
        };
        if length > manifest::LONGEST {
            return Err(Refused::new(Trouble::TooLarge, format!("{length} bytes")));
        }
        let Some(stream) = self.repository.read_target(&name).await.map_err(refused)? else {
            return Ok(None);
        };
        stream.into_vec().await.map(Some).map_err(refused)
    }
}

fn refused(e: Tuf) -> Refused {
    Refused::new(trouble(&e), e)
}

/// The kind of what tough says.
fn trouble(e: &Tuf) -> Trouble {
    match e {
        Tuf::ExpiredMetadata { .. } => Trouble::Expired,
        Tuf::OlderMetadata { .. }
        | Tuf::OlderSnapshotInTimestamp { .. }
        | Tuf::SnapshotRoleRollback { .. }
        | Tuf::SnapshotRoleMissing { .. } => Trouble::Older,
        Tuf::VerifyMetadata { .. }
        | Tuf::VerifyRoleMetadata { .. }
        | Tuf::VerifyTrustedMetadata { .. } => Trouble::NotSigned,
        Tuf::MaxSizeExceeded { .. } | Tuf::MaxUpdatesExceeded { .. } => Trouble::TooLarge,
        Tuf::HashMismatch { .. } | Tuf::VersionMismatch { .. } => Trouble::NotAsSigned,
        Tuf::DatastoreInit { .. } | Tuf::DatastoreCreate { .. } | Tuf::DatastoreOpen { .. } => {
            Trouble::NoSpace
        }
        Tuf::Transport { .. } => within(e),
        _ => Trouble::NotUnderstood,
    }
}

/// The reason within a failed transport: too long and not as signed come so too.
fn within(e: &Tuf) -> Trouble {
    let mut source = e.source();
    while let Some(cause) = source {
        if let Some(Because(trouble)) = cause.downcast_ref() {
            return *trouble;
        }
        if let Some(inner) = cause.downcast_ref::<Tuf>() {
            return trouble(inner);
        }
        let transport = cause.downcast_ref::<tough::TransportError>();
        if transport.is_some_and(|t| t.kind() == TransportErrorKind::UnsupportedUrlScheme) {
            return Trouble::NotUnderstood;
        }
        source = cause.source();
    }
    Trouble::NotReached
}
