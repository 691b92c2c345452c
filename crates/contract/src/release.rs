//! Releases of the portal, as they reach a car: what its companion tells the page (`/agent/release…`, on loopback
//! alone), what it reports to the server, and what the operator sees of all cars.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest that an owner may put a release off, counted from when it was on offer first: 14 days, in minutes.
/// So that a car does not stay behind what the server still takes (90 days).
pub const POSTPONE_MINUTES: i64 = 14 * 24 * 60;

/// The channel that every car is on, unless a tester chose another.
pub const STABLE: &str = "stable";

/// What people may know of a release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseFacts {
    /// Grows with each release, a rollback's too. 0 is the portal that came with the car.
    pub counter: u64,
    /// As people name it: `2026.11.2`.
    pub version: String,
    /// What is new in it, by language (`en`, `de`, `nb`, `es`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
}

/// Why a release, or the look for one, was refused; `slug` is the last part of the page's key for its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trouble {
    /// The shelf of releases cannot be reached, or answers with an error.
    NotReached,
    /// It sends slower than the floor allows, or stops.
    TooSlow,
    /// A signature is wrong, or there are too few.
    NotSigned,
    /// What is signed has run out. A car's clock that is years ahead reads so too.
    Expired,
    /// Something is older than what this car has already seen.
    Older,
    /// More comes than was signed for, or than any release may have.
    TooLarge,
    /// Bytes are not those that were signed, or too few.
    NotAsSigned,
    /// What came cannot be understood, or names a path that no release may name.
    NotUnderstood,
    /// The release is for another car or a newer companion.
    NotForThisCar,
    /// The disk is full, or refuses to write.
    NoSpace,
}

/// `GET /agent/release`, and the answer to every change of it; `null` where a car stays with the portal that it came with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRelease {
    /// What is shown when the page is opened next; unless something is tried, what is shown now.
    pub running: ReleaseFacts,
    /// `running` has not reported itself ready yet.
    pub trying: bool,
    /// What lies whole and checked in the car, and waits for Park and an idle page.
    pub next: Option<NextRelease>,
    /// The last release that did not start here, and is not tried again.
    pub failed: Option<ReleaseFacts>,
    /// When the companion has last looked for releases and got an answer it trusts.
    pub looked: Option<Timestamp>,
    /// What was wrong the last time it looked.
    pub trouble: Option<Trouble>,
    /// What a tester may choose here, and has chosen; absent in everybody else's car.
    pub choice: Option<ReleaseChoices>,
}

/// A release that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextRelease {
    /// What it is.
    #[serde(flatten)]
    pub facts: ReleaseFacts,
    /// When it was on offer here first.
    pub since: Timestamp,
    /// The owner has put it off until then.
    pub postponed: Option<Timestamp>,
}

/// What a tester may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseChoices {
    /// Every channel of the rollout.
    pub channels: Vec<String>,
    /// The releases that can be had, the newest first.
    pub releases: Vec<ReleaseFacts>,
    /// What was chosen.
    pub chosen: ReleaseChoice,
}

/// `PUT /agent/release/choice`, a tester's: a channel to follow, or one release to stay on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseChoice {
    /// Follows this one; absent: [`STABLE`].
    pub channel: Option<String>,
    /// Stays on this one whatever the rollout says.
    pub counter: Option<u64>,
}

/// `POST /agent/release/switch`: shows this release from the next load on. Taken in Park alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseSwitch {
    /// The one that waits.
    pub counter: u64,
}

/// `PUT /agent/release/postponed`: not before then; `null` takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePostponed {
    /// At most [`POSTPONE_MINUTES`] after the release was on offer first; later is taken as that.
    pub until: Option<Timestamp>,
}

/// `POST /agent/release/ready`, and the same to a service worker: a page has started, and this is its program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseReady {
    /// The path of the page's own script, `/portal-1b9a1ca86b308f4c.js`: its name says of which release it is.
    pub script: String,
}

/// `POST /api/car/release`, from a car's companion under the car's credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseReport {
    /// The release that is shown and has reported itself ready.
    pub running: u64,
    /// What became of the release that was tried last.
    pub tried: Option<ReleaseTried>,
    /// What was wrong the last time it looked.
    pub trouble: Option<Trouble>,
    /// The companion's own version.
    pub agent: String,
}

/// What became of a release that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseTried {
    /// Which.
    pub counter: u64,
    /// It reported itself ready; else it failed, and the car went back.
    pub ready: bool,
}

/// `GET /api/desk/releases`, the operator's: what cars run, and how far each channel's rollout is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fleet {
    /// Cars that have reported within the last 30 days.
    pub cars: u64,
    /// By release, the newest first.
    pub releases: Vec<ReleaseShare>,
    /// By channel.
    pub channels: Vec<ChannelState>,
    /// How many cars were refused something the last time they looked, by reason.
    pub troubles: BTreeMap<Trouble, u64>,
}

/// `PUT /api/desk/releases`, the operator's: how far what is being given out on a channel goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseChange {
    /// The channel.
    pub channel: String,
    /// To so many of a hundred cars.
    pub percent: u8,
    /// To these models alone; none named: to all.
    #[serde(default)]
    pub models: Vec<String>,
    /// In these regions alone; none named: in all.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Nobody gets it now.
    pub halted: bool,
}

/// One release in the fleet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseShare {
    /// Which.
    pub counter: u64,
    /// Its name, where the server has its manifest.
    pub version: Option<String>,
    /// Cars that run it.
    pub cars: u64,
    /// Cars on which it was tried.
    pub tried: u64,
    /// Cars on which it did not start.
    pub failed: u64,
}

/// How far a channel's rollout is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelState {
    /// Its name.
    pub channel: String,
    /// What every car of it may have.
    pub steady: u64,
    /// What is being given out.
    pub rollout: Option<RolloutState>,
}

/// What is being given out, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RolloutState {
    /// Which release.
    pub counter: u64,
    /// To so many of a hundred cars.
    pub percent: u8,
    /// To these models alone; none named: to all.
    pub models: Vec<String>,
    /// In these regions alone; none named: in all.
    pub regions: Vec<String>,
    /// Why nobody gets it now.
    pub halted: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_reads_as_one_thing() {
        let next = NextRelease {
            facts: ReleaseFacts {
                counter: 3,
                version: "2026.11.2".into(),
                notes: BTreeMap::from([("en".into(), "Faster.".into())]),
            },
            since: Timestamp(5),
            postponed: None,
        };
        let wanted = serde_json::json!({ "counter": 3, "version": "2026.11.2", "notes": { "en": "Faster." },
            "since": 5, "postponed": null });
        assert_eq!(serde_json::to_value(&next).ok(), Some(wanted.clone()));
        assert_eq!(
            serde_json::from_value::<NextRelease>(wanted).ok(),
            Some(next)
        );
        assert_eq!(serde_json::json!(Trouble::NotAsSigned), "not-as-signed");
    }
}
