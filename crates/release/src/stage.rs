//! Which car gets which release. The stage is a target of its own role, signed by the online key, so that raising a
//! share or halting needs nobody's key ceremony; it can name only releases that the offline keys have signed.

use contract::release::{ChannelState, RolloutState, STABLE};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Its name among the targets.
pub const NAME: &str = "stage.json";

/// The rollouts, by channel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// [`STABLE`] is every car's that has not chosen.
    pub channels: BTreeMap<String, Channel>,
}

/// One channel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// What every car of it may have; 0: nothing yet.
    pub steady: u64,
    /// What is being given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollout: Option<Rollout>,
}

/// What is being given out, and to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollout {
    /// Which release.
    pub counter: u64,
    /// To so many of a hundred cars.
    pub percent: u8,
    /// To these models alone; none named: to all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// In these regions alone; none named: in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Why nobody gets it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub halted: Option<String>,
}

/// What a rollout asks of a car.
#[derive(Debug, Clone, Copy)]
pub struct Car<'a> {
    /// Its number, or what stands for it.
    pub vehicle: &'a str,
    /// Its model.
    pub model: &'a str,
    /// Its region.
    pub region: &'a str,
}

impl Stage {
    /// The release that this car should have on this channel; 0 where it names none.
    pub fn wanted(&self, channel: &str, car: Car<'_>) -> u64 {
        let chosen = self.channels.get(channel);
        let Some(channel) = chosen.or_else(|| self.channels.get(STABLE)) else {
            return 0;
        };
        match &channel.rollout {
            Some(rollout) if rollout.is_for(car) => rollout.counter,
            _ => channel.steady,
        }
    }

    /// As the operator sees it.
    pub fn states(&self) -> Vec<ChannelState> {
        let state = |(name, channel): (&String, &Channel)| ChannelState {
            channel: name.clone(),
            steady: channel.steady,
            rollout: channel.rollout.as_ref().map(|rollout| RolloutState {
                counter: rollout.counter,
                percent: rollout.percent,
                models: rollout.models.clone(),
                regions: rollout.regions.clone(),
                halted: rollout.halted.clone(),
            }),
        };
        self.channels.iter().map(state).collect()
    }
}

impl Rollout {
    fn is_for(&self, car: Car<'_>) -> bool {
        let among =
            |names: &[String], name: &str| names.is_empty() || names.iter().any(|n| n == name);
        self.halted.is_none()
            && among(&self.models, car.model)
            && among(&self.regions, car.region)
            && place(car.vehicle, self.counter) < u16::from(self.percent.min(100)) * 100
    }
}

/// When a rollout stops by itself.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// It did not start on so many cars…
    pub after: u64,
    /// …and on so many of a hundred that tried it.
    pub percent: u8,
}

impl Limit {
    /// Whether it stops.
    pub fn is_passed(self, tried: u64, failed: u64) -> bool {
        failed >= self.after
            && failed.saturating_mul(100) >= tried.saturating_mul(self.percent.into())
    }
}

/// Where a car stands in the queue for a release, of 10,000 places: the same at every asking, so that raising the share
/// only adds cars; another for every release, so that no car is always the first.
pub fn place(vehicle: &str, counter: u64) -> u16 {
    let digest = Sha256::new()
        .chain_update(counter.to_be_bytes())
        .chain_update(vehicle)
        .finalize();
    let first = digest
        .iter()
        .take(8)
        .fold(0, |n: u64, byte| n << 8 | u64::from(*byte));
    // Below 10,000.
    u16::try_from(first % 10_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn car(vehicle: &str) -> Car<'_> {
        Car {
            vehicle,
            model: "M1",
            region: "eu",
        }
    }

    fn stage(rollout: Rollout) -> Stage {
        let channel = Channel {
            steady: 2,
            rollout: Some(rollout),
        };
        Stage {
            channels: BTreeMap::from([(STABLE.to_owned(), channel)]),
        }
    }

    fn share(percent: u8) -> Vec<String> {
        let rollout = Rollout {
            counter: 3,
            percent,
            ..Default::default()
        };
        let stage = stage(rollout);
        let all = (0..1000).map(|i| format!("CAR{i:014}"));
        all.filter(|vin| stage.wanted(STABLE, car(vin)) == 3)
            .collect()
    }

    #[test]
    fn raising_a_share_only_adds_cars_and_it_is_about_that_share() {
        let (few, half, all) = (share(10), share(50), share(100));
        assert!(few.iter().all(|vin| half.contains(vin)));
        assert_eq!(all.len(), 1000);
        assert!((70..=130).contains(&few.len()), "{}", few.len());
        assert!((440..=560).contains(&half.len()), "{}", half.len());
        assert_eq!(share(0), Vec::<String>::new());
        // For the next release other cars are the first.
        let first =
            |counter| (0..1000).filter(move |i| place(&format!("CAR{i:014}"), counter) < 1000);
        let twice = first(3).filter(|i| first(4).any(|j| j == *i)).count();
        assert!(twice < 30, "{twice}");
    }

    #[test]
    fn a_rollout_stops_when_enough_cars_and_enough_of_those_that_tried_say_so() {
        let limit = Limit {
            after: 5,
            percent: 2,
        };
        for (tried, failed, passed) in [
            (0, 0, false),
            (4, 4, false),
            (5, 5, true),
            (250, 5, true),
            (251, 5, false),
            (1000, 20, true),
        ] {
            assert_eq!(
                limit.is_passed(tried, failed),
                passed,
                "{failed} of {tried}"
            );
        }
    }

    #[test]
    fn who_is_not_meant_stays_on_what_is_steady() {
        let to = |change: fn(&mut Rollout)| {
            let mut rollout = Rollout {
                counter: 3,
                percent: 100,
                ..Default::default()
            };
            change(&mut rollout);
            stage(rollout).wanted(STABLE, car("X"))
        };
        assert_eq!(to(|_| {}), 3);
        assert_eq!(to(|r| r.models = vec!["M2".into()]), 2);
        assert_eq!(to(|r| r.models = vec!["M2".into(), "M1".into()]), 3);
        assert_eq!(to(|r| r.regions = vec!["us".into()]), 2);
        assert_eq!(
            to(|r| r.halted = Some("five cars did not start it".into())),
            2
        );
        assert_eq!(stage(Rollout::default()).wanted("no-such", car("X")), 2);
        assert_eq!(Stage::default().wanted(STABLE, car("X")), 0);
    }
}
