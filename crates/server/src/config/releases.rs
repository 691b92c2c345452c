//! Releases of the portal for cars: the folder that the maker publishes, and when to stop by oneself.

use super::{Config, ConfigError, refuse};
use release::key::Key;
use serde::Deserialize;
use std::path::PathBuf;

/// `[releases]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasesConfig {
    /// The repository, as `servicelane release publish` leaves it.
    pub folder: PathBuf,
    /// The online key. Without it this server gives releases out and hears of them, and halts nothing.
    #[serde(default)]
    pub online_key: Option<PathBuf>,
    /// A rollout halts when it did not start on so many cars…
    #[serde(default = "halt_after")]
    pub halt_after: u64,
    /// …and on so many of a hundred that tried it.
    #[serde(default = "halt_share")]
    pub halt_share: u8,
}

fn halt_after() -> u64 {
    5
}

fn halt_share() -> u8 {
    2
}

impl Config {
    pub(super) fn check_releases(&self) -> Result<(), ConfigError> {
        let Some(releases) = &self.releases else {
            return Ok(());
        };
        if !releases.folder.join("metadata").is_dir() {
            return Err(refuse(
                "releases.folder",
                "is no repository: `servicelane release root` makes one",
            ));
        }
        if let Some(Err(e)) = releases.online_key.as_deref().map(Key::read) {
            return Err(refuse("releases.online_key", e.to_string()));
        }
        if releases.halt_after == 0 || releases.halt_share > 100 {
            return Err(refuse(
                "releases.halt_after",
                "is at least 1, and halt_share at most 100",
            ));
        }
        Ok(())
    }
}
