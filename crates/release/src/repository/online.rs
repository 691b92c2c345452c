//! What the online key signs: who gets what, what the newest state is, and that it still is.

use super::Repository;
use super::draft::in_days;
use crate::fault::Fault;
use crate::key::{Key, id};
use crate::role::{self, SPEC, after, sign, unsigned};
use crate::stage::{NAME, Stage};
use contract::time::Timestamp;
use std::collections::HashMap;
use std::num::NonZeroU64;
use tough::TargetName;
use tough::schema::{RoleType, Signed, Snapshot, Targets, Timestamp as Stamp};

/// How long a timestamp and a snapshot hold, in days: so long may somebody hide from a car that there is something newer.
const STAMP_DAYS: i64 = 7;
/// How long a stage holds, in days.
const STAGE_DAYS: i64 = 90;

impl Repository {
    /// Publishes what enough have signed: from here on cars can have it, and get it as the stage says.
    ///
    /// # Errors
    /// When too few have signed, or this is not the online key.
    pub fn publish(&self, online: &Key, now: Timestamp) -> Result<(), Fault> {
        self.take_drafts()?;
        let stage = self.stage()?;
        self.write_online(&stage, online, now)
    }

    /// Says anew who gets what.
    ///
    /// # Errors
    /// When it names what nobody has signed, or this is not the online key.
    pub fn restage(&self, stage: &Stage, online: &Key, now: Timestamp) -> Result<(), Fault> {
        let signed: Vec<u64> = self.manifests()?.iter().map(|m| m.facts.counter).collect();
        for channel in stage.channels.values() {
            let given = channel.rollout.as_ref().map(|rollout| rollout.counter);
            let named = [channel.steady]
                .into_iter()
                .chain(given)
                .filter(|n| *n != 0);
            if let Some(unknown) = named.into_iter().find(|n| !signed.contains(n)) {
                return Err(Fault::NoRelease(unknown));
            }
        }
        self.write_online(stage, online, now)
    }

    /// Says anew that this is the newest state, once half of the time for which that was said is over; whether it did.
    ///
    /// # Errors
    /// When this is not the online key.
    pub fn refresh(&self, online: &Key, now: Timestamp) -> Result<bool, Fault> {
        let half = in_days(now, 0)?.as_second() + STAMP_DAYS * 86_400 / 2;
        if self
            .stamp()?
            .is_some_and(|stamp| stamp.signed.expires.as_second() > half)
        {
            return Ok(false);
        }
        let stage = self.stage()?;
        self.write_online(&stage, online, now)?;
        Ok(true)
    }

    fn stamp(&self) -> Result<Option<Signed<Stamp>>, Fault> {
        self.read("metadata/timestamp.json")
    }

    fn write_online(&self, stage: &Stage, online: &Key, now: Timestamp) -> Result<(), Fault> {
        let root = self.root()?;
        let own = id(&online.public())?;
        let keys = root.signed.roles.get(&RoleType::Timestamp);
        if !keys.is_some_and(|keys| keys.keyids.contains(&own)) {
            return Err(Fault::NotOnline);
        }
        let targets = self
            .targets()?
            .ok_or(Fault::Missing("release", "say `release make` first"))?;
        let mut meta = HashMap::from([(
            "targets.json".to_owned(),
            role::meta(
                targets.signed.version,
                &self.published(targets.signed.version, "targets")?,
            ),
        )]);
        let stage_version = after(self.newest("stage")?.and_then(NonZeroU64::new));
        let mut role = Targets::new(SPEC.to_owned(), stage_version, in_days(now, STAGE_DAYS)?);
        let bytes = serde_json::to_vec(stage).map_err(Fault::tuf)?;
        let name = TargetName::new(NAME).map_err(Fault::tuf)?;
        role.targets.insert(name, self.put_target(NAME, &bytes)?);
        let mut role = unsigned(role);
        sign(&mut role, online)?;
        let bytes = role::bytes(&role)?;
        self.put(&format!("metadata/{stage_version}.stage.json"), &bytes)?;
        meta.insert("stage.json".to_owned(), role::meta(stage_version, &bytes));
        let version = after(self.newest("snapshot")?.and_then(NonZeroU64::new));
        let expires = in_days(now, STAMP_DAYS)?;
        let mut snapshot = Snapshot::new(SPEC.to_owned(), version, expires);
        snapshot.meta = meta;
        let mut snapshot = unsigned(snapshot);
        sign(&mut snapshot, online)?;
        let bytes = role::bytes(&snapshot)?;
        self.put(&format!("metadata/{version}.snapshot.json"), &bytes)?;
        let before = self.stamp()?.map(|stamp| stamp.signed.version);
        let mut stamp = Stamp::new(SPEC.to_owned(), after(before), expires);
        stamp.meta = HashMap::from([("snapshot.json".to_owned(), role::meta(version, &bytes))]);
        let mut stamp = unsigned(stamp);
        sign(&mut stamp, online)?;
        // From here on it counts.
        self.put("metadata/timestamp.json", &role::bytes(&stamp)?)
    }

    fn published(&self, version: NonZeroU64, role: &str) -> Result<Vec<u8>, Fault> {
        let path = self.at(&format!("metadata/{version}.{role}.json"));
        std::fs::read(&path).map_err(Fault::file(&path))
    }
}
