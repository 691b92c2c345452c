//! What the offline keys sign: who holds which role, and which releases there are. It waits here until enough have
//! signed, on a machine that need not be the one that publishes.

use super::Repository;
use crate::fault::Fault;
use crate::key::{Key, id, short};
use crate::make::Made;
use crate::manifest::Manifest;
use crate::role::{self, SPEC, after, sign, unsigned};
use contract::release::ReleaseFacts;
use contract::time::Timestamp;
use std::collections::HashMap;
use std::num::NonZeroU64;
use tough::TargetName;
use tough::schema::key::Key as Public;
use tough::schema::{
    DelegatedRole, Delegations, PathPattern, PathSet, Role, RoleKeys, RoleType, Root, Signed,
    Targets,
};

const ROOT: &str = ".draft/root.json";
const TARGETS: &str = ".draft/targets.json";
/// How long a root holds, in days: a ceremony every two years.
const ROOT_DAYS: i64 = 730;
/// How long a list of releases holds, in days.
const TARGETS_DAYS: i64 = 365;

/// Who holds which role.
pub struct Holders {
    /// Offline: who holds what.
    pub root: Vec<Public>,
    /// So many of them together.
    pub root_threshold: u64,
    /// Offline: which releases there are.
    pub targets: Vec<Public>,
    /// So many of them together.
    pub targets_threshold: u64,
    /// Online: the newest state, and who gets what.
    pub online: Public,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which role.
    pub role: &'static str,
    /// Who has signed: the beginnings of their keys' ids.
    pub signed: Vec<String>,
    /// So many have to.
    pub need: u64,
}

impl Repository {
    /// Drafts the next root, the first or a rotation, and a list of releases that goes with it.
    ///
    /// # Errors
    /// When nobody could ever sign it.
    pub fn draft_root(&self, holders: &Holders, now: Timestamp) -> Result<(), Fault> {
        let before = match self.newest("root")? {
            Some(_) => Some(self.root()?.signed.version),
            None => None,
        };
        let online = std::slice::from_ref(&holders.online);
        let roles = [
            (
                RoleType::Root,
                holders.root.as_slice(),
                holders.root_threshold,
            ),
            (
                RoleType::Targets,
                &holders.targets,
                holders.targets_threshold,
            ),
            (RoleType::Snapshot, online, 1),
            (RoleType::Timestamp, online, 1),
        ];
        let mut root = Root {
            spec_version: SPEC.to_owned(),
            consistent_snapshot: true,
            version: after(before),
            expires: in_days(now, ROOT_DAYS)?,
            keys: HashMap::new(),
            roles: HashMap::new(),
            _extra: HashMap::new(),
        };
        for (role, keys, threshold) in roles {
            let mut keyids = Vec::new();
            for key in keys {
                let id = id(key)?;
                root.keys.insert(id.clone(), key.clone());
                if !keyids.contains(&id) {
                    keyids.push(id);
                }
            }
            let threshold = NonZeroU64::new(threshold).filter(|n| n.get() <= keyids.len() as u64);
            let threshold = threshold.ok_or_else(|| {
                Fault::Wrong(format!(
                    "{role} needs between 1 and {} signatures",
                    keyids.len()
                ))
            })?;
            let keys = RoleKeys {
                keyids,
                threshold,
                _extra: HashMap::new(),
            };
            root.roles.insert(role, keys);
        }
        let mut targets = self.next_targets(now)?;
        targets.delegations = Some(stage_role(&holders.online)?);
        self.put(ROOT, &role::bytes(&unsigned(root))?)?;
        self.put(TARGETS, &role::bytes(&unsigned(targets))?)
    }

    /// Adds a release to the draft, and its files to `files/`.
    ///
    /// # Errors
    /// When its counter is not the highest.
    pub fn add(&self, made: &Made, now: Timestamp) -> Result<(), Fault> {
        for (hash, bytes) in &made.blobs {
            self.put(&format!("files/{hash}"), bytes)?;
        }
        self.list(&made.manifest, now)
    }

    /// Adds a release of older content under a new counter: a rollback.
    ///
    /// # Errors
    /// When there is no such release.
    pub fn roll_back(
        &self,
        to: u64,
        facts: ReleaseFacts,
        now: Timestamp,
    ) -> Result<Manifest, Fault> {
        let all = self.manifests()?;
        let old = all
            .into_iter()
            .find(|manifest| manifest.facts.counter == to);
        let manifest = Manifest {
            facts,
            ..old.ok_or(Fault::NoRelease(to))?
        };
        self.list(&manifest, now)?;
        Ok(manifest)
    }

    fn list(&self, manifest: &Manifest, now: Timestamp) -> Result<(), Fault> {
        manifest.check()?;
        let counter = manifest.facts.counter;
        let mut targets = self.next_targets(now)?;
        let names = targets
            .targets
            .keys()
            .filter_map(|name| Manifest::counter(name.raw()));
        let newest = names.max().unwrap_or(0);
        if counter <= newest {
            return Err(Fault::Counter(counter, newest));
        }
        let name = Manifest::name(counter);
        let target = self.put_target(&name, &manifest.bytes())?;
        targets
            .targets
            .insert(TargetName::new(name).map_err(Fault::tuf)?, target);
        self.put(TARGETS, &role::bytes(&unsigned(targets))?)
    }

    /// The list of releases that comes after the published one, with what is drafted.
    fn next_targets(&self, now: Timestamp) -> Result<Targets, Fault> {
        let published = self.targets()?.map(|role| role.signed);
        let version = after(published.as_ref().map(|targets| targets.version));
        let drafted: Option<Signed<Targets>> = self.read(TARGETS)?;
        let base = drafted.map(|role| role.signed).or(published);
        let expires = in_days(now, TARGETS_DAYS)?;
        let fresh = Targets::new(SPEC.to_owned(), version, expires);
        Ok(match base {
            Some(base) => Targets {
                version,
                expires,
                ..base
            },
            None => fresh,
        })
    }

    /// Signs what waits for this key; what was signed.
    ///
    /// # Errors
    /// When nothing waits for it.
    pub fn sign(&self, key: &Key) -> Result<Vec<&'static str>, Fault> {
        let mut signed = Vec::new();
        let before = match self.newest("root")? {
            Some(_) => Some(self.root()?),
            None => None,
        };
        let mut root: Option<Signed<Root>> = self.read(ROOT)?;
        if let Some(root) = &mut root {
            let old = before.as_ref().map(|root| &root.signed);
            if holds(Some(&root.signed), RoleType::Root, key)? || holds(old, RoleType::Root, key)? {
                sign(root, key)?;
                self.put(ROOT, &role::bytes(root)?)?;
                signed.push("root");
            }
        }
        if let Some(mut targets) = self.read::<Signed<Targets>>(TARGETS)? {
            let by = root.as_ref().or(before.as_ref()).map(|root| &root.signed);
            if holds(by, RoleType::Targets, key)? {
                sign(&mut targets, key)?;
                self.put(TARGETS, &role::bytes(&targets)?)?;
                signed.push("targets");
            }
        }
        match signed.is_empty() {
            true => Err(Fault::NotAsked),
            false => Ok(signed),
        }
    }

    /// Publishes what is drafted, where enough have signed; without a draft nothing.
    pub(super) fn take_drafts(&self) -> Result<(), Fault> {
        let root: Option<Signed<Root>> = self.read(ROOT)?;
        let targets: Option<Signed<Targets>> = self.read(TARGETS)?;
        let before = match self.newest("root")? {
            Some(_) => Some(self.root()?),
            None => None,
        };
        if let Some(root) = &root {
            for by in [Some(root), before.as_ref()].into_iter().flatten() {
                enough(&by.signed, root, "root")?;
            }
        }
        let by = root.as_ref().or(before.as_ref());
        let by = by.ok_or(Fault::Missing("root", "say `release root` first"))?;
        let published = self.targets()?;
        let listed = targets.as_ref().or(published.as_ref());
        let listed = listed.ok_or(Fault::Missing("release", "say `release make` first"))?;
        enough(&by.signed, listed, "targets")?;
        if let Some(root) = &root {
            self.put(
                &format!("metadata/{}.root.json", root.signed.version),
                &role::bytes(root)?,
            )?;
        }
        if let Some(targets) = &targets {
            let name = format!("metadata/{}.targets.json", targets.signed.version);
            self.put(&name, &role::bytes(targets)?)?;
        }
        for name in [ROOT, TARGETS] {
            let path = self.at(name);
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Fault::File(path, e));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What waits for signatures.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn waiting(&self) -> Result<Vec<Waiting>, Fault> {
        let root: Option<Signed<Root>> = self.read(ROOT)?;
        let holds = match &root {
            Some(root) => root.signed.clone(),
            None => self.root()?.signed,
        };
        let targets: Option<Signed<Targets>> = self.read(TARGETS)?;
        let mut all = Vec::new();
        let rows = [
            ("root", RoleType::Root, root.map(|role| role.signatures)),
            (
                "targets",
                RoleType::Targets,
                targets.map(|role| role.signatures),
            ),
        ];
        for (role, kind, signatures) in rows {
            let Some(signatures) = signatures else {
                continue;
            };
            let mut signed = Vec::new();
            for signature in signatures {
                signed.extend(holds.keys.get(&signature.keyid).map(short).transpose()?);
            }
            let need = holds
                .roles
                .get(&kind)
                .map_or(1, |keys| keys.threshold.get());
            all.push(Waiting { role, signed, need });
        }
        Ok(all)
    }
}

fn holds(root: Option<&Root>, role: RoleType, key: &Key) -> Result<bool, Fault> {
    let id = id(&key.public())?;
    let keys = root.and_then(|root| root.roles.get(&role));
    Ok(keys.is_some_and(|keys| keys.keyids.contains(&id)))
}

fn enough<T: Role>(by: &Root, role: &Signed<T>, name: &'static str) -> Result<(), Fault> {
    by.verify_role(role).map_err(|_| {
        let keys = by.roles.get(&T::TYPE);
        let own = |id| keys.is_some_and(|keys| keys.keyids.contains(id));
        Fault::Unsigned {
            role: name,
            have: role.signatures.iter().filter(|s| own(&s.keyid)).count(),
            need: keys.map_or(1, |keys| keys.threshold.get()),
        }
    })
}

/// The online key may say who gets what, and name nothing else.
fn stage_role(online: &Public) -> Result<Delegations, Fault> {
    let id = id(online)?;
    let pattern = PathPattern::new(crate::stage::NAME).map_err(Fault::tuf)?;
    Ok(Delegations {
        keys: HashMap::from([(id.clone(), online.clone())]),
        roles: vec![DelegatedRole {
            name: "stage".to_owned(),
            keyids: vec![id],
            threshold: NonZeroU64::MIN,
            paths: PathSet::Paths(vec![pattern]),
            terminating: true,
            targets: None,
        }],
    })
}

/// So many days later, on a whole second.
pub(super) fn in_days(now: Timestamp, days: i64) -> Result<jiff::Timestamp, Fault> {
    jiff::Timestamp::from_second(now.0.div_euclid(1000) + days * 86_400).map_err(Fault::tuf)
}
