//! How changes travel: server-sent events, resumable by epoch and offset.

use crate::event::Event;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The heartbeat's interval, in seconds (`event: beat`, with data and without an id).
pub const BEAT_SECONDS: u32 = 20;
/// A client that has heard nothing for so many seconds opens a new connection.
pub const SILENCE_SECONDS: u32 = 45;

/// A place in the store: `<epoch>-<offset>`. The epoch changes only when a store is restored or
/// rebuilt; offsets are gapless within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Which life of the store.
    pub epoch: String,
    /// The last offset seen; 0 before the first event.
    pub offset: u64,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.epoch, self.offset)
    }
}

impl Position {
    /// Reads `<epoch>-<offset>`; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, offset) = text.rsplit_once('-')?;
        let fits =
            (1..=32).contains(&epoch.len()) && epoch.bytes().all(|b| b.is_ascii_alphanumeric());
        let offset = offset.parse().ok()?;
        fits.then(|| Self {
            epoch: epoch.to_owned(),
            offset,
        })
    }
}

/// `event: case`: a case changed. Sent with `id: <epoch>-<offset>`.
pub type CaseChanged = Event;

/// `event: beat`: the connection lives. The first comes when everything since the asked position
/// has been sent: from then on the page is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Beat {
    /// The server's time.
    pub now: Timestamp,
    /// Where the store is.
    pub position: String,
}

/// `event: reset`: the server cannot send everything since the asked position. Load the snapshot
/// again and go on from `position`; never show a partial history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reset {
    /// Where live updates go on from.
    pub position: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_as_written_and_nothing_else_reads() {
        let p = Position {
            epoch: "a1b2".into(),
            offset: 42,
        };
        assert_eq!(Position::parse(&p.to_string()), Some(p));
        for bad in [
            "",
            "7",
            "a-",
            "-7",
            "a--7",
            "a b-7",
            "a-7.5",
            "a-99999999999999999999",
        ] {
            assert_eq!(Position::parse(bad), None, "{bad}");
        }
    }
}
